#include "settings/settings.h"

#include "base/user_path.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::Result;

namespace {

constexpr int kSettingsVersion = 1;
constexpr qint64 kLargestFile = 1024 * 1024;
constexpr double kMostRate = 1e15; // a petabyte a second

QString fileIn(const QString &configDir)
{
    return QDir(configDir).filePath(u"settings.json"_s);
}

base::Failure badValue(const QString &file, const QString &key, const QString &what)
{
    return base::fail(ErrorKind::Usage, u"the setting \"%1\" %2"_s.arg(key, what), {.path = file});
}

ErrorKind kindOf(QFileDevice::FileError error)
{
    switch (error) {
    case QFileDevice::WriteError:
    case QFileDevice::ResourceError:
    case QFileDevice::ResizeError:
        return ErrorKind::DiskFull;
    case QFileDevice::OpenError:
    case QFileDevice::PermissionsError:
    case QFileDevice::RenameError:
    case QFileDevice::CopyError:
    case QFileDevice::RemoveError:
        return ErrorKind::Permission;
    case QFileDevice::NoError:
    case QFileDevice::ReadError:
    case QFileDevice::FatalError:
    case QFileDevice::AbortError:
    case QFileDevice::TimeOutError:
    case QFileDevice::UnspecifiedError:
    case QFileDevice::PositionError:
        return ErrorKind::Internal;
    }
    Q_UNREACHABLE();
}

/// The file's object, empty when there is no file.
Result<QJsonObject> readObject(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(kindOf(file.error()), u"reading the settings: "_s + file.errorString(),
                          {.path = path});
    const QByteArray bytes = file.read(kLargestFile + 1);
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (bytes.size() > kLargestFile || !document.isObject())
        return base::fail(ErrorKind::Corrupt,
                          u"the settings are not a JSON object: "_s + parsed.errorString(), {.path = path});
    const int version = document.object().value("version"_L1).toInt(-1);
    if (version < 1)
        return base::fail(ErrorKind::Corrupt, u"the settings have no version"_s, {.path = path});
    if (version > kSettingsVersion) {
        return base::fail(
            ErrorKind::Prerequisite,
            u"the settings were written by a newer Weightyard (version %1 of the file)"_s.arg(version),
            {.path = path});
    }
    return document.object();
}

bool isOfNoUse(const base::Error &error)
{
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Usage;
}

bool putAside(const QString &path)
{
    const QString kept = path + u".damaged"_s;
    return (!QFile::exists(kept) || QFile::remove(kept)) && QFile::rename(path, kept);
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
    Result<QJsonObject> object = readObject(path);
    if (!object)
        return base::fail(object.error());
    Settings settings = defaultSettings();
    object->remove(u"version"_s);
    if (const QJsonValue library = object->take(u"library"_s); !library.isUndefined()) {
        const QString folder = library.toString();
        if (!QDir::isAbsolutePath(folder) && folder != "~"_L1 && !folder.startsWith("~/"_L1))
            return badValue(path, u"library"_s, u"is not an absolute path"_s);
        settings.library = base::userPath(folder);
    }
    if (const QJsonValue removeGit = object->take(u"removeGit"_s); !removeGit.isUndefined()) {
        if (!removeGit.isBool())
            return badValue(path, u"removeGit"_s, u"is neither true nor false"_s);
        settings.removeGit = removeGit.toBool();
    }
    const Result<int> jobs = takeNumber(*object, path, u"jobs"_s, settings.jobs, base::kMostJobs);
    if (!jobs)
        return base::fail(jobs.error());
    const Result<int> connections =
        takeNumber(*object, path, u"connections"_s, settings.connections, base::kMostConnections);
    if (!connections)
        return base::fail(connections.error());
    if (const QJsonValue limit = object->take(u"limitRate"_s); !limit.isUndefined()) {
        if (!limit.isDouble() || limit.toDouble() < 0 || limit.toDouble() > kMostRate)
            return badValue(path, u"limitRate"_s, u"is not a number of bytes a second"_s);
        settings.limitRate = limit.toInteger();
    }
    settings.jobs = *jobs;
    settings.connections = *connections;
    settings.unknown = *object;
    return settings;
}

Result<StartSettings> settingsForStart(const QString &configDir)
{
    const Result<Settings> read = readSettings(configDir);
    if (read)
        return StartSettings{.settings = *read};
    base::Error problem = read.error();
    if (!isOfNoUse(problem))
        return base::fail(problem);
    if (putAside(fileIn(configDir)))
        problem.context.reason = base::ErrorReason::SetAside;
    return StartSettings{.settings = defaultSettings(), .problem = problem};
}

Result<void> writeSettings(const QString &configDir, const Settings &settings)
{
    const QString path = fileIn(configDir);
    const Result<Settings> present = readSettings(configDir);
    if (!present && present.error().kind == ErrorKind::Prerequisite)
        return base::fail(present.error());
    if (!present && isOfNoUse(present.error()) && !putAside(path))
        return base::fail(present.error());
    if (!QDir().mkpath(configDir))
        return base::fail(ErrorKind::Permission, u"the folder for settings cannot be made"_s,
                          {.path = configDir});
    QJsonObject object = settings.unknown;
    object.insert(u"version"_s, kSettingsVersion);
    object.insert(u"library"_s, settings.library);
    object.insert(u"removeGit"_s, settings.removeGit);
    object.insert(u"jobs"_s, settings.jobs);
    object.insert(u"connections"_s, settings.connections);
    object.insert(u"limitRate"_s, settings.limitRate);
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(object).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return base::fail(kindOf(file.error()), u"writing the settings: "_s + file.errorString(),
                          {.path = path});
    return {};
}

} // namespace weightyard::settings
