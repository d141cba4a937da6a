// The window program: reads the command line, builds the services, shows the window, and only then touches disk and network.
#include "app/build_info.h"
#include "app/exit_codes.h"
#include "app/guarded_run.h"
#include "app/gui/appearance.h"
#include "app/gui/desktop.h"
#include "app/gui/first_frame.h"
#include "app/gui/gui_command_line.h"
#include "app/gui/open_events.h"
#include "app/gui/single_instance.h"
#include "app/gui/start.h"
#include "app/gui/start_failure.h"
#include "app/gui/window_in_language.h"
#include "app/process_setup.h"
#include "app/raw_arguments.h"
#include "app/services.h"
#include "base/user_path.h"
#include "session/libraries.h"
#include "settings/settings.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/text/translation.h"
#include "ui/widgets/accessibility.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QIcon>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

/// The name of the desktop file and of the icons (packaging/linux).
constexpr QLatin1StringView kDesktopId(WEIGHTYARD_DESKTOP_ID);
constexpr std::chrono::milliseconds kBusPatience(500);

/// False: it could not be written.
bool say(std::FILE *to, const QString &text)
{
    return std::fputs(text.toUtf8().constData(), to) >= 0 && std::fflush(to) == 0;
}

int failWith(const base::Error &error, const QString &remedy)
{
    say(stderr, u"weightyard: %1\n%2\n"_s.arg(text::Messages::sentence(error), remedy));
    return static_cast<int>(app::exitCodeFor(error.kind));
}

/// That of the desktop's theme where the program is installed, so that all places show the same.
QIcon programIcon()
{
    QIcon own;
    for (const int size : {16, 24, 32, 48, 64, 128}) // each is decoded at once
        own.addFile(u":/icons/%1.png"_s.arg(size), {size, size});
    return QIcon::fromTheme(kDesktopId, own);
}

// From an icon there is no terminal to read.
int failInWindow(const base::Error &error)
{
    const int code = failWith(error, ui::RowText::remedy(error));
    QApplication::setWindowIcon(programIcon());
    gui::showStartFailure(error);
    QApplication::exec(); // until it is closed, the last window
    return code;
}

// Until the window is closed. In another language it is another window: every text in it is made anew.
void showWindow(ui::Workbench &workbench, const gui::SingleInstance &instance, gui::OpenEvents &openEvents,
                const QStringList &models, const std::optional<base::Error> &settingsProblem)
{
    gui::WindowInLanguage window(workbench, models);
    QObject::connect(&instance, &gui::SingleInstance::anotherStart, &window,
                     &gui::WindowInLanguage::comeToFront);
    QObject::connect(&openEvents, &gui::OpenEvents::asked, &window, &gui::WindowInLanguage::comeToFront);
    openEvents.listen();
    if (settingsProblem)
        window.window().tell(u"settings"_s, *settingsProblem);
    gui::FirstFrame::then(window.window(), workbench, [&workbench] {
        QApplication::setWindowIcon(programIcon()); // themes are looked through, and pictures decoded
        workbench.start();
    });
    QApplication::exec();
}

