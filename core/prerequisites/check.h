// Prerequisites as data: what a condition is called, what was found and how bad it is. The checks block and run on
// worker threads (check_runner.h); ui/text has the sentences and remedies.
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

namespace weightyard::prerequisites {

enum class CheckId {
    Git,      ///< optional for downloads; wanted for credentials and for `git pull` later
    GitLfs,   ///< optional: our client is built in
    Libgit2,  ///< linked: version, HTTPS, threads
    Library,  ///< the folder can be made and written
    Space,    ///< free space on the library's volume
    Hub,      ///< the hub answers
    DataHosts ///< the hosts that the hub sends downloads to answer
};

QList<CheckId> allChecks();
QString checkName(CheckId id); ///< stable English for --json: "git-lfs"

enum class CheckState {
    Running,
    Good,
    Advice,  ///< works without, better with
    Failed,  ///< downloads will not work
    TimedOut ///< nothing came in time
};

QString stateName(CheckState state); ///< stable English for --json: "timed_out"

/// The reason behind the state; ui/text has sentence and remedy for each.
enum class Finding {
    None,
    Missing,
    TooOld,
    Corrupting, ///< Git for Windows below 2.34: files over 4 GiB
    CannotRun,  ///< found, but it does not start
    NoHttps,    ///< libgit2 without
    NoThreads,  ///< libgit2 without
    NotWritable,
    NotConnected, ///< the library's disk
    LittleSpace,  ///< below the reserve
    Unreachable,
    TlsTrouble,
    WantsLogin, ///< the proxy
    ServerTrouble,
    TokenRefused, ///< the Hub answers, and does not take the token that is set
};

struct CheckResult {
    CheckId id = CheckId::Git;
    CheckState state = CheckState::Running;
    Finding finding = Finding::None;
    QString version = {};    ///< of the tool, or empty
    QString place = {};      ///< path of the tool or folder, host, ...
    base::Cause cause = {};  ///< what exactly went wrong
    QString detail = {};     ///< what another program said of it, redacted; the TLS library of libgit2
    qint64 bytesFree = 0;    ///< Space
    QString tokenPlace = {}; ///< TokenRefused: the variable or the file that it is in
    friend bool operator==(const CheckResult &, const CheckResult &) = default;
};

} // namespace weightyard::prerequisites
