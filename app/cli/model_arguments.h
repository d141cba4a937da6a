// Which models a command line names, for session::chooseModels(), and the catalogue they are looked up in.
#pragma once

#include "app/cli/command.h"
#include "catalog/catalogue.h"
#include "session/known_model.h"

namespace weightyard::cli {

/// The words, --family, --all and --extra. Pure.
session::ModelWish wishOf(const CommandLine &line);

/// Of commands that must name models: Usage without any, and for options that are of one model when several are named. Pure.
base::Result<void> checkModels(const CommandLine &line);

/// What is known of these models, in the library and at the revision of the command line. Blocks on the disk.
base::Result<session::KnownModels> knownModels(const CommandContext &context,
                                               const QList<session::NamedModel> &names, const QUrl &hub);

/// The built-in catalogue, those of the config folder and --catalogue. Blocks on the disk. A file that was asked for by name and
/// is no good is Usage; others are left out, which is told on standard error (not with --quiet).
base::Result<catalog::Catalogue> catalogueFor(const CommandLine &line, const QString &configDir);

/// What the command line names, looked up in catalogueFor(). Blocks on the disk.
base::Result<QList<session::NamedModel>> namedModels(const CommandContext &context, const QUrl &hub);

} // namespace weightyard::cli