int runWindow(const gui::GuiCommandLine &line, gui::Desktop &desktop, gui::OpenEvents &openEvents)
{
    gui::Appearance appearance;
    appearance.apply();
    desktop.tell(appearance);
    const QString configDir =
        line.config.isEmpty() ? settings::defaultConfigDir() : base::userPath(line.config);
    gui::SingleInstance instance(configDir);
    const auto services = app::Services::prepare({.configDir = configDir, .waitForDisk = true});
    if (!services)
        return failInWindow(services.error());
    const auto files = gui::readAtStart(
        {.instance = instance, .services = **services, .configDir = configDir, .models = line.models});
    if (!files)
        std::_Exit(0); // closed; the thread that reads hangs
    if (!*files)
        return failInWindow(files->error());
    if ((*files)->handedOver)
        return 0;
    instance.listen();
    const settings::Settings &settings = (*files)->settings.settings;
    appearance.choose(settings.appearance);
    text::installTranslationsFor(settings.language);
    (*services)->build((*files)->gitConfig);
    if (const QStringList &left = (*services)->unreadableConfig(); !left.isEmpty())
        say(stderr,
            QCoreApplication::translate("main", "Git configuration that cannot be read is left out: %1\n")
                .arg(text::listed(left)));
    (*services)->setLimits(settings);
    (*services)->setMirrors(settings::mirrorsOf(settings));
    (*services)->setLibraries(session::allLibraries(settings.library, settings));
    auto workbench = std::make_unique<ui::Workbench>(ui::WorkbenchParts{
        .services = (*services)->forJobs(),
        .environment = (*services)->environment(),
        .hub = (*services)->hub(),
        .configDir = configDir,
        .catalogueFile = base::userPath(line.catalogue),
        .settings = settings,
        .keychain = (*services)->keychain(),
        .library = line.library.isEmpty() ? settings.library : base::userPath(line.library),
        .desktop = desktop.services(),
        .isFirstStart = (*files)->isFirstStart && line.library.isEmpty(),
        .commit = app::buildCommit()});
    QObject::connect(&workbench->preferences(), &ui::Preferences::changed, &appearance,
                     [&appearance, &workbench] { appearance.choose(workbench->settings().appearance); });
    showWindow(*workbench, instance, openEvents, line.models, (*files)->settings.problem);
    const ui::Workbench::Leaving left = workbench->leave();
    // The downloads stop, and their list is written. A thread that works on still uses it: then they end as by a kill.
    if (left.allEnded)
        workbench.reset();
    for (const base::Error &error : left.notKept) {
        static_cast<void>(failWith(error, ui::RowText::remedy(error)));
        gui::showFailure(QCoreApplication::translate("main", "Your last changes could not be kept."), error);
        QApplication::exec();
    }
    if (!left.allEnded)
        std::_Exit(0); // a thread hangs in the system, and must not wake up when Qt is gone
    return 0;
}

int runProgram(int argc, char *argv[])
{
    if (const auto texts = app::checkArguments(argc, argv); !texts)
        return failWith(texts.error(), text::Messages::remedy(texts.error()));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Before there is an application: help needs no display.
    const auto early = gui::parseGuiCommandLine(arguments);
    if (early && (early->help || early->version)) {
        if (say(stdout, early->help ? gui::guiHelp() : app::versionText(u"weightyard"_s)))
            return 0;
        say(stderr, u"weightyard: %1\n"_s.arg(
                        QCoreApplication::translate("Terminal", "Standard output could not be written.")));
        return static_cast<int>(app::ExitCode::Disk);
    }
    QApplication::setApplicationName(u"weightyard"_s);
    QApplication::setApplicationDisplayName(u"Weightyard"_s);
    QApplication::setApplicationVersion(app::buildVersion());
    QApplication::setDesktopFileName(kDesktopId);
    std::optional<gui::DisplayGuard> guard(std::in_place);
    const QApplication application(argc, argv);
    guard.reset();
    gui::OpenEvents openEvents(qApp);
    ui::installAccessibility();
    text::installTranslationsFor({}); // until the settings are read
    const auto line = gui::parseGuiCommandLine(QApplication::arguments().mid(1)); // without Qt's own options
    if (!line)
        return failWith(line.error(),
                        QCoreApplication::translate("main", "'weightyard --help' lists the options."));
    if (const auto paths = app::checkPaths({line->library, line->config, line->catalogue}); !paths)
        return failWith(paths.error(), text::Messages::remedy(paths.error()));
    gui::Desktop desktop(kDesktopId);
    desktop.start();
    const int code = runWindow(*line, desktop, openEvents);
    if (!desktop.waitForAll(kBusPatience))
        std::_Exit(code); // a bus does not answer, and a thread waits for it
    return code;
}

} // namespace

int main(int argc, char *argv[])
{
    app::prepareProcess();
    return app::guardedRun(
        "weightyard", [&] { return runProgram(argc, argv); },
        [](const base::Error &error) { return failWith(error, text::Messages::remedy(error)); });
}
