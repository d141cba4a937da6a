// The commands of weightyard-cli. A new one is a file that defines it, and a name here.
#pragma once

#include "app/cli/command.h"

#include <span>

namespace weightyard::cli {

extern const Command kListCommand;
extern const Command kSearchCommand;
extern const Command kInfoCommand;
extern const Command kFilesCommand;
extern const Command kCheckCommand;
extern const Command kEstimateCommand;
extern const Command kGetCommand;
extern const Command kStatusCommand;
extern const Command kVerifyCommand;
extern const Command kAdoptCommand;
extern const Command kCleanCommand;
extern const Command kUpdateCommand;
extern const Command kShareCommand;
extern const Command kRemoveCommand;
extern const Command kMirrorCommand;
extern const Command kMoveLibraryCommand;
extern const Command kImportScriptsCommand;
extern const Command kExportScriptsCommand;
extern const Command kConvertCommand;
extern const Command kExportCatalogueCommand;
extern const Command kSettingsCommand;
extern const Command kLoginCommand;
extern const Command kLogoutCommand;

/// In the order in which help lists them.
inline constexpr const Command *kCommands[] = {
    &kListCommand,          &kSearchCommand,        &kInfoCommand,    &kFilesCommand,
    &kCheckCommand,         &kEstimateCommand,      &kGetCommand,     &kStatusCommand,
    &kVerifyCommand,        &kAdoptCommand,         &kCleanCommand,   &kUpdateCommand,
    &kShareCommand,         &kRemoveCommand,        &kMirrorCommand,  &kMoveLibraryCommand,
    &kImportScriptsCommand, &kExportScriptsCommand, &kConvertCommand, &kExportCatalogueCommand,
    &kSettingsCommand,      &kLoginCommand,         &kLogoutCommand};

/// Null for a word that is no command.
const Command *findCommand(const QString &name);

} // namespace weightyard::cli
