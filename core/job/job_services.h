// JobServices: what all jobs of a program share. The references outlive every job.
#pragma once

#include "base/config_entries.h"
#include "base/mirror.h"

#include <QStringList>
#include <QUrl>
#include <functional>
#include <memory>

namespace weightyard::base {
class Clock;
class Credentials;
} // namespace weightyard::base
namespace weightyard::lfs {
class ConnectionBudget;
}
namespace weightyard::net {
class HttpClient;
}
namespace weightyard::store {
class LockKeeper;
class ObjectClaims;
class SpaceLedger;
} // namespace weightyard::store

namespace weightyard::job {

struct JobServices {
    net::HttpClient &client;
    base::Credentials &credentials;
    const base::Clock &clock;
    const base::ConfigEntries &userConfig;
    store::SpaceLedger &space;
    store::LockKeeper &locks;
    store::ObjectClaims &claims;
    QString configDir;                                       ///< records of --into downloads
    std::shared_ptr<lfs::ConnectionBudget> connections = {}; ///< of all jobs together
    bool waitForDisk = false; ///< one that is full, or not connected, makes a job wait, not fail
    bool failIfBusy = false;  ///< where another process works in the library, a job fails; else it waits
    QUrl hub = {};            ///< today's: kept downloads of the Hub go on there
    QList<base::Mirror> mirrors = {}; ///< of objects, in their order
    QStringList libraries = {};       ///< all of the settings: what their models have is not fetched again
    base::Credentials *hubTokens = nullptr; ///< the Hub's alone: for mirrors that may have one
    base::Environment environment =
        {}; ///< says where other programs keep models: theirs are not fetched again
    /// Folders that open download scripts fill with a model, by its path. Reads the disk, on any thread, at any time: holds values only.
    std::function<QStringList(const QString &modelPath)> scriptFolders = {};
};

} // namespace weightyard::job
