#include "settings/setting_table.h"

#include "base/error_code.h"
#include "base/mirror.h"
#include "base/user_path.h"
#include "settings/rate_schedule.h"
#include "settings/rate_text.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <algorithm>
#include <type_traits>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::Result;

namespace {

constexpr qint64 kMostRate = 1'000'000'000'000'000; // a petabyte a second

constexpr qint64 kLongestCommand = 4000;

constexpr Setting kTable[] = {
    {.key = "library", .type = SettingType::Folder, .field = &Settings::library},
    {.key = "removeGit", .type = SettingType::Switch, .field = &Settings::removeGit},
    {.key = "jobs",
     .type = SettingType::Number,
     .field = &Settings::jobs,
     .least = 1,
     .most = base::kMostJobs},
    {.key = "connections",
     .type = SettingType::Number,
     .field = &Settings::connections,
     .least = 1,
     .most = base::kMostConnections},
    {.key = "limitRate", .type = SettingType::Rate, .field = &Settings::limitRate, .most = kMostRate},
    {.key = "fullSpeed", .type = SettingType::Hours, .field = &Settings::fullSpeed},
    {.key = "mirrors", .type = SettingType::Mirrors, .field = &Settings::mirrors, .most = base::kMostMirrors},
    {.key = "safe", .type = SettingType::Switch, .field = &Settings::safe},
    {.key = "appearance",
     .type = SettingType::Choice,
     .field = &Settings::appearance,
     .choices = "system light dark high-contrast"},
    {.key = "language",
     .type = SettingType::Choice,
     .field = &Settings::language,
     .choices = "system en de zh_CN"},
    {.key = "libraries",
     .type = SettingType::Folders,
     .field = &Settings::libraries,
     .most = base::kMostLibraries},
    {.key = "notifications", .type = SettingType::Switch, .field = &Settings::notifications},
    {.key = "metered", .type = SettingType::Choice, .field = &Settings::metered, .choices = "pause go-on"},
    {.key = "tray", .type = SettingType::Switch, .field = &Settings::tray},
    {.key = "afterQueue",
     .type = SettingType::Choice,
     .field = &Settings::afterQueue,
     .choices = "nothing quit sleep shutdown command"},
    {.key = "afterCommand",
     .type = SettingType::Command,
     .field = &Settings::afterCommand,
     .most = kLongestCommand},
    {.key = "newVersions", .type = SettingType::Switch, .field = &Settings::newVersions},
};

base::Failure badValue(const Setting &setting)
{
    const QLatin1StringView key(setting.key);
    switch (setting.type) {
    case SettingType::Folder:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesPath, key));
    case SettingType::Switch:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesSwitch, key));
    case SettingType::Number:
        return base::fail(ErrorKind::Usage,
                          Cause(ErrorCode::SettingTakesNumber, key, setting.least, setting.most));
    case SettingType::Rate:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesRate, key));
    case SettingType::Hours:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesHours, key));
    case SettingType::Folders:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesPaths, key, setting.most));
    case SettingType::Choice:
        return base::fail(ErrorKind::Usage,
                          Cause(ErrorCode::SettingTakesOneOf, key, choicesOf(setting).join(u", "_s)));
    case SettingType::Mirrors:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesMirrors, key));
    case SettingType::Command:
        return base::fail(ErrorKind::Usage, Cause(ErrorCode::SettingTakesCommand, key, setting.most));
    }
    Q_UNREACHABLE();
}

std::optional<QJsonValue> checkedFolder(const QJsonValue &value)
{
    const QString folder = value.toString();
    const bool isWhole = QDir::isAbsolutePath(folder) || folder == "~"_L1 || folder.startsWith("~/"_L1);
    return isWhole ? std::optional(QJsonValue(base::userPath(folder))) : std::optional<QJsonValue>();
}

