// What git would ask for an address: url.<base>.insteadOf (git-config(1)), and the user info in it. Pure, any thread.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"
#include "base/result.h"

#include <QUrl>
#include <optional>

namespace weightyard::git {

struct Rewritten {
    QString url;
    QString setting = {}; ///< "url.<base>.insteadOf (file)", redacted; empty: nothing matched
};
/// url.<base>.insteadOf, applied once, longest match (git-config(1)).
Rewritten applyInsteadOf(const QString &url, const base::ConfigEntries &config);

struct RemoteAddress {
    QUrl url;                                        ///< http or https, without user info, query and fragment
    std::optional<base::Credential> credential = {}; ///< the user info it had: for its origin only
};
/// What git would ask for `url`, which `setting` named (empty: the user typed it). Usage, with the setting, when that is no
/// web address: there is no transport but http here.
base::Result<RemoteAddress> remoteAddress(const QString &url, const QString &setting,
                                          const base::ConfigEntries &config);

} // namespace weightyard::git
