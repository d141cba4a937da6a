// The terminal program: reads the command line, builds the services, runs one command.
#include "app/cli/command_line.h"
#include "app/cli/get_command.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_command.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "app/services.h"
#include "settings/settings.h"
#include "ui/text/messages.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QLoggingCategory>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using cli::CommandLine;

namespace {

int failWith(const base::Error &error)
{
    cli::printError(
        cli::wrapped(u"weightyard-cli: "_s + text::Messages::sentence(error), cli::terminalColumns(), 2)
        + u"\n  "_s + cli::wrapped(text::Messages::remedy(error), cli::terminalColumns() - 2, 2) + u'\n');
    return static_cast<int>(app::exitCodeFor(error.kind));
}

QString absolute(const QString &folder)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(folder));
}

base::Result<QList<queue::DownloadRequest>> requestsFor(const CommandLine &line,
                                                        const settings::Settings &settings, const QUrl &hub)
{
    QList<queue::DownloadRequest> requests;
    for (const QString &model : line.models) {
        const auto location = catalog::parseModelLocation(model, hub);
        if (!location)
            return base::fail(location.error());
        queue::DownloadRequest request;
        request.location = *location;
        request.revision = line.revision;
        request.keepHistory = !line.removeGit.value_or(settings.removeGit);
        if (line.removeGit)
            request.nestedHistory = !*line.removeGit;
        request.library = line.library.isEmpty() ? settings.library : absolute(line.library);
        if (!line.into.isEmpty())
            request.into = absolute(line.into);
        request.transfer.connections = std::min(request.transfer.connections, settings.connections);
        requests.append(request);
    }
    return requests;
}

int runGet(const CommandLine &line, const settings::Settings &settings, const QString &configDir)
{
    const app::ServiceOptions options{.configDir = configDir,
                                      .mayPrompt = cli::isTerminal(0) && cli::isTerminal(2)};
    const auto services = app::Services::create(options);
    if (!services)
        return failWith(services.error());
    const auto requests = requestsFor(line, settings, (*services)->hub());
    if (!requests)
        return failWith(requests.error());

    cli::GetOutput output(cli::GetOutput::styleFor(line), (*services)->clock());
    const QStringList ignored = (*services)->ignoredSettings();
    if (!ignored.isEmpty())
        output.warn(QCoreApplication::translate("Terminal", "Certificate checks stay on; ignored: %1")
                        .arg(ignored.join(u", "_s)));
    cli::GetCommand command(**services, *requests, std::move(output));
    const base::CancelToken interrupted;
    const cli::Interrupt interrupt(interrupted, [&command] { command.stop(); });
    QObject::connect(&command, &cli::GetCommand::finished, qApp,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    QMetaObject::invokeMethod(&command, &cli::GetCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
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
    const QString configDir = line.config.isEmpty() ? settings::defaultConfigDir() : absolute(line.config);
    const auto settings = settings::readSettings(configDir);
    if (!settings)
        return failWith(settings.error());
    const QString library = line.library.isEmpty() ? settings->library : absolute(line.library);
    if (line.verb == cli::Verb::Status)
        return cli::runStatus(line, library, configDir);
    return runGet(line, *settings, configDir);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"weightyard"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(WEIGHTYARD_VERSION));
    const auto line = cli::parseCommandLine(QCoreApplication::arguments().mid(1));
    return line ? run(*line) : failWith(line.error());
}