// Each once.
std::optional<QJsonValue> checkedFolders(const QJsonValue &value, qint64 most)
{
    QStringList kept;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &one : list) {
        const std::optional<QJsonValue> folder = checkedFolder(one);
        if (!folder)
            return {};
        kept.append(QDir::cleanPath(folder->toString()));
    }
    kept.removeDuplicates();
    return value.isArray() && kept.size() <= most
               ? std::optional<QJsonValue>(QJsonArray::fromStringList(kept))
               : std::nullopt;
}

std::optional<QJsonValue> checkedHours(const QJsonValue &value)
{
    const std::optional<RateSchedule> hours = parseSchedule(value.toString());
    return value.isString() && hours ? std::optional(QJsonValue(scheduleText(*hours)))
                                     : std::optional<QJsonValue>();
}

// What would not be seen in a line is no part of a command.
std::optional<QJsonValue> checkedCommand(const QJsonValue &value, qint64 most)
{
    const QString command = value.toString().trimmed();
    const bool isLine = std::none_of(command.cbegin(), command.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
               || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
    return value.isString() && isLine && command.size() <= most ? std::optional(QJsonValue(command))
                                                                : std::optional<QJsonValue>();
}

// As they are kept: each in one spelling.
Result<std::optional<QJsonValue>> checkedMirrors(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &one : list) {
        if (!one.isString())
            return std::optional<QJsonValue>();
        texts.append(one.toString());
    }
    const auto mirrors = base::parseMirrors(texts);
    if (!mirrors)
        return base::fail(mirrors.error());
    if (!value.isArray() || !*mirrors)
        return std::optional<QJsonValue>();
    QJsonArray kept;
    for (const base::Mirror &mirror : **mirrors)
        kept.append(mirror.text());
    return std::optional<QJsonValue>(kept);
}

// In the table's spelling.
std::optional<QJsonValue> checkedChoice(const Setting &setting, const QString &word)
{
    const QStringList choices = choicesOf(setting);
    const auto same = std::find_if(choices.begin(), choices.end(), [&](const QString &choice) {
        return choice.compare(word, Qt::CaseInsensitive) == 0;
    });
    return same == choices.end() ? std::optional<QJsonValue>() : std::optional(QJsonValue(*same));
}

Result<std::optional<QJsonValue>> checked(const Setting &setting, const QJsonValue &value)
{
    switch (setting.type) {
    case SettingType::Folder:
        return checkedFolder(value);
    case SettingType::Folders:
        return checkedFolders(value, setting.most);
    case SettingType::Switch:
        return value.isBool() ? std::optional(value) : std::optional<QJsonValue>();
    case SettingType::Number:
    case SettingType::Rate: {
        const double number = value.toDouble(-1);
        const bool isInRange =
            number >= static_cast<double>(setting.least) && number <= static_cast<double>(setting.most);
        if (!isInRange) // before the cast below: it is undefined for what no integer can hold
            return std::optional<QJsonValue>();
        const auto whole = static_cast<qint64>(number);
        const bool isWhole = static_cast<double>(whole) == number;
        return isWhole || setting.type == SettingType::Rate ? std::optional(QJsonValue(whole))
                                                            : std::optional<QJsonValue>();
    }
    case SettingType::Hours:
        return checkedHours(value);
    case SettingType::Choice:
        return checkedChoice(setting, value.toString());
    case SettingType::Mirrors:
        return checkedMirrors(value);
    case SettingType::Command:
        return checkedCommand(value, setting.most);
    }
    Q_UNREACHABLE();
}

std::optional<bool> switchIn(const QString &text)
{
    for (const QLatin1StringView on : {"true"_L1, "yes"_L1, "on"_L1, "1"_L1}) {
        if (text.compare(on, Qt::CaseInsensitive) == 0)
            return true;
    }
    for (const QLatin1StringView off : {"false"_L1, "no"_L1, "off"_L1, "0"_L1}) {
        if (text.compare(off, Qt::CaseInsensitive) == 0)
            return false;
    }
    return {};
}

