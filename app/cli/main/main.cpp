// The terminal program: reads the command line and the settings, runs one command, and tells what went wrong.
#include "app/build_info.h"
#include "app/cli/cli_text.h"
#include "app/cli/command_help.h"
#include "app/cli/command_table.h"
#include "app/cli/completion_sources.h"
#include "app/cli/failure.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "app/guarded_run.h"
#include "app/process_setup.h"
#include "app/raw_arguments.h"
#include "base/user_path.h"
#include "platform/volume.h"
#include "session/libraries.h"
#include "ui/text/messages.h"
#include "ui/text/translation.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>
#include <algorithm>
#include <cstring>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using cli::CliText;
using cli::CommandLine;

namespace {

// A download does without; that nothing is kept for the next one is told once.
void warnAboutState(const QString &configDir)
{
    const QFileInfo there(platform::nearestExisting(configDir));
    if (!there.isDir())
        cli::printErrorLine(
            CliText::tr("Settings and state cannot be kept: %1 is a file. Name a folder with --config.")
                .arg(there.filePath()));
    else if (!there.isWritable())
        cli::printErrorLine(CliText::tr("Settings and state cannot be kept: %1 cannot be written to. Name "
                                        "another folder with --config.")
                                .arg(there.filePath()));
}

int runCommand(const CommandLine &line)
{
    // What a user has to know is told in sentences.
    QLoggingCategory::setFilterRules(line.verbose ? u"weightyard.*.debug=true"_s
                                                  : u"weightyard.*.info=false\nweightyard.*.warning=false"_s);
    const QString configDir =
        line.config.isEmpty() ? settings::defaultConfigDir() : base::userPath(line.config);
    const auto start = settings::settingsForStart(configDir);
    if (!start)
        return cli::tellFailure(start.error(), text::Messages::remedy(start.error()), line.json);
    text::installTranslationsFor(start->settings.language);
    if (start->problem)
        cli::printFailures({*start->problem}, line.command);
    cli::CommandContext context{.line = line,
                                .settings = start->settings,
                                .configDir = configDir,
                                .library = line.library.isEmpty() ? start->settings.library
                                                                  : base::userPath(line.library)};
    context.libraries = line.library.isEmpty() ? session::allLibraries(context.library, context.settings)
                                               : QStringList{context.library};
    if (line.command->fetches && !line.quiet)
        warnAboutState(configDir);
    const base::Result<int> exitCode = line.command->run(context);
    return exitCode ? *exitCode : cli::tellFailure(exitCode.error(), context);
}

// As the settings say, for what needs nothing else of them. What is wrong with them is not told here.
void chooseLanguage(const QString &config = {})
{
    const auto settings =
        settings::readSettings(config.isEmpty() ? settings::defaultConfigDir() : base::userPath(config));
    text::installTranslationsFor(settings ? settings->language : QString());
}

int run(const CommandLine &line)
{
    if (line.asks != CommandLine::Asks::Command)
        chooseLanguage(line.config);
    switch (line.asks) {
    case CommandLine::Asks::Help:
        cli::printOut(cli::helpText(line.helpTopic));
        return 0;
    case CommandLine::Asks::Version:
        cli::printOut(app::versionText(u"weightyard-cli"_s));
        return 0;
    case CommandLine::Asks::CommandNames:
        cli::printOut(cli::commandNames());
        return 0;
    case CommandLine::Asks::Completion:
        cli::printOut(
            cli::completionLines(cli::completionOf(line.words, cli::completionSources(line.words))));
        return 0;
    case CommandLine::Asks::Command:
        return runCommand(line);
    }
    Q_UNREACHABLE();
}

// A script that reads nothing must not take that for an empty answer.
int withOutput(int exitCode)
{
    if (cli::outputWasWritten())
        return exitCode;
    cli::printError(u"weightyard-cli: "_s + CliText::tr("Standard output could not be written.") + u'\n');
    return exitCode == 0 ? static_cast<int>(app::ExitCode::Disk) : exitCode;
}

int runProgram(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"weightyard"_s);
    QCoreApplication::setApplicationVersion(app::buildVersion());
    text::installTranslationsFor({}); // until the settings are read
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool json = arguments.contains("--json"_L1);
    if (const auto texts = app::checkArguments(argc, argv); !texts)
        return cli::tellFailure(texts.error(), CliText::tr("Give folders and models names in UTF-8."), json);
    const auto line = cli::parseCommandLine(arguments);
    if (const auto paths = app::checkPaths(line ? cli::pathsIn(*line) : QStringList()); !paths)
        return cli::tellFailure(paths.error(), text::Messages::remedy(paths.error()), json);
    if (line)
        return withOutput(run(*line));
    chooseLanguage();
    const QString verb = cli::commandIn(arguments);
    const QString remedy = verb.isEmpty()
                               ? CliText::tr("'weightyard-cli help' lists the commands.")
                               : CliText::tr("'weightyard-cli help %1' lists the options.").arg(verb);
    return withOutput(cli::tellFailure(line.error(), remedy, json));
}

} // namespace

int main(int argc, char *argv[])
{
    app::prepareProcess();
    const bool json =
        std::any_of(argv, argv + argc, [](const char *one) { return std::strcmp(one, "--json") == 0; });
    return app::guardedRun(
        "weightyard-cli", [&] { return runProgram(argc, argv); },
        [json](const base::Error &error) {
            return withOutput(cli::tellFailure(error, text::Messages::remedy(error), json));
        });
}
