#include "app/cli/command_line.h"

#include "app/cli/command_table.h"
#include "app/cli/nearest_name.h"
#include "app/cli/option_table.h"
#include "base/error_code.h"
#include "settings/rate_text.h"
#include "settings/setting_table.h"
#include "ui/text/setting_text.h"

#include <QCommandLineParser>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

void addOptions(QCommandLineParser &parser, const QStringList &names)
{
    for (const QString &name : names) {
        const Option *option = findOption(name);
        Q_ASSERT(option != nullptr);
        parser.addOption(QCommandLineOption(name, QString(), QString::fromLatin1(option->value)));
    }
    parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    parser.addOption(QCommandLineOption(u"version"_s));
}

QStringList allOptions()
{
    QStringList names;
    for (const Option &option : optionTable())
        names.append(QString::fromLatin1(option.name));
    return names;
}

Result<void> checkNumber(const Option &option, const QString &name, const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < 1 || number > option.most)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionTakesNumber, name, option.most));
    return {};
}

/// "--library $EMPTY" in a script must not mean the standard folder, nor two of them the last one.
Result<void> checkValues(const Option &option, const QStringList &values)
{
    const QString name = QString::fromLatin1(option.name);
    if (values.size() > 1 && option.kind != OptionKind::List)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionTwice, name));
    if (values.contains(QString()))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionEmpty, name));
    if (option.kind == OptionKind::Number)
        return checkNumber(option, name, values.first());
    if (option.kind == OptionKind::Rate && !settings::parseRate(values.first()))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionTakesRate, name));
    return {};
}

base::Failure noSuchCommand(const QString &name)
{
    QStringList names{u"help"_s, u"version"_s};
    for (const Command *command : kCommands)
        names.append(QLatin1StringView(command->name));
    const QString near = nearestName(name, names);
    return fail(ErrorKind::Usage, near.isEmpty() ? Cause(ErrorCode::NoSuchCommand, name)
                                                 : Cause(ErrorCode::NoSuchCommandNear, name, near));
}

QString withDashes(const QString &option)
{
    return (option.size() == 1 ? u"-"_s : u"--"_s) + option;
}

base::Failure notUnderstood(const Command &command, const QCommandLineParser &parser)
{
    const QString unknown = parser.unknownOptionNames().value(0);
    if (unknown.isEmpty())
        return fail(ErrorKind::Usage, {}, parser.errorText());
    const QLatin1StringView verb(command.name);
    const QString near = nearestName(unknown, optionsOf(command) + QStringList{u"help"_s, u"version"_s});
    if (near.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NoSuchOption, verb, withDashes(unknown)));
    return fail(ErrorKind::Usage,
                Cause(ErrorCode::NoSuchOptionNear, verb, withDashes(unknown), withDashes(near)));
}

Result<CommandLine> helpOn(const QString &asked)
{
    const bool isOfAll = asked == "help"_L1 || asked == "version"_L1;
    const QString topic = isOfAll ? QString() : asked;
    if (!topic.isEmpty() && findCommand(topic) == nullptr)
        return noSuchCommand(topic);
    CommandLine line;
    line.helpTopic = topic;
    return line;
}

CommandLine asking(CommandLine::Asks asks)
{
    CommandLine line;
    line.asks = asks;
    return line;
}

/// "get MODEL --include --dry-run": a value was forgotten, and the option behind it must not become one.
Result<void> checkForgotten(const QStringList &arguments)
{
    for (qsizetype i = 0; i + 1 < arguments.size() && arguments[i] != "--"_L1; ++i) {
        const Option *option =
            arguments[i].startsWith("--"_L1) ? findOption(QStringView(arguments[i]).mid(2)) : nullptr;
        if (option == nullptr || *option->value == '\0')
            continue;
        ++i; // its value
        if (arguments[i].startsWith("--"_L1))
            return fail(ErrorKind::Usage,
                        Cause(ErrorCode::OptionForValue, QString::fromLatin1(option->name), arguments[i]));
    }
    return {};
}

// The command is the first word that is no option, so that "--library DIR get ..." works too.
QString firstWord(QCommandLineParser &parser, const QStringList &arguments)
{
    addOptions(parser, allOptions());
    parser.parse(QStringList{u"weightyard-cli"_s} + arguments);
    return parser.positionalArguments().value(0);
}

} // namespace

