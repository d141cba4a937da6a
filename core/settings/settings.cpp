#include "settings/settings.h"

#include "base/config_layout.h"
#include "platform/versioned_file.h"
#include "settings/setting_table.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

const platform::FileFormat kSettingsFormat{.version = 1, .limit = 1024 * 1024};

// Who keeps settings in a repository of their own has a link here: it stays one, and what it leads to may not be there yet.
QString fileIn(const QString &configDir)
{
    constexpr int kMostLinks = 40; // as the system has it: more lead in a circle
    QString path = base::ConfigLayout(configDir).settings();
    for (int links = 0; links < kMostLinks && QFileInfo(path).isSymLink(); ++links)
        path = QFileInfo(path).symLinkTarget();
    return path;
}

Result<Settings> settingsIn(const QJsonObject &object, const QString &path)
{
    Settings settings = defaultSettings();
    for (const Setting &setting : settingTable()) {
        const QJsonValue value = object.value(QLatin1StringView(setting.key));
        if (value.isUndefined())
            continue;
        if (const Result<void> set = setValue(setting, settings, value); !set) {
            base::Error bad = set.error();
            bad.context.path = path;
            return base::fail(bad);
        }
    }
    return settings;
}

// What is in the file; values that cannot be are put aside like a damaged file.
Result<QJsonObject> present(const QString &configDir)
{
    const QString path = fileIn(configDir);
    const Result<std::optional<QJsonObject>> found = platform::readVersioned(path, kSettingsFormat);
    if (!found && !platform::isOfNoUse(found.error()))
        return base::fail(found.error());
    const QJsonObject object = found ? found->value_or(QJsonObject()) : QJsonObject();
    if (settingsIn(object, path))
        return object;
    if (const Result<void> aside = platform::setAside(path); !aside)
        return base::fail(aside.error());
    return QJsonObject();
}

} // namespace

QList<base::Mirror> mirrorsOf(const Settings &settings)
{
    const auto parsed = base::parseMirrors(settings.mirrors);
    return parsed && *parsed ? **parsed : QList<base::Mirror>();
}

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
    return settingsIn(found->value_or(QJsonObject()), path);
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

Result<void> writeSettings(const QString &configDir, const Settings &settings, const QStringList &keys)
{
    Result<QJsonObject> object = present(configDir);
    if (!object)
        return base::fail(object.error());
    for (const Setting &setting : settingTable()) {
        const QLatin1StringView key(setting.key);
        if (keys.contains(key))
            object->insert(key, valueOf(setting, settings));
    }
    return platform::writeVersioned(fileIn(configDir), *object, kSettingsFormat);
}

Result<void> resetSettings(const QString &configDir, const QStringList &keys)
{
    Result<QJsonObject> object = present(configDir);
    if (!object)
        return base::fail(object.error());
    const QJsonObject before = *object;
    for (const QString &key : keys)
        object->remove(key);
    return *object == before ? Result<void>()
                             : platform::writeVersioned(fileIn(configDir), *object, kSettingsFormat);
}

} // namespace weightyard::settings
