#include "app/cli/command_help.h"

#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/option_table.h"
#include "ui/text/columns.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTextColumn = 23; // two spaces behind the longest name

QString row(const QString &name, const QString &text)
{
    const QStringList lines = text.split(u'\n');
    QString rows = text::padded(u"  "_s + name, kTextColumn) + lines.first() + u'\n';
    for (const QString &more : lines.mid(1))
        rows += QString(kTextColumn, u' ') + more + u'\n';
    return rows;
}

QString optionRow(const Option &option)
{
    QString name = u"--"_s + QLatin1StringView(option.name);
    if (option.kind != OptionKind::Flag)
        name += u' ' + QLatin1StringView(option.value);
    return row(name, CliText::tr(option.help));
}

QString helpRow()
{
    return row(u"--help"_s, CliText::tr("this text"));
}

QString allCommands()
{
    QString text = CliText::tr("Usage: weightyard-cli COMMAND [options]\n\n"
                               "Gets model weights from Git + Git LFS hosts onto a disk.\n\n"
                               "Commands:\n");
    for (const Command *command : kCommands)
        text += row(QString::fromLatin1(command->name), CliText::tr(command->summary));
    text += row(u"help COMMAND"_s, CliText::tr("more about a command"))
            + CliText::tr("\nOptions of every command:\n");
    for (const Option &option : optionTable())
        text += option.everywhere ? optionRow(option) : QString();
    return text + helpRow() + row(u"--version"_s, CliText::tr("the program's version"));
}

} // namespace

QString helpText(const QString &topic)
{
    const Command *command = findCommand(topic);
    if (command == nullptr)
        return allCommands();
    const QString words = *command->words == '\0' ? QString() : u' ' + QString::fromLatin1(command->words);
    QString text =
        CliText::tr("Usage: weightyard-cli %1 [options]%2").arg(QString::fromLatin1(command->name), words)
        + u"\n\n"_s + CliText::tr(command->about);
    if (command->namesModels)
        text +=
            u'\n'
            + CliText::tr("MODEL is an id or a name of the catalogue, a part of an id that only one model\n"
                          "has, OWNER/NAME on the Hugging Face Hub, the address of its page as copied from\n"
                          "a browser, or the https address of any Git + LFS repository.\n");
    text += CliText::tr("\nOptions:\n");
    for (const QString &name : optionsOf(*command))
        text += optionRow(*findOption(name));
    text += helpRow();
    return *command->more == '\0' ? text : text + u'\n' + CliText::tr(command->more);
}

QString commandNames()
{
    QString names;
    for (const Command *command : kCommands)
        names += QLatin1StringView(command->name) + u'\n';
    return names + u"help\nversion\n"_s;
}

} // namespace weightyard::cli
