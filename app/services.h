// Services: the composition root. Builds core's objects once, in order, from the environment and the user's git configuration,
// and hands out references. Main thread; lives until everything that uses it has ended.
#pragma once

#include "base/clock.h"
#include "base/config_entries.h"
#include "base/limits.h"
#include "git/runtime.h"
#include "job/job_services.h"
#include "lfs/connection_budget.h"
#include "net/http_client.h"
#include "settings/credential_store.h"
#include "settings/settings.h"
#include "store/lock_keeper.h"
#include "store/object_claims.h"
#include "store/space.h"

#include <QTimer>
#include <functional>
#include <memory>

namespace weightyard::app {

struct ServiceOptions {
    QString configDir;      ///< absolute
    bool mayPrompt = false; ///< a terminal is there for credential helpers that ask
    /// Told true before and false after a helper may ask, on the job's thread.
    std::function<void(bool asking)> aroundPrompt = {};
    settings::AskFunction onTerminal = {}; ///< asks there where git is not installed
    bool waitForDisk = false;              ///< downloads wait where a disk is full, or not connected
    bool failIfBusy = false; ///< they do not wait for another process that works in their library
};

class Services
{
public:
    /// Usage when the git configuration is malformed, and for an HF_ENDPOINT that is no web address.
    static base::Result<std::unique_ptr<Services>> create(const ServiceOptions &options);

    /// The same in three steps, for a window that waits for no file: only the second reads any, on whichever thread.
    static base::Result<std::unique_ptr<Services>> prepare(const ServiceOptions &options);
    base::Result<git::UserConfig> readUserConfig() const { return m_git.userConfig(); }
    void build(const git::UserConfig &userConfig); ///< before all that is below

    job::JobServices forJobs();
    net::HttpClient &client() { return *m_client; }
    settings::Keychain *keychain() { return m_keychain.get(); } ///< null: this system has none
    const base::Clock &clock() const { return m_clock; }
    const base::Environment &environment() const { return m_environment; }
    /// Of all downloads together, from now on: what these settings say for this hour.
    void setLimits(const settings::Settings &settings);
    /// The same, and what they say for the hours to come; where an event loop runs.
    void followLimits(const settings::Settings &settings);
    /// Of objects; before forJobs().
    void setMirrors(const QList<base::Mirror> &mirrors) { m_mirrors = mirrors; }
    /// All of the settings; before forJobs().
    void setLibraries(const QStringList &libraries) { m_libraries = libraries; }
    QUrl hub() const;
    /// Files of the git configuration that are there and cannot be opened: left out.
    const QStringList &unreadableConfig() const { return m_unreadableConfig; }
    QStringList ignoredSettings() const { return m_client->settings().ignoredSettings(); }

private:
    explicit Services(ServiceOptions options);

    ServiceOptions m_options;
    base::Environment m_environment;
    base::SystemClock m_clock;
    git::Runtime m_git;
    base::ConfigEntries m_userConfig;
    QStringList m_unreadableConfig;
    /// Before the lanes, whose threads give connections back.
    const std::shared_ptr<lfs::ConnectionBudget> m_connections =
        std::make_shared<lfs::ConnectionBudget>(base::kMostConnections);
    std::unique_ptr<net::HttpClient> m_client;
    std::unique_ptr<settings::Keychain> m_keychain;
    std::unique_ptr<settings::CredentialStore> m_credentials;
    std::unique_ptr<settings::CredentialStore> m_hubTokens;
    QList<base::Mirror> m_mirrors;
    QStringList m_libraries;
    store::SpaceLedger m_space;
    store::LockKeeper m_locks;
    store::ObjectClaims m_claims;
    std::unique_ptr<QTimer> m_limitLook; ///< null: no hours differ
};

} // namespace weightyard::app
