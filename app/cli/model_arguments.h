// Which models a command is about: what was typed (ids, names, parts of ids, addresses), --all, --family and --extra,
// understood against a catalogue. Pure, any thread.
#pragma once

#include "app/cli/command_line.h"
#include "catalog/catalogue.h"

namespace weightyard::cli {

struct ChosenModel {
    catalog::ModelEntry entry; ///< of the catalogue; else just id, name and url
    catalog::ModelLocation location;
};

/// What was typed, in that order, then what --all and --family add, in the catalogue's order; each model once. Text
/// with a "/" or ":" is an id or an address, anything else a name or a part of an id (catalog::findModel). Usage for an
/// unknown family, and with the candidates for a part that several ids have; NotFound for one that none has.
base::Result<QList<ChosenModel>> chooseModels(const CommandLine &line, const catalog::Catalogue &catalogue,
                                              const QUrl &hub);

/// The second set is shown with --extra, or when a family is asked for that has nothing else.
QList<catalog::ModelEntry> offeredModels(const CommandLine &line, const catalog::Catalogue &catalogue);

/// The catalogue for a command: the built-in one, those of the config folder and --catalogue. Blocks on the disk. A
/// file that was asked for by name and is no good is Usage; others are left out and named.
base::Result<catalog::LoadedCatalogue> catalogueFor(const CommandLine &line, const QString &configDir);

} // namespace weightyard::cli
