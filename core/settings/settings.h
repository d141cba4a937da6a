// Settings: what the user chose, in `<config>/settings.json`. Plain values and functions that read and write the file; call
// them off the GUI thread. Keys this version does not know are kept; a file of a newer version is neither used nor written
// over (Prerequisite). A file that is not ours to understand is Corrupt, a value out of bounds Usage, both naming the file.
#pragma once

#include "base/limits.h"
#include "base/mirror.h"
#include "base/result.h"

#include <QString>
#include <QStringList>

namespace weightyard::settings {

struct Settings {
    QString library; ///< absolute folder: downloads go into it
    bool removeGit = false;
    int jobs = 2;                             ///< models at a time, 1 to kMostJobs
    int connections = base::kMostConnections; ///< at most, for all objects together, from 1
    qint64 limitRate = 0;                     ///< bytes/s, of all downloads together; 0: no limit
    QString fullSpeed = {};   ///< hours without that limit, as settings/rate_schedule.h reads them
    QStringList mirrors = {}; ///< of objects, in their order, as base/mirror.h reads them
    bool safe = false;        ///< formats that run code when they are loaded are left out of new downloads
    QString appearance =
        QStringLiteral("system"); ///< of the window: "system", "light", "dark" or "high-contrast"
    QString language =
        QStringLiteral("system"); ///< of both programs: "system", or a code of ui/text/translation.h
    QStringList libraries = {};   ///< absolute folders: further libraries, whose models are here, too
    bool notifications = true;    ///< of the window, when all has ended or a download needs the user
    QString metered = QStringLiteral("pause"); ///< the window's downloads there: "pause" or "go-on"
    bool tray = true;                          ///< an icon of the window in the tray
    QString afterQueue =
        QStringLiteral("nothing"); ///< the window, once: "nothing", "quit", "sleep", "shutdown" or "command"
    QString afterCommand = {};     ///< that command, as session/run_command.h reads it; empty: none
    bool newVersions = false;      ///< the window looks once a day for a newer version of the program
};

/// Those of the setting, which was checked when it was set.
QList<base::Mirror> mirrorsOf(const Settings &settings);

/// The folder for settings and state when the user names none.
QString defaultConfigDir();
Settings defaultSettings();

/// Defaults where there is no file.
base::Result<Settings> readSettings(const QString &configDir);

struct StartSettings {
    Settings settings;
    std::optional<base::Error> problem = {}; ///< why these are the defaults; the user is to know
};
/// For a program's start: a file that is damaged, or has a value that cannot be, is put aside as settings.json.damaged
/// (reason SetAside; where that fails it stays, without the reason) and the defaults are used.
base::Result<StartSettings> settingsForStart(const QString &configDir);
/// Writes the values of these keys (setting_table.h) and leaves the others as they are in the file: another program may have
/// changed them. Atomic; makes the folder. What is of no use there is put aside first.
base::Result<void> writeSettings(const QString &configDir, const Settings &settings, const QStringList &keys);
/// Takes these keys out of the file: their defaults hold again. A file that is not there is not made.
base::Result<void> resetSettings(const QString &configDir, const QStringList &keys);

} // namespace weightyard::settings
