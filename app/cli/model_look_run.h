// What `info` and `files` share: the models of a command line, each looked at where it is, while Ctrl-C is heard. Main thread.
#pragma once

#include "app/cli/command.h"
#include "hub/access_check.h"
#include "session/branch_variants.h"
#include "session/model_choice.h"
#include "session/model_look.h"

#include <QJsonArray>
#include <functional>

namespace weightyard::cli {

struct LookedAt {
    session::NamedModel named;
    session::ModelLook look;
    QString revision; ///< as asked for; empty: the default branch
    base::Result<QList<hub::ModelRef>>
        revisions; ///< only asked for by `info`, and where this one has no weights
    QList<session::BranchVariant> branches = {}; ///< likewise
    /// Of a gated model, whether it opens; only asked for by `info`. Nothing: not asked.
    std::optional<base::Result<hub::Access>> access = {};
};

struct LookOptions {
    bool revisions = false;
    bool access = false; ///< of gated models
};

/// Calls `show` for each, on the worker's thread, and tells errors. The exit code.
base::Result<int> lookAtModels(const CommandContext &context, const LookOptions &options,
                               const std::function<void(const LookedAt &)> &show);

/// Branches that are choices, with their sizes; nothing where there are none.
void printBranches(const LookedAt &model);
QJsonArray branchesJson(const LookedAt &model);

/// Notes about all of them: the Hub was not reached, or has no API.
void warnAboutSource(const LookedAt &model);

} // namespace weightyard::cli
