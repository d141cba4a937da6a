// The window program: reads the command line, builds the services, shows the window, and only then touches disk and network.
#include "app/exit_codes.h"
#include "app/gui/appearance.h"
#include "app/gui/gui_command_line.h"
#include "app/gui/single_instance.h"
#include "app/gui/start_failure.h"
#include "app/process_setup.h"
#include "app/services.h"
#include "settings/settings.h"
#include "ui/text/messages.h"
#include "ui/model/row_status.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

void say(std::FILE *to, const QString &text)
{
    std::fputs(text.toUtf8().constData(), to);
}

int failWith(const base::Error &error)
{
    say(stderr, u"weightyard: %1\n%2\n"_s.arg(text::Messages::sentence(error), ui::RowText::remedy(error)));
    return static_cast<int>(app::exitCodeFor(error.kind));
}

// From an icon there is no terminal to read.
int failInWindow(const base::Error &error)
{
    const int code = failWith(error);
    gui::showStartFailure(error);
    QApplication::exec(); // until it is closed, the last window
    return code;
}

QString absolute(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

// Until the window is closed.
void showWindow(ui::Workbench &workbench, const gui::SingleInstance &instance, const QStringList &models)
{
    ui::MainWindow window(workbench, models);
    QObject::connect(&instance, &gui::SingleInstance::anotherStart, &window, &ui::MainWindow::comeToFront);
    // What is stuck would hold the end of the process too; the list of downloads and every received byte are on the disk.
    QObject::connect(&window, &ui::MainWindow::stuck, &window, [] { std::_Exit(0); });
    window.show();
    QTimer::singleShot(0, &workbench, &ui::Workbench::start); // after the first frame
    QApplication::exec();
}

int runWindow(const gui::GuiCommandLine &line)
{
    gui::Appearance appearance;
    appearance.apply();
    const QString configDir = line.config.isEmpty() ? settings::defaultConfigDir() : absolute(line.config);
    gui::SingleInstance instance(configDir);
    if (instance.handOver(line.models) || (!instance.listen() && instance.handOver(line.models)))
        return 0;
    const auto settings = settings::readSettings(configDir);
    if (!settings)
        return failInWindow(settings.error());
    const auto services = app::Services::create({.configDir = configDir, .waitForDisk = true});
    if (!services)
        return failInWindow(services.error());
    (*services)->setLimits(settings->connections, settings->limitRate);
    auto workbench = std::make_unique<ui::Workbench>(
        ui::WorkbenchParts{.services = (*services)->forJobs(),
                           .environment = (*services)->environment(),
                           .hub = (*services)->hub(),
                           .configDir = configDir,
                           .catalogueFile = absolute(line.catalogue),
                           .settings = *settings,
                           .library = line.library.isEmpty() ? settings->library : absolute(line.library)});
    showWindow(*workbench, instance, line.models);
    const ui::Workbench::Leaving left = workbench->leave();
    workbench.reset(); // the downloads stop, and their list is written
    for (const base::Error &error : left.notKept) {
        static_cast<void>(failWith(error));
        gui::showFailure(QCoreApplication::translate("main", "Your last changes could not be kept."), error);
        QApplication::exec();
    }
    if (!left.allEnded)
        std::_Exit(0); // a thread hangs in the system, and must not wake up when Qt is gone
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    app::prepareProcess();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Before there is an application: help needs no display.
    const auto early = gui::parseGuiCommandLine(arguments);
    if (early && (early->help || early->version)) {
        say(stdout,
            early->help ? gui::guiHelp() : u"weightyard %1\n"_s.arg(QString::fromLatin1(WEIGHTYARD_VERSION)));
        return 0;
    }
    if (!gui::hasDisplay(QProcessEnvironment::systemEnvironment(), arguments)) {
        say(stderr, QCoreApplication::translate(
                        "main", "There is no display; weightyard-cli does the same in a terminal.\n"));
        return static_cast<int>(app::ExitCode::Prerequisite);
    }
    QApplication::setApplicationName(u"weightyard"_s);
    QApplication::setApplicationDisplayName(u"Weightyard"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(WEIGHTYARD_VERSION));
    QApplication::setDesktopFileName(u"weightyard"_s);
    const QApplication application(argc, argv);
    const auto line = gui::parseGuiCommandLine(QApplication::arguments().mid(1)); // without Qt's own options
    return line ? runWindow(*line) : failWith(line.error());
}
