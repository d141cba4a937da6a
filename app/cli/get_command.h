// `weightyard-cli get`: runs one download job after the other on a worker thread and speaks through GetOutput. Main thread; ends
// the event loop with the exit code.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/get_output.h"
#include "app/services.h"
#include "base/cancel_token.h"

#include <QFutureWatcher>
#include <QObject>

namespace weightyard::cli {

class GetCommand : public QObject
{
    Q_OBJECT
public:
    GetCommand(app::Services &services, QList<queue::DownloadRequest> requests, GetOutput output);
    ~GetCommand() override;

    void start();
    void stop(); ///< Ctrl-C: the running job ends within a second, the others are not begun

Q_SIGNALS:
    void finished(int exitCode);

private:
    void startNext();
    void jobEnded();

    app::Services &m_services;
    QList<queue::DownloadRequest> m_requests;
    GetOutput m_output;
    base::CancelToken m_cancel;
    QFutureWatcher<queue::JobSnapshot> m_watcher;
    QList<queue::JobSnapshot> m_ended;
    qint64 m_beganMs = 0;
};

} // namespace weightyard::cli
