// CheckRunner: runs the checks side by side, each on a thread of its own with a time-out of 5 s. A check that hangs
// (statfs on a dead mount) is given up: its thread is never joined, its answer is dropped. Lives on the thread that
// made it; results are signalled there. The destructor waits for requests on their way and for tools, which end within
// milliseconds of the cancel, and for nothing else.
#pragma once

#include "base/clock.h"
#include "base/config_entries.h"
#include "base/credentials.h"
#include "net/http_client.h"
#include "prerequisites/check.h"

#include <QObject>
#include <QUrl>
#include <chrono>
#include <memory>

namespace weightyard::prerequisites {

struct CheckSurroundings {
    net::HttpClient *client = nullptr; ///< outlives the runner; null: Hub and DataHosts are left out
    base::Environment environment;     ///< PATH and so on, as child processes get it
    QString library;                   ///< absolute
    QUrl hub;
    QList<QUrl> dataHosts; ///< empty: knownDataHosts() of `hub`
    int timeoutMs = 5000;
    QString configDir = {}; ///< where libraries are remembered; empty: nowhere
    base::Credentials *hubTokens =
        nullptr; ///< of the Hub, asking nobody; outlives the runner; null: no token is tried
    const base::Clock *clock = nullptr; ///< with these
};

class CheckRunner : public QObject
{
    Q_OBJECT
public:
    explicit CheckRunner(QObject *parent = nullptr);
    ~CheckRunner() override;

    /// Begins all checks anew; answers of an earlier run are dropped.
    void run(const CheckSurroundings &surroundings);
    QList<CheckResult> results() const; ///< in the order of allChecks()
    bool isRunning() const;
    /// Gives all checks up and blocks: true once none of their threads runs. For the end of the program, which must not
    /// take its statics down under one.
    bool waitForAll(std::chrono::milliseconds atMost);

Q_SIGNALS:
    void changed(const weightyard::prerequisites::CheckResult &result);
    void finished();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::prerequisites
