// The terminal program: reads the command line and the settings, runs one command, and tells what went wrong.
#include "app/build_info.h"
#include "app/cli/cli_text.h"
#include "app/cli/command_help.h"
#include "app/cli/command_table.h"
#include "app/cli/completion_sources.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "app/process_setup.h"
#include "app/raw_arguments.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "session/libraries.h"
#include "ui/text/cause_text.h"
#include "ui/text/messages.h"
#include "ui/text/translation.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using cli::CliText;
using cli::CommandLine;

namespace {

void tell(const base::Error &error, const QString &remedy)
{
    cli::printError(
        cli::wrapped(u"weightyard-cli: "_s + text::Messages::sentence(error), cli::terminalColumns(), 2)
        + u"\n  "_s + cli::wrapped(remedy, cli::terminalColumns() - 2, 2) + u'\n');
    // Which of several models are too much for a disk.
    if (error.cause.code != base::ErrorCode::NoneFits && error.cause.code != base::ErrorCode::SomeDoNotFit)
        return;
    QString which = text::causeText(error.cause);
    which[0] = which[0].toUpper();
    cli::printError(cli::wrapped(which + u'.', cli::terminalColumns(), 2) + u'\n');
}

int failWith(const base::Error &error, const QString &remedy)
{
    tell(error, remedy);
    return static_cast<int>(app::exitCodeFor(error.kind));
}

int failWith(const base::Error &error)
{
    return failWith(error, text::Messages::remedy(error));
}

/// Of a command line that could be read: what else could be written in it?
QString remedyOf(const base::Error &error, const cli::CommandContext &context)
{
    if (error.kind == base::ErrorKind::Conflict && error.context.path == context.library)
        return CliText::tr("Choose another folder with --library.");
    if (error.kind != base::ErrorKind::Usage || !error.context.path.isEmpty())
        return text::Messages::remedy(error);
    if (const QString own = text::Messages::ownRemedy(error); !own.isEmpty())
        return own;
    const cli::Command &command = *context.line.command;
    const bool isSeveral =
        error.cause.code == base::ErrorCode::MayBeSeveral || error.cause.code == base::ErrorCode::MayBeMany;
    if (isSeveral && command.completes == cli::Completes::Installed)
        return CliText::tr("Give more of its name, or its folder.");
    if (QLatin1StringView(command.words).indexOf("MODEL"_L1) < 0)
        return CliText::tr("'weightyard-cli help %1' says what it takes.")
            .arg(QLatin1StringView(command.name));
    if (context.line.words.isEmpty())
        return CliText::tr("'weightyard-cli list' shows the families and models on offer.");
    return text::Messages::remedy(error);
}

int runCommand(const CommandLine &line)
{
    if (line.verbose)
        QLoggingCategory::setFilterRules(u"weightyard.*.debug=true"_s);
    const QString configDir =
        line.config.isEmpty() ? settings::defaultConfigDir() : base::userPath(line.config);
    const auto start = settings::settingsForStart(configDir);
    if (!start)
        return failWith(start.error());
    if (start->problem)
        tell(*start->problem, text::Messages::remedy(*start->problem));
    cli::CommandContext context{.line = line,
                                .settings = start->settings,
                                .configDir = configDir,
                                .library = line.library.isEmpty() ? start->settings.library
                                                                  : base::userPath(line.library)};
    context.libraries = line.library.isEmpty() ? session::allLibraries(context.library, context.settings)
                                               : QStringList{context.library};
    const base::Result<int> exitCode = line.command->run(context);
    return exitCode ? *exitCode : failWith(exitCode.error(), remedyOf(exitCode.error(), context));
}

int run(const CommandLine &line)
{
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

} // namespace

int main(int argc, char *argv[])
{
    app::prepareProcess();
    const QCoreApplication application(argc, argv);
    text::installTranslations();
    QCoreApplication::setApplicationName(u"weightyard"_s);
    QCoreApplication::setApplicationVersion(app::buildVersion());
    if (const auto texts = app::checkArguments(argc, argv); !texts)
        return failWith(texts.error(), CliText::tr("Give folders and models names in UTF-8."));
    const auto line = cli::parseCommandLine(QCoreApplication::arguments().mid(1));
    if (line)
        return withOutput(run(*line));
    const QString verb = cli::commandIn(QCoreApplication::arguments().mid(1));
    return failWith(line.error(), verb.isEmpty()
                                      ? CliText::tr("'weightyard-cli help' lists the commands.")
                                      : CliText::tr("'weightyard-cli help %1' lists the options.").arg(verb));
}
