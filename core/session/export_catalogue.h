// A catalogue file that names a commit for each model, so that `get --catalogue FILE --all` brings every machine the same bytes. Blocks on
// disk and network: worker threads only, or a terminal's main thread.
#pragma once

#include "catalog/catalogue.h"
#include "job/job_services.h"
#include "session/installed_choice.h"
#include "session/model_choice.h"

namespace weightyard::session {

struct PinnedModel {
    catalog::ModelEntry entry; ///< with the commit as its revision
    bool isInstalled = false;  ///< the commit is the one that is here; else the host's newest
};

/// Of the revision that `model` names. An installed model of ours is pinned to the commit that is here, unless another revision is asked
/// for; of any other its host is asked, and so it is for a choice of files that is not the one that is here: Usage where that does not hit
/// (library/picked_files.h). NotFound for a repository without commits; errors of net and git.
base::Result<PinnedModel> pinnedModel(const NamedModel &model, const InstalledModels &installed,
                                      const job::JobServices &services, const base::CancelToken &cancel);

/// As `resources/catalogue.md` has it, with "alone": the models of other catalogues are left out where this one is named.
QByteArray pinnedCatalogue(const QList<PinnedModel> &models);

/// Durably; in place of another catalogue. Conflict when something else has that name; a newer catalogue stays, too (Prerequisite,
/// NewerFile).
base::Result<void> writePinnedCatalogue(const QString &file, const QByteArray &json);

} // namespace weightyard::session
