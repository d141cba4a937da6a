// The terminal program: reads the command line, builds the services, runs one command.
#include "app/cli/check_command.h"
#include "app/cli/cli_text.h"
#include "app/cli/command_line.h"
#include "app/cli/estimate_command.h"
#include "app/cli/get_command.h"
#include "app/cli/get_selection.h"
#include "app/cli/interrupt.h"
#include "app/cli/list_command.h"
#include "app/cli/status_command.h"
#include "app/cli/terminal.h"
#include "app/cli/verify_command.h"
#include "app/exit_codes.h"
#include "app/process_setup.h"
#include "app/raw_arguments.h"
#include "app/services.h"
#include "base/user_path.h"
#include "settings/settings.h"
#include "ui/text/messages.h"

#include <QCoreApplication>
#include <QLocale>
#include <QLoggingCategory>
#include <algorithm>

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
int failWith(const base::Error &error, const CommandLine &line, const QString &library)
{
    if (error.kind == base::ErrorKind::Conflict && error.context.path == library)
        return failWith(error, CliText::tr("Choose another folder with --library."));
    const bool namesModels = !line.models.isEmpty() || !error.context.path.isEmpty();
    if (error.kind == base::ErrorKind::Usage && !namesModels)
        return failWith(error, CliText::tr("'weightyard-cli list' shows the families and models on offer."));
    return failWith(error);
}

// As git does, which says so, too. Empty: nothing to say.
QString unreadable(const app::Services &services)
{
    const QStringList &files = services.unreadableConfig();
    return files.isEmpty() ? QString()
                           : CliText::tr("Git configuration that cannot be read is left out: %1")
                                 .arg(files.join(u", "_s));
}

int failToSelect(const base::Error &error, const CommandLine &line, const QString &library,
                 cli::GetOutput &output)
{
    const int exitCode = failWith(error, line, library);
    if (error.kind == base::ErrorKind::DiskFull && !error.detail.isEmpty())
        cli::printError(cli::wrapped(error.detail, cli::terminalColumns(), 2) + u'\n');
    output.summary({}, exitCode, 0);
    return exitCode;
}

int runGet(const CommandLine &line, const settings::Settings &settings, const QString &library,
           const QString &configDir)
{
    const auto screen = std::make_shared<cli::LiveLines>();
    const app::ServiceOptions options{.configDir = configDir,
                                      .mayPrompt = cli::isTerminal(0) && cli::isTerminal(2),
                                      .aroundPrompt =
                                          [screen](bool asking) {
                                              if (cli::isTerminal(1)) // else it writes elsewhere
                                                  screen->hold(asking);
                                          },
                                      .waitForDisk = line.wait};
    const auto services = app::Services::create(options);
    if (!services)
        return failWith(services.error());
    const int connections = line.connections.value_or(settings.connections);
    (*services)->setLimits(connections, line.limitRate.value_or(settings.limitRate));
    const auto selection =
        cli::selectDownloads(line, settings, {.configDir = configDir, .hub = (*services)->hub()});
    cli::GetOutput output(cli::GetOutput::styleFor(line), (*services)->clock(), screen);
    if (!selection)
        return failToSelect(selection.error(), line, library, output);
    for (const base::Error &refused : selection->refusedCatalogues)
        output.warn(text::Messages::sentence(refused));
    if (!selection->leftOut.isEmpty())
        output.warn(CliText::tr("Left out, no room for: %1").arg(selection->leftOut.join(u", "_s)));
    if (const QString left = unreadable(**services); !left.isEmpty())
        output.warn(left);
    const QStringList ignored = (*services)->ignoredSettings();
    if (!ignored.isEmpty())
        output.warn(CliText::tr("Certificate checks stay on; ignored: %1").arg(ignored.join(u", "_s)));
    // A model without a connection would only wait.
    const int jobs = std::min(line.jobs.value_or(settings.jobs), connections);
    cli::GetCommand command(**services, selection->requests, jobs, std::move(output));
    const base::CancelToken interrupted;
    const cli::Interrupt interrupt(interrupted, [&command] { command.stop(); });
    QObject::connect(&command, &cli::GetCommand::finished, qApp,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    QMetaObject::invokeMethod(&command, &cli::GetCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

// What looks and asks, and downloads nothing.
int runLook(const CommandLine &line, const QString &library, const QString &configDir)
{
    const app::ServiceOptions options{.configDir = configDir,
                                      .mayPrompt = cli::isTerminal(0) && cli::isTerminal(2)};
    const auto services = app::Services::create(options);
    if (!services)
        return failWith(services.error());
    if (const QString left = unreadable(**services); !left.isEmpty())
        cli::printError(cli::wrapped(left, cli::terminalColumns(), 2) + u'\n');
    const cli::Places places{.library = library, .configDir = configDir, .hub = (*services)->hub()};
    if (line.verb == cli::Verb::Check)
        return cli::runCheck(line, places, **services);
    const auto exitCode = line.verb == cli::Verb::List ? cli::runList(line, places)
                                                       : cli::runEstimate(line, places, **services);
    return exitCode ? *exitCode : failWith(exitCode.error(), line, library);
}

int run(const CommandLine &line)
{
    if (line.verb == cli::Verb::Help) {
        cli::printOut(cli::helpText(line.helpTopic));
        return 0;
    }
    if (line.verb == cli::Verb::Version) {
        cli::printOut(u"weightyard-cli %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    if (line.verbose)
        QLoggingCategory::setFilterRules(u"weightyard.*.debug=true"_s);
    const QString configDir =
        line.config.isEmpty() ? settings::defaultConfigDir() : base::userPath(line.config);
    const auto start = settings::settingsForStart(configDir);
    if (!start)
        return failWith(start.error());
    if (start->problem)
        tell(*start->problem, text::Messages::remedy(*start->problem));
    const settings::Settings &settings = start->settings;
    const QString library = line.library.isEmpty() ? settings.library : base::userPath(line.library);
    if (line.verb == cli::Verb::Status)
        return cli::runStatus(line, library, configDir);
    if (line.verb == cli::Verb::Verify)
        return cli::runVerify(line, library, configDir);
    if (line.verb == cli::Verb::Get)
        return runGet(line, settings, library, configDir);
    return runLook(line, library, configDir);
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
    QCoreApplication::setApplicationName(u"weightyard"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(WEIGHTYARD_VERSION));
    if (const auto texts = app::checkArguments(argc, argv); !texts)
        return failWith(texts.error(), CliText::tr("Give folders and models names in UTF-8."));
    const auto line = cli::parseCommandLine(QCoreApplication::arguments().mid(1));
    if (line)
        return withOutput(run(*line));
    const QString verb = cli::verbIn(QCoreApplication::arguments().mid(1));
    return failWith(line.error(), verb.isEmpty()
                                      ? CliText::tr("'weightyard-cli help' lists the commands.")
                                      : CliText::tr("'weightyard-cli help %1' lists the options.").arg(verb));
}
