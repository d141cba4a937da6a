// Whether a newer version of Weightyard itself is published, and what the last look found, in `<config>/cache/release.json`. A look is one
// GET of the latest release as GitHub describes it (https://docs.github.com/rest/releases/releases, "Get the latest release"), from another
// address where the environment's WEIGHTYARD_RELEASES names one. No credential, cookie, header of git's settings, version or language goes
// along. Nobody looks unless the setting newVersions is on, or a person asks. The newest version is only told: nothing is fetched or
// installed. Worker threads only: blocks on network and disk.
//   {"version": 1, "checked_ms", "newest", "told"}
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"
#include "job/job_services.h"

namespace weightyard::session {

struct KnownRelease {
    qint64 checkedMs = 0; ///< wall clock; 0: nobody has looked
    QString newest = {};  ///< "0.2.0"; empty: not known
    QString told = {};    ///< the newest one that the user was told about by itself
    friend bool operator==(const KnownRelease &, const KnownRelease &) = default;
};

KnownRelease readRelease(const QString &configDir);
base::Result<void> writeRelease(const QString &configDir, const KnownRelease &known);

/// Usage for a WEIGHTYARD_RELEASES that is no web address, Protocol for an answer that names no version. What is found is written; where
/// that fails it counts all the same.
base::Result<KnownRelease> checkRelease(const job::JobServices &services, const base::CancelToken &cancel);

/// By their numbers: "0.10.0" is newer than "0.9.1" and than "0.9.1+5.gabc". Pure.
bool isNewerVersion(const QString &newest, const QString &running);

/// Where a person reads what is new, and gets it.
QString releasePage();

} // namespace weightyard::session
