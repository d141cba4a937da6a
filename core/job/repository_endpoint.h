// Where a repository's objects are asked for. The repository's thread.
#pragma once

#include "lfs/endpoint.h"
#include "lfs/manifest.h"

namespace weightyard::job {

/// By the user's git configuration and the commit's own .lfsconfig, if `manifest` has one. Usage when a setting cannot be used.
base::Result<lfs::Endpoint> endpointOf(const git::Repository &repository, const lfs::Manifest &manifest,
                                       const QUrl &url, const base::ConfigEntries &userConfig);

} // namespace weightyard::job