QJsonValue folderIn(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QDir::cleanPath(QDir().absoluteFilePath(base::userPath(text)));
}

QJsonValue foldersIn(const QStringList &words)
{
    QJsonArray folders;
    for (const QString &word : words) {
        if (!word.isEmpty()) // one empty word: none at all
            folders.append(folderIn(word));
    }
    return folders;
}

QJsonValue valueIn(const Setting &setting, const QStringList &words)
{
    const QString text = words.join(u' ').trimmed();
    switch (setting.type) {
    case SettingType::Folder:
        return folderIn(text);
    case SettingType::Folders:
        return foldersIn(words);
    case SettingType::Switch: {
        const std::optional<bool> on = switchIn(text);
        return on ? QJsonValue(*on) : QJsonValue();
    }
    case SettingType::Number: {
        bool isNumber = false;
        const qlonglong number = text.toLongLong(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue();
    }
    case SettingType::Rate: {
        const std::optional<qint64> rate = parseRate(text);
        return rate ? QJsonValue(*rate) : QJsonValue();
    }
    case SettingType::Hours:
    case SettingType::Command:
        return isNone(text) ? QString() : text;
    case SettingType::Choice:
        return text;
    case SettingType::Mirrors: {
        if (isNone(text))
            return QJsonArray();
        static const QRegularExpression spaces(u"\\s+"_s);
        return QJsonArray::fromStringList(text.split(spaces, Qt::SkipEmptyParts));
    }
    }
    Q_UNREACHABLE();
}

} // namespace

std::span<const Setting> settingTable()
{
    return kTable;
}

QStringList choicesOf(const Setting &setting)
{
    return QString::fromLatin1(setting.choices).split(u' ', Qt::SkipEmptyParts);
}

const Setting *findSetting(const QString &name)
{
    const QString key = QString(name).remove(u'-').remove(u'_');
    const auto row = std::find_if(std::begin(kTable), std::end(kTable), [&](const Setting &setting) {
        return key.compare(QLatin1StringView(setting.key), Qt::CaseInsensitive) == 0;
    });
    return row == std::end(kTable) ? nullptr : row;
}

QJsonValue valueOf(const Setting &setting, const Settings &settings)
{
    if (const auto list = std::get_if<QStringList Settings::*>(&setting.field))
        return QJsonArray::fromStringList(settings.*(*list));
    return std::visit(
        [&](auto field) {
            if constexpr (std::is_same_v<decltype(field), QStringList Settings::*>)
                return QJsonValue();
            else
                return QJsonValue(settings.*field);
        },
        setting.field);
}

bool isDefault(const Setting &setting, const Settings &settings)
{
    return valueOf(setting, settings) == valueOf(setting, defaultSettings());
}

Result<void> setValue(const Setting &setting, Settings &settings, const QJsonValue &value)
{
    const Result<std::optional<QJsonValue>> looked = checked(setting, value);
    if (!looked)
        return base::fail(looked.error());
    const std::optional<QJsonValue> &good = *looked;
    if (!good)
        return badValue(setting);
    if (const auto text = std::get_if<QString Settings::*>(&setting.field))
        settings.*(*text) = good->toString();
    else if (const auto on = std::get_if<bool Settings::*>(&setting.field))
        settings.*(*on) = good->toBool();
    else if (const auto number = std::get_if<int Settings::*>(&setting.field))
        settings.*(*number) = good->toInt();
    else if (const auto list = std::get_if<QStringList Settings::*>(&setting.field))
        settings.*(*list) = good->toVariant().toStringList();
    else
        settings.*std::get<qint64 Settings::*>(setting.field) = good->toInteger();
    return {};
}

bool isList(const Setting &setting)
{
    return std::holds_alternative<QStringList Settings::*>(setting.field);
}

Result<void> setText(const Setting &setting, Settings &settings, const QStringList &words)
{
    return setValue(setting, settings, valueIn(setting, words));
}

} // namespace weightyard::settings
