// Command: one verb of weightyard-cli, as a row of the table (command_table.h): its words, options, help and function. What is
// here is all that parsing, help, `./run`, man pages and completions know of it.
#pragma once

#include "app/cli/command_line.h"
#include "app/services.h"
#include "settings/settings.h"

namespace weightyard::cli {

/// Made once by main(): what the command line and the settings say.
struct CommandContext {
    CommandLine line;
    settings::Settings settings;
    QString configDir; ///< absolute
    QString library;   ///< absolute: downloads go into it
    QStringList libraries =
        {}; ///< whose models are meant: `library` first; just that when --library names it
};

/// What the words behind a command are, for completion.
enum class Completes { Nothing, Offered, Installed, Folders, Settings };

struct Command {
    const char *name;
    const char *words; ///< what follows it, as the usage line shows it; empty: only options
    Completes completes = Completes::Nothing;
    const char *summary;   ///< a few words, for the list of commands
    const char *about;     ///< lines of 80 columns at most
    const char *options;   ///< names of option_table.h, separated by spaces, besides those of every command
    const char *more = ""; ///< behind the options: examples and the like
    bool namesModels = false; ///< its help says how
    bool fetches = false;     ///< what it downloads goes on where it stopped
    /// What contradicts itself, or is missing; null: nothing can. Usage. Pure.
    base::Result<void> (*check)(const CommandLine &line) = nullptr;
    /// Main thread; may run an event loop of its own. The exit code; an error is told by main().
    base::Result<int> (*run)(const CommandContext &context);
};

/// The options of a command, in the order of the option table.
QStringList optionsOf(const Command &command);

/// What commands that go to the network share, with the connections, rate and mirrors of the settings. Tells on
/// standard error which files of git's configuration were left out. Asks for credentials on the terminal, if it is
/// one.
base::Result<std::unique_ptr<app::Services>> servicesFor(const CommandContext &context,
                                                         app::ServiceOptions options = {});

} // namespace weightyard::cli