/// Fills the values of a line from a parser.
class LineReader
{
public:
    static Result<CommandLine> read(const Command &command, const QCommandLineParser &parser)
    {
        CommandLine line = asking(CommandLine::Asks::Command);
        line.command = &command;
        line.words = parser.positionalArguments();
        for (const QString &name : optionsOf(command)) {
            if (!parser.isSet(name))
                continue;
            const Option &option = *findOption(name);
            // Since Qt 6.8 a flag that is asked for its values is told about on standard error.
            const QStringList values = option.kind == OptionKind::Flag ? QStringList() : parser.values(name);
            if (const Result<void> good = checkValues(option, values); !good)
                return fail(good.error());
            line.m_values.insert(name, values);
        }
        line.library = line.text("library");
        line.config = line.text("config");
        line.json = line.has("json");
        line.quiet = line.has("quiet");
        line.verbose = line.has("verbose");
        return line;
    }
};

QString CommandLine::text(const char *option) const
{
    return m_values.value(QLatin1StringView(option)).value(0);
}

std::optional<qint64> CommandLine::number(const char *option) const
{
    const QString text = this->text(option);
    if (text.isEmpty())
        return {};
    const Option *row = findOption(QString::fromLatin1(option));
    return row->kind == OptionKind::Rate ? settings::parseRate(text) : std::optional(text.toLongLong());
}

QString commandIn(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QString word = firstWord(parser, arguments);
    return findCommand(word) == nullptr ? QString() : word;
}

QStringList pathsIn(const CommandLine &line)
{
    if (line.command == nullptr)
        return {};
    QStringList paths;
    const QStringList options = optionsOf(*line.command);
    for (const QString &name : options) {
        const Option &option = *findOption(name);
        const QLatin1StringView value(option.value);
        const bool isInModel = option.kind == OptionKind::List; // --file
        if (value == "DIR"_L1 || value == "FILE"_L1 || (value == "PATH"_L1 && !isInModel))
            paths += line.list(option.name);
    }
    const Completes words = line.command->completes;
    if (words == Completes::Settings) {
        const settings::Setting *setting = settings::findSetting(line.words.value(1));
        const bool isFolder = setting != nullptr
                              && (setting->type == settings::SettingType::Folder
                                  || setting->type == settings::SettingType::Folders);
        return isFolder ? paths + text::settingWords(*setting, line.words.mid(2)) : paths;
    }
    for (const QString &word : line.words) {
        if (words == Completes::Folders || word.startsWith(u'.'))
            paths.append(word);
    }
    return paths;
}

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first.isEmpty() || first == "--help"_L1 || first == "-h"_L1)
        return helpOn(arguments.value(1));
    if (first == "--command-names"_L1 && arguments.size() == 1)
        return asking(CommandLine::Asks::CommandNames);
    if (first == "__complete"_L1) {
        CommandLine line = asking(CommandLine::Asks::Completion);
        line.words = arguments.mid(1);
        return line;
    }
    QCommandLineParser all;
    const QString name = firstWord(all, arguments);
    if (all.isSet(u"version"_s) || name == "version"_L1)
        return asking(CommandLine::Asks::Version);
    if (name == "help"_L1)
        return helpOn(all.positionalArguments().value(1));
    if (all.isSet(u"help"_s) && name.isEmpty())
        return helpOn({});
    const Command *command = findCommand(name);
    const QString unknown = all.unknownOptionNames().value(0);
    if (name.isEmpty() && !unknown.isEmpty())
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::NoSuchOption, u"weightyard-cli"_s, withDashes(unknown)));
    if (command == nullptr)
        return name.isEmpty() ? fail(ErrorKind::Usage, ErrorCode::CommandMissing) : noSuchCommand(name);

    if (const Result<void> values = checkForgotten(arguments); !values)
        return fail(values.error());
    QStringList rest = arguments;
    rest.removeOne(name);
    QCommandLineParser parser;
    addOptions(parser, optionsOf(*command));
    if (!parser.parse(QStringList{u"weightyard-cli"_s} + rest))
        return notUnderstood(*command, parser);
    if (parser.isSet(u"help"_s))
        return helpOn(name);
    if (*command->words == '\0' && !parser.positionalArguments().isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::TakesNoModel, name));
    Result<CommandLine> line = LineReader::read(*command, parser);
    if (line && command->check != nullptr) {
        if (const Result<void> good = command->check(*line); !good)
            return fail(good.error());
    }
    return line;
}

} // namespace weightyard::cli
