#include "settings/settings.h"

#include "base/config_layout.h"
#include "base/user_path.h"
#include "platform/versioned_file.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::Result;

namespace {

const platform::FileFormat kSettingsFormat{.version = 1, .limit = 1024 * 1024};
constexpr double kMostRate = 1e15; // a petabyte a second

// Who keeps settings in a repository of their own has a link here: it stays one, and what it leads to may not be there yet.
QString fileIn(const QString &configDir)
{
    constexpr int kMostLinks = 40; // as the system has it: more lead in a circle
    QString path = base::ConfigLayout(configDir).settings();
    for (int links = 0; links < kMostLinks && QFileInfo(path).isSymLink(); ++links)
        path = QFileInfo(path).symLinkTarget();
    return path;
}

base::Failure badValue(const QString &file, const QString &key, const QString &what)
{
    return base::fail(ErrorKind::Usage, u"the setting \"%1\" %2"_s.arg(key, what), {.path = file});
}

Result<int> takeNumber(QJsonObject &object, const QString &file, const QString &key, int fallback, int most)
{
    const QJsonValue value = object.take(key);
    if (value.isUndefined())
        return fallback;
    const int number = value.toInt(-1); // -1 for fractions and other types, too
    if (number < 1 || number > most)
        return badValue(file, key, u"is not a number from 1 to %1"_s.arg(most));
    return number;
}

} // namespace

QString defaultConfigDir()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath(u"weightyard"_s);
}

Settings defaultSettings()
{
    return {.library = QDir::home().filePath(u"Models"_s)};
}

Result<Settings> readSettings(const QString &configDir)
{
    const QString path = fileIn(configDir);
    const Result<std::optional<QJsonObject>> found = platform::readVersioned(path, kSettingsFormat);
    if (!found)
        return base::fail(found.error());
    QJsonObject object = found->value_or(QJsonObject());
    Settings settings = defaultSettings();
    if (const QJsonValue library = object.take(u"library"_s); !library.isUndefined()) {
        const QString folder = library.toString();
        if (!QDir::isAbsolutePath(folder) && folder != "~"_L1 && !folder.startsWith("~/"_L1))
            return badValue(path, u"library"_s, u"is not an absolute path"_s);
        settings.library = base::userPath(folder);
    }
    if (const QJsonValue removeGit = object.take(u"removeGit"_s); !removeGit.isUndefined()) {
        if (!removeGit.isBool())
            return badValue(path, u"removeGit"_s, u"is neither true nor false"_s);
        settings.removeGit = removeGit.toBool();
    }
    const Result<int> jobs = takeNumber(object, path, u"jobs"_s, settings.jobs, base::kMostJobs);
    if (!jobs)
        return base::fail(jobs.error());
    const Result<int> connections =
        takeNumber(object, path, u"connections"_s, settings.connections, base::kMostConnections);
    if (!connections)
        return base::fail(connections.error());
    if (const QJsonValue limit = object.take(u"limitRate"_s); !limit.isUndefined()) {
        if (!limit.isDouble() || limit.toDouble() < 0 || limit.toDouble() > kMostRate)
            return badValue(path, u"limitRate"_s, u"is not a number of bytes a second"_s);
        settings.limitRate = limit.toInteger();
    }
    settings.jobs = *jobs;
    settings.connections = *connections;
    settings.unknown = object;
    return settings;
}

Result<StartSettings> settingsForStart(const QString &configDir)
{
    const Result<Settings> read = readSettings(configDir);
    if (read)
        return StartSettings{.settings = *read};
    base::Error problem = read.error();
    if (!platform::isOfNoUse(problem))
        return base::fail(problem);
    if (platform::setAside(fileIn(configDir)))
        problem.context.reason = base::ErrorReason::SetAside;
    return StartSettings{.settings = defaultSettings(), .problem = problem};
}

Result<void> writeSettings(const QString &configDir, const Settings &settings)
{
    const QString path = fileIn(configDir);
    // Values that cannot be are put aside like a damaged file.
    if (const Result<Settings> present = readSettings(configDir);
        !present && present.error().kind == ErrorKind::Usage) {
        if (const Result<void> aside = platform::setAside(path); !aside)
            return aside;
    }
    QJsonObject object = settings.unknown;
    object.insert(u"library"_s, settings.library);
    object.insert(u"removeGit"_s, settings.removeGit);
    object.insert(u"jobs"_s, settings.jobs);
    object.insert(u"connections"_s, settings.connections);
    object.insert(u"limitRate"_s, settings.limitRate);
    return platform::writeVersioned(path, object, kSettingsFormat);
}

} // namespace weightyard::settings
