// Where a repository's batch API is (git-lfs docs/api/server-discovery.md), and whether credentials may go there. Pure.
// Order: the user's lfs.url, the user's remote.origin.lfsurl, the repository's .lfsconfig (lfs.url, remote.origin.lfsurl), else
// <remote>.git/info/lfs. The user's url.<base>.insteadOf holds for what is configured, as in git-lfs. A host that only the
// repository named gets no credential unless it is the remote's own origin.
#pragma once

#include "base/config_entries.h"
#include "net/auth_session.h"

namespace weightyard::lfs {

struct Endpoint {
    QUrl batchUrl; ///< ".../objects/batch"
    net::AuthSession::Trust trust = net::AuthSession::Trust::Ask;
    std::optional<base::Credential> credential =
        {}; ///< user info of the user's own setting: for its origin only
};

/// `lfsConfig` is the parsed .lfsconfig of the commit. Usage, with the setting, when the chosen URL is not http(s).
base::Result<Endpoint> findEndpoint(const QUrl &remote, const base::ConfigEntries &userConfig,
                                    const base::ConfigEntries &lfsConfig);

} // namespace weightyard::lfs
