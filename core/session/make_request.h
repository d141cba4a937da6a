// The request for a download, from the settings and from what was chosen for this one. Pure, any thread.
#pragma once

#include "job/download_request.h"
#include "settings/settings.h"

namespace weightyard::session {

/// What is not chosen is as the settings say.
struct RequestChoice {
    QString library;                         ///< absolute; empty: of the settings
    QString into;                            ///< absolute; empty: into the library
    QString revision;                        ///< empty: of the location, or the default branch
    std::optional<base::PickWish> pick = {}; ///< nothing: what is installed of it, else every file
    std::optional<bool> removeGit = {};
    std::optional<int> connections = {};
};

/// What is chosen for one download, with what its address and the settings add.
base::PickWish wishFor(const catalog::ModelLocation &location, const base::PickWish &chosen,
                       const settings::Settings &settings);

job::DownloadRequest makeRequest(const catalog::ModelLocation &location, const RequestChoice &choice,
                                 const settings::Settings &settings);

} // namespace weightyard::session
