#include "app/cli/completion.h"

#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/option_table.h"
#include "settings/setting_table.h"

#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Options that take one of a few words.
struct Choice {
    QLatin1StringView option;
    const char *words; ///< separated by spaces
};
constexpr Choice kChoices[] = {
    {"with"_L1, "hf-cache lm-studio"},
    {"share-with"_L1, "hf-cache lm-studio"},
    {"format"_L1, "mlx gguf safetensors"},
    {"sort"_L1, "trending downloads likes newest updated"},
};
constexpr QLatin1StringView kActions[] = {"list"_L1, "get"_L1, "set"_L1, "reset"_L1};

bool hasControl(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar sign) {
        return sign.category() == QChar::Other_Control || sign.category() == QChar::Other_Format
               || sign.category() == QChar::Separator_Line || sign.category() == QChar::Separator_Paragraph;
    });
}

QString firstLine(const char *text)
{
    return CliText::tr(text).section(u'\n', 0, 0);
}

void offer(Completion &completion, const QString &word, const Candidate &candidate,
           Qt::CaseSensitivity sensitivity = Qt::CaseSensitive)
{
    if (candidate.text.startsWith(word, sensitivity))
        completion.candidates.append(candidate);
}

void offerCommands(Completion &completion, const QString &word)
{
    for (const Command *command : kCommands)
        offer(completion, word, {QString::fromLatin1(command->name), firstLine(command->summary)});
}

/// `before`: what stands before the value in the same word, as "--family=".
void offerValues(Completion &completion, const Option &option, const QString &word, const QString &before,
                 const CompletionSources &sources)
{
    const QLatin1StringView kind(option.value);
    if (kind == "DIR"_L1) {
        completion.paths = Completion::Paths::Folders;
    } else if (kind == "FILE"_L1 || kind == "PATH"_L1) {
        completion.paths = Completion::Paths::Files;
    } else if (QLatin1StringView(option.name) == "family"_L1) {
        const QStringList families = sources.families();
        for (const QString &family : families)
            offer(completion, before + word, {before + family, {}}, Qt::CaseInsensitive);
    }
    for (const Choice &choice : kChoices) {
        if (choice.option != QLatin1StringView(option.name))
            continue;
        const QStringList values = QString::fromLatin1(choice.words).split(u' ');
        for (const QString &value : values)
            offer(completion, before + word, {before + value, {}});
    }
}

/// Of a command; null: those that may stand before it.
QStringList optionsFor(const Command *command)
{
    if (command != nullptr)
        return optionsOf(*command);
    QStringList names;
    for (const Option &option : optionTable()) {
        if (option.everywhere)
            names.append(QString::fromLatin1(option.name));
    }
    return names;
}

void offerOptions(Completion &completion, const QStringList &names, const QString &word)
{
    for (const QString &name : names)
        offer(completion, word, {u"--"_s + name, firstLine(findOption(name)->help)});
    offer(completion, word, {u"--help"_s, CliText::tr("this text")});
}

/// The words that are neither options nor their values, without the one that is completed.
QStringList plainWords(const QStringList &words)
{
    QStringList plain;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        if (!words[i].startsWith("--"_L1)) {
            plain.append(words[i]);
            continue;
        }
        const Option *option = findOption(QStringView(words[i]).mid(2));
        if (option != nullptr && option->kind != OptionKind::Flag)
            ++i; // its value
    }
    return plain;
}

/// The option whose value the last word is; null: none.
const Option *optionBefore(const QStringList &words, const QStringList &names)
{
    const QString before = words.size() < 2 ? QString() : words[words.size() - 2];
    if (!before.startsWith("--"_L1) || !names.contains(before.mid(2)))
        return nullptr;
    const Option *option = findOption(QStringView(before).mid(2));
    return option->kind == OptionKind::Flag ? nullptr : option;
}

void offerSettings(Completion &completion, const QStringList &before, const QString &word)
{
    if (before.isEmpty()) {
        for (const QLatin1StringView action : kActions)
            offer(completion, word, {QString(action), {}});
        return;
    }
    const bool isSet = before.first() == "set"_L1;
    if (before.first() == "list"_L1 || (isSet && before.size() > 1))
        return;
    for (const settings::Setting &setting : settings::settingTable())
        offer(completion, word, {QString::fromLatin1(setting.key), {}});
}

void offerWords(Completion &completion, const Command &command, const QStringList &before,
                const QString &word, const CompletionSources &sources)
{
    switch (command.completes) {
    case Completes::Nothing:
        return;
    case Completes::Folders:
        completion.paths = Completion::Paths::Folders;
        return;
    case Completes::Settings:
        return offerSettings(completion, before, word);
    case Completes::Offered:
    case Completes::Installed:
        break;
    }
    QList<Candidate> models =
        command.completes == Completes::Offered ? sources.offered() : sources.installed();
    models.removeIf([&](const Candidate &model) { return before.contains(model.text, Qt::CaseInsensitive); });
    for (const Candidate &model : std::as_const(models))
        offer(completion, word, model, Qt::CaseInsensitive);
    if (!completion.candidates.isEmpty() || word.contains(u'/'))
        return;
    for (const Candidate &model : std::as_const(models)) { // "phi" for "mlx-community/Phi-4-4bit"
        if (model.text.section(u'/', -1).startsWith(word, Qt::CaseInsensitive))
            completion.candidates.append(model);
    }
}

} // namespace

Completion completionOf(const QStringList &words, const CompletionSources &sources)
{
    Completion completion;
    const QString word = words.value(words.size() - 1);
    QStringList plain = plainWords(words);
    const QString name = plain.isEmpty() ? QString() : plain.takeFirst();
    const Command *command = findCommand(name);
    const QStringList names = optionsFor(command);
    if (const Option *option = optionBefore(words, names); option != nullptr) {
        offerValues(completion, *option, word, {}, sources);
        return completion;
    }
    const qsizetype equals = word.indexOf(u'=');
    if (word.startsWith("--"_L1) && equals > 0) {
        if (const QString option = word.mid(2, equals - 2); names.contains(option))
            offerValues(completion, *findOption(option), word.mid(equals + 1), word.left(equals + 1),
                        sources);
    } else if (word.startsWith(u'-')) {
        if (command != nullptr || name.isEmpty())
            offerOptions(completion, names, word);
        if (name.isEmpty())
            offer(completion, word, {u"--version"_s, CliText::tr("the program's version")});
    } else if (command != nullptr) {
        offerWords(completion, *command, plain, word, sources);
    } else if (name.isEmpty() || name == "help"_L1) {
        offerCommands(completion, word);
        if (name.isEmpty())
            offer(completion, word, {u"help"_s, CliText::tr("more about a command")});
    }
    return completion;
}

QString optionIn(const QStringList &words, const QString &name)
{
    const QString option = u"--"_s + name;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == option && i + 2 < words.size())
            return words[i + 1];
        if (words[i].startsWith(option + u'='))
            return words[i].mid(option.size() + 1);
    }
    return {};
}

QString completionLines(const Completion &completion)
{
    QString lines;
    if (completion.paths == Completion::Paths::Folders)
        lines += u":folders\n"_s;
    else if (completion.paths == Completion::Paths::Files)
        lines += u":files\n"_s;
    for (const Candidate &candidate : completion.candidates) {
        if (hasControl(candidate.text))
            continue;
        lines += candidate.text;
        if (!candidate.comment.isEmpty() && !hasControl(candidate.comment))
            lines += u'\t' + candidate.comment;
        lines += u'\n';
    }
    return lines;
}

} // namespace weightyard::cli
