#include "ui/desktop/terminal_table.h"

#include <QProcess>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How a program is told its folder, where it does not take the one that it is run in.
enum class Told { ByPlace, WorkingDirectory, WorkDir, WorkDirectory, Directory, StartCwd };

struct KnownTerminal {
    const char *program;
    Told told;
    const char *
        desktops; ///< of XDG_CURRENT_DESKTOP, ":" around each; the first programs are the desktop's newer ones
};

// Most pass the folder that they are run in to the program that has their windows; saying it costs nothing.
constexpr KnownTerminal kTerminals[] = {
    {"ptyxis", Told::WorkingDirectory, ":GNOME:"},
    {"kgx", Told::WorkingDirectory, ":GNOME:Phosh:"},
    {"gnome-terminal", Told::WorkingDirectory, ":GNOME:Unity:X-Cinnamon:Cinnamon:Budgie:"},
    {"konsole", Told::WorkDir, ":KDE:"},
    {"xfce4-terminal", Told::WorkingDirectory, ":XFCE:"},
    {"mate-terminal", Told::WorkingDirectory, ":MATE:"},
    {"qterminal", Told::WorkDir, ":LXQt:"},
    {"lxterminal", Told::WorkingDirectory, ":LXDE:"},
    {"io.elementary.terminal", Told::WorkingDirectory, ":Pantheon:"},
    {"deepin-terminal", Told::WorkDirectory, ":Deepin:DDE:"},
    {"cosmic-term", Told::ByPlace, ":COSMIC:"},
    {"terminology", Told::ByPlace, ":Enlightenment:"},
    {"foot", Told::WorkingDirectory, ":sway:Hyprland:river:niri:"},
    {"alacritty", Told::WorkingDirectory, ""},
    {"kitty", Told::Directory, ""},
    {"ghostty", Told::WorkingDirectory, ""},
    {"wezterm", Told::StartCwd, ""},
    {"tilix", Told::WorkingDirectory, ""},
    {"terminator", Told::WorkingDirectory, ""},
    {"urxvt", Told::ByPlace, ""},
    {"xterm", Told::ByPlace, ""},
    {"st", Told::ByPlace, ""},
};

QStringList argumentsTelling(Told told, const QString &folder)
{
    switch (told) {
    case Told::ByPlace:
        return {};
    case Told::WorkingDirectory:
        return {u"--working-directory="_s + folder};
    case Told::WorkDir:
        return {u"--workdir"_s, folder};
    case Told::WorkDirectory:
        return {u"--work-directory"_s, folder};
    case Told::Directory:
        return {u"--directory"_s, folder};
    case Told::StartCwd:
        return {u"start"_s, u"--cwd"_s, folder};
    }
    Q_UNREACHABLE();
}

QString terminalName(const KnownTerminal &one)
{
    return QString::fromLatin1(one.program);
}

bool isOfDesktop(const KnownTerminal &one, const QStringList &desktops)
{
    const QString own = QString::fromLatin1(one.desktops);
    for (const QString &desktop : desktops) {
        if (own.contains(u':' + desktop + u':', Qt::CaseInsensitive))
            return true;
    }
    return false;
}

// What the user names may have arguments, which may say the folder already: none is added.
QList<TerminalCall> chosenByUser(const base::Environment &environment)
{
    QStringList words = QProcess::splitCommand(environment.value(u"TERMINAL"_s).value_or(QString()));
    if (words.isEmpty())
        return {};
    const QString program = words.takeFirst();
    return {{program, words}};
}

QList<TerminalCall> linuxCalls(const base::Environment &environment, const QString &folder)
{
    const QStringList desktops =
        environment.value(u"XDG_CURRENT_DESKTOP"_s).value_or(QString()).split(u':', Qt::SkipEmptyParts);
    QList<TerminalCall> calls{{u"xdg-terminal-exec"_s}};
    calls += chosenByUser(environment);
    QList<TerminalCall> others;
    for (const KnownTerminal &one : kTerminals)
        (isOfDesktop(one, desktops) ? calls : others)
            .append({terminalName(one), argumentsTelling(one.told, folder)});
    calls.append({u"x-terminal-emulator"_s});
    return calls + others;
}

} // namespace

QList<TerminalCall> terminalCalls(TerminalSystem system, const base::Environment &environment,
                                  const QString &folder)
{
    switch (system) {
    case TerminalSystem::Linux:
        return linuxCalls(environment, folder);
    case TerminalSystem::MacOs:
        return {{u"open"_s, {u"-a"_s, u"Terminal"_s, folder}}};
    case TerminalSystem::Windows:
        // By the place that it is run in: wt takes a ";" in a path for the end of a command.
        return {{u"wt.exe"_s, {u"-d"_s, u"."_s}}, {u"cmd.exe"_s}};
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::ui
