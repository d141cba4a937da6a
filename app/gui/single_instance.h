// SingleInstance: one window for one config folder, whose files have one writer. A second start hands its models to the
// first, which comes to the front, and ends. By a lock in that folder and a local socket that only this user can open; what a
// crash left behind is taken over. GUI thread, but for begin().
#pragma once

#include "base/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QStringList>
#include <functional>

class QLocalSocket;

namespace weightyard::gui {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &configDir, QObject *parent = nullptr);

    /// True: this is the one; call listen() next. False: another one is there and has got the models. Busy: another one is
    /// there, and does not answer for some seconds; never are there two. Blocks, makes the folder; any thread, one at a time.
    /// `othersTurn` is called once the folder has answered and another one is waited for.
    base::Result<bool> begin(const QStringList &models, const std::function<void()> &othersTurn = {});
    /// From now on starts that come are answered. Without a socket (no folder for it) they end as Busy.
    void listen();

Q_SIGNALS:
    void anotherStart(const QStringList &models);

private:
    bool handOver(const QStringList &models) const;
    base::Error busy() const;
    void read(QLocalSocket *socket);

    QString m_configDir;
    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace weightyard::gui
