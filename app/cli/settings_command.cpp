// `weightyard-cli settings`: shows and changes what the user chose. No network.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "session/libraries.h"
#include "ui/text/columns.h"
#include "ui/text/sentence.h"
#include "ui/text/setting_text.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using settings::Setting;
using settings::Settings;

namespace {

constexpr int kKeyColumns = 15;

enum class Action { List, Get, Set, Reset };

struct ActionRow {
    const char *name;
    Action action;
    qsizetype leastWords; ///< behind it
    qsizetype mostWords;  ///< -1: any number
};

constexpr ActionRow kActions[] = {
    {"list", Action::List, 0, 0},
    {"get", Action::Get, 1, 1},
    {"set", Action::Set, 2, -1},
    {"reset", Action::Reset, 1, -1},
};

const ActionRow *actionIn(const CommandLine &line)
{
    const QString word = line.words.value(0, u"list"_s);
    const auto row = std::find_if(std::begin(kActions), std::end(kActions),
                                  [&](const ActionRow &one) { return word == QLatin1StringView(one.name); });
    return row == std::end(kActions) ? nullptr : row;
}

QStringList keysIn(const CommandLine &line, Action action)
{
    const QStringList words = line.words.mid(1);
    return action == Action::Set ? words.mid(0, 1) : words;
}

bool meansAll(const QStringList &keys, Action action)
{
    return action == Action::Reset && keys == QStringList{u"all"_s};
}

QString keyOf(const Setting &setting)
{
    return QString::fromLatin1(setting.key);
}

Result<void> checkSettings(const CommandLine &line)
{
    const ActionRow *row = actionIn(line);
    const qsizetype words = std::max<qsizetype>(line.words.size() - 1, 0);
    if (row == nullptr || words < row->leastWords || (row->mostWords >= 0 && words > row->mostWords))
        return fail(ErrorKind::Usage, ErrorCode::SettingsActions);
    const QStringList keys = keysIn(line, row->action);
    for (const QString &key : keys) {
        if (settings::findSetting(key) != nullptr || meansAll(keys, row->action))
            continue;
        QStringList known;
        for (const Setting &setting : settings::settingTable())
            known.append(keyOf(setting));
        return fail(ErrorKind::Usage, Cause(ErrorCode::NoSuchSetting, key, text::listed(known)));
    }
    const Setting *setting = row->action == Action::Set ? settings::findSetting(keys.first()) : nullptr;
    if (setting != nullptr && words > 2 && !settings::isList(*setting))
        return fail(ErrorKind::Usage, ErrorCode::SettingsActions);
    return {};
}

QString jsonOf(const Setting &setting, const Settings &settings)
{
    QJsonObject line{{u"setting"_s, keyOf(setting)},
                     {u"value"_s, settings::valueOf(setting, settings)},
                     {u"default"_s, settings::valueOf(setting, settings::defaultSettings())},
                     {u"is_default"_s, settings::isDefault(setting, settings)}};
    if (setting.type == settings::SettingType::Number) {
        line.insert(u"least"_s, setting.least);
        line.insert(u"most"_s, setting.most);
    }
    if (setting.type == settings::SettingType::Choice)
        line.insert(u"choices"_s, QJsonArray::fromStringList(settings::choicesOf(setting)));
    return QString::fromUtf8(jsonLine(line));
}

QString rowOf(const Setting &setting, const Settings &settings)
{
    QString value = text::settingValue(setting, settings);
    if (settings::isDefault(setting, settings))
        value += u' ' + CliText::tr("(default)");
    return text::padded(keyOf(setting), kKeyColumns)
           + wrapped(value, terminalColumns() - kKeyColumns, kKeyColumns) + u'\n' + QString(kKeyColumns, u' ')
           + text::settingPurpose(setting) + u'\n';
}

QString plainValue(const Setting &setting, const Settings &settings)
{
    const QVariant value = settings::valueOf(setting, settings).toVariant();
    return value.typeId() == QMetaType::QVariantList ? value.toStringList().join(u' ') : value.toString();
}

void print(const Setting &setting, const Settings &settings, const CommandLine &line, Action action)
{
    if (line.json)
        return printOut(jsonOf(setting, settings));
    if (action == Action::Get) // asked for, so quiet or not: just the value, for scripts
        return printOut(plainValue(setting, settings) + u'\n');
    if (!line.quiet)
        printOut(action == Action::List
                     ? rowOf(setting, settings)
                     : u"%1: %2\n"_s.arg(keyOf(setting), text::settingValue(setting, settings)));
}

// Other settings can be changed whatever the libraries are.
Result<void> checkPlaces(const QStringList &keys, const Settings &settings)
{
    const bool isOfPlaces = keys.contains(u"library"_s) || keys.contains(u"libraries"_s);
    return isOfPlaces ? session::checkLibraries(settings.library, settings.libraries) : Result<void>();
}

Result<int> runSettings(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const Action action = actionIn(line)->action;
    const QStringList named = keysIn(line, action);
    const bool all = action == Action::List || meansAll(named, action);
    QList<const Setting *> chosen;
    for (const Setting &setting : settings::settingTable()) {
        const bool isNamed = std::any_of(named.cbegin(), named.cend(), [&](const QString &name) {
            return settings::findSetting(name) == &setting;
        });
        if (all || isNamed)
            chosen.append(&setting);
    }
    QStringList keys;
    for (const Setting *setting : std::as_const(chosen))
        keys.append(keyOf(*setting));
    Settings settings = context.settings;
    if (action == Action::Set) {
        const QStringList words = text::settingWords(*chosen.first(), line.words.mid(2));
        if (const Result<void> set = settings::setText(*chosen.first(), settings, words); !set)
            return fail(set.error());
        // A folder is one library: a further one that becomes the first is that alone.
        const qsizetype taken = keys.contains(u"library"_s)
                                    ? settings.libraries.removeIf([&](const QString &further) {
                                          return session::isSameFolder(further, settings.library);
                                      })
                                    : 0;
        if (taken > 0) {
            keys.append(u"libraries"_s);
            chosen.append(settings::findSetting(u"libraries"_s));
        }
        if (const Result<void> good = checkPlaces(keys, settings); !good)
            return fail(good.error());
        if (const Result<void> kept = settings::writeSettings(context.configDir, settings, keys); !kept)
            return fail(kept.error());
        for (const QString &library : settings.libraries)
            session::rememberLibrary(library, context.configDir);
    }
    if (action == Action::Reset) {
        for (const Setting *setting : std::as_const(chosen))
            std::ignore = settings::setValue(*setting, settings,
                                             settings::valueOf(*setting, settings::defaultSettings()));
        if (const Result<void> good = checkPlaces(keys, settings); !good)
            return fail(good.error());
        if (const Result<void> reset = settings::resetSettings(context.configDir, keys); !reset)
            return fail(reset.error());
    }
    for (const Setting *setting : std::as_const(chosen))
        print(*setting, settings, line, action);
    return 0;
}

} // namespace

const Command kSettingsCommand{
    .name = "settings",
    .words = "[ACTION]",
    .completes = Completes::Settings,
    .summary = QT_TRANSLATE_NOOP("Terminal", "show or change what holds for every download"),
    .about = QT_TRANSLATE_NOOP("Terminal",
                               "Shows or changes the settings, which hold where no option says otherwise. A\n"
                               "window that is open keeps those it was started with.\n\n"
                               "Actions:\n"
                               "  list                 all of them, with what they are for\n"
                               "  get KEY              just the value\n"
                               "  set KEY VALUE...     another value; of libraries and mirrors any number\n"
                               "  reset KEY...         the default again; 'reset all': of all of them\n"),
    .options = "",
    .more = QT_TRANSLATE_NOOP("Terminal", "Examples:\n"
                                          "  weightyard-cli settings set library /data/models\n"
                                          "  weightyard-cli settings set limit-rate 5M\n"
                                          "  weightyard-cli settings reset jobs connections\n"),
    .check = checkSettings,
    .run = runSettings,
};

} // namespace weightyard::cli
