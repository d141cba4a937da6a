// The installed models that the words of a command name, each once; without words all of them. Blocks on the disk. Main thread.
#pragma once

#include "app/cli/command.h"
#include "app/cli/copy_names.h"
#include "session/installed_choice.h"

namespace weightyard::cli {

struct InstalledArguments {
    QList<library::InstalledModel> models;
    CopyNames names; ///< of all that is installed
    /// Of models that a word meant by their name: the folders of the other copies, which are left alone.
    QList<std::pair<QString, QStringList>> otherCopies = {};
};

/// As session::installedModelNamed(); NotTakenOver also for models of open scripts. Where nothing can be read, that error. Needs a
/// git::Runtime.
base::Result<InstalledArguments> installedArguments(const CommandContext &context);

/// Says on standard error which copies a name did not mean. Not with --quiet.
void tellOtherCopies(const InstalledArguments &arguments, const CommandLine &line);

} // namespace weightyard::cli
