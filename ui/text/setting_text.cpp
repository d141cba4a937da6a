#include "ui/text/setting_text.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QVariant>
#include <algorithm>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

class SettingText
{
    Q_DECLARE_TR_FUNCTIONS(SettingText)
};

struct Purpose {
    const char *key;
    const char *text;
};

constexpr Purpose kPurposes[] = {
    {"library", QT_TRANSLATE_NOOP("SettingText", "the folder that downloads go into")},
    {"removeGit", QT_TRANSLATE_NOOP("SettingText", "keep neither .git nor .gitattributes of new downloads")},
    {"jobs", QT_TRANSLATE_NOOP("SettingText", "models at a time, 1 to 8")},
    {"connections",
     QT_TRANSLATE_NOOP("SettingText", "connections at a time, of all downloads together, 1 to 16")},
    {"limitRate", QT_TRANSLATE_NOOP("SettingText", "bytes a second, of all downloads together")},
    {"fullSpeed", QT_TRANSLATE_NOOP("SettingText", "hours of the week without the limit of limitRate")},
    {"mirrors",
     QT_TRANSLATE_NOOP("SettingText", "where large files are looked for before their host is asked")},
    {"safe", QT_TRANSLATE_NOOP("SettingText", "leave files out that run code when they are loaded")},
    {"appearance",
     QT_TRANSLATE_NOOP("SettingText", "the window's colours: system, light, dark or high-contrast")},
    {"language", QT_TRANSLATE_NOOP("SettingText", "of both programs: system, en, de or zh_CN")},
    {"libraries", QT_TRANSLATE_NOOP("SettingText", "further libraries, whose models are here, too")},
    {"notifications", QT_TRANSLATE_NOOP("SettingText", "tell when all downloads of the window have ended")},
    {"metered",
     QT_TRANSLATE_NOOP("SettingText", "on a metered connection the window's downloads pause or go-on")},
    {"tray", QT_TRANSLATE_NOOP("SettingText", "an icon of the window in the tray")},
    {"afterQueue",
     QT_TRANSLATE_NOOP("SettingText", "at the end of the queue: nothing, quit, sleep, shutdown, command")},
    {"afterCommand",
     QT_TRANSLATE_NOOP("SettingText", "the command of afterQueue: a program and its arguments")},
    {"newVersions",
     QT_TRANSLATE_NOOP("SettingText", "the window looks daily for a newer version of Weightyard")},
};

} // namespace

QString settingPurpose(const settings::Setting &setting)
{
    const auto purpose = std::find_if(std::begin(kPurposes), std::end(kPurposes), [&](const Purpose &one) {
        return QLatin1StringView(one.key) == QLatin1StringView(setting.key);
    });
    return purpose == std::end(kPurposes) ? QString() : SettingText::tr(purpose->text);
}

QString settingValue(const settings::Setting &setting, const settings::Settings &settings)
{
    const QJsonValue value = settings::valueOf(setting, settings);
    switch (setting.type) {
    case settings::SettingType::Folder:
    case settings::SettingType::Choice:
        return value.toString();
    case settings::SettingType::Switch:
        return value.toBool() ? SettingText::tr("yes") : SettingText::tr("no");
    case settings::SettingType::Number:
        return QString::number(value.toInteger());
    case settings::SettingType::Rate:
        return value.toInteger() == 0 ? SettingText::tr("no limit") : formatLimit(value.toInteger());
    case settings::SettingType::Hours:
    case settings::SettingType::Command:
        return value.toString().isEmpty() ? SettingText::tr("none") : value.toString();
    case settings::SettingType::Folders:
    case settings::SettingType::Mirrors: {
        const QStringList parts = value.toVariant().toStringList();
        return parts.isEmpty() ? SettingText::tr("none") : parts.join(u' ');
    }
    }
    Q_UNREACHABLE();
}

QStringList settingWords(const settings::Setting &setting, const QStringList &typed)
{
    QStringList values; // that have words of their own
    switch (setting.type) {
    case settings::SettingType::Folder:
    case settings::SettingType::Choice:
    case settings::SettingType::Number:
        return typed;
    case settings::SettingType::Switch:
        values = {u"true"_s, u"false"_s};
        break;
    case settings::SettingType::Rate:
        values = {u"0"_s};
        break;
    case settings::SettingType::Hours:
    case settings::SettingType::Command:
    case settings::SettingType::Folders:
    case settings::SettingType::Mirrors:
        values = {QString()};
        break;
    }
    const QString text = typed.join(u' ').simplified();
    const bool isNone = text.compare("none"_L1, Qt::CaseInsensitive) == 0;
    for (const QString &value : std::as_const(values)) {
        settings::Settings with;
        const bool isTaken = settings::setText(setting, with, {value}).has_value();
        const bool hasItsWord = text.compare(settingValue(setting, with), Qt::CaseInsensitive) == 0;
        if (isTaken && (hasItsWord || (isNone && setting.type != settings::SettingType::Switch)))
            return {value};
    }
    return typed;
}

} // namespace weightyard::text
