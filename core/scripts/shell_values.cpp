#include "scripts/shell_values.h"

#include "scripts/shell_script.h"

#include <QDir>
#include <algorithm>
#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepestCommand = 12;
constexpr qsizetype kLongestValue = 64 * 1024;
constexpr qsizetype kMostItems = 2000;
constexpr qsizetype kMostVariables = 500;
constexpr qsizetype kLongestCommand = 1024;

/// Variables that a session or the Hub's tools set: their default in a script is not what they are.
bool isOfEnvironment(const QString &name)
{
    static const QStringList names{u"HOME"_s,   u"USER"_s,     u"LOGNAME"_s, u"SHELL"_s,        u"PATH"_s,
                                   u"TMPDIR"_s, u"HOSTNAME"_s, u"HF_HOME"_s, u"HF_HUB_CACHE"_s, u"HF_TOKEN"_s,
                                   u"OLDPWD"_s, u"LANG"_s,     u"EDITOR"_s,  u"UID"_s,          u"RANDOM"_s};
    return names.contains(name) || name.startsWith("XDG_"_L1) || name.startsWith("CI_"_L1);
}

QString folderOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash < 0)
        return u"."_s;
    return slash == 0 ? u"/"_s : path.first(slash);
}

Value unsureOf(const QString &source, const QString &before = {})
{
    return {.text = before, .unsure = source.left(200)};
}

} // namespace

ShellValues::ShellValues(const QString &scriptPath)
    : m_script(scriptPath),
      m_folder{.text = folderOf(scriptPath)},
      m_previous(unsureOf(u"$OLDPWD"_s))
{}

Value ShellValues::ofParts(const QList<WordPart> &parts) const
{
    Value whole;
    for (const WordPart &part : parts) {
        const Value value = ofPart(part);
        whole.text += value.text;
        if (!value.isSure() || whole.text.size() > kLongestValue) {
            whole.unsure = value.isSure() ? whole.text.left(200) : value.unsure;
            return whole;
        }
    }
    return whole;
}

Value ShellValues::valueOf(const Word &word) const
{
    Value value = ofParts(word.parts);
    if (word.isArray)
        return unsureOf(value.text);
    if (!word.hasPattern || !value.isSure())
        return value;
    const auto pattern =
        std::find_if(value.text.cbegin(), value.text.cend(), [](QChar c) { return u"*?["_s.contains(c); });
    return unsureOf(value.text, value.text.first(pattern - value.text.cbegin()));
}

QList<Value> ShellValues::expanded(const Word &written) const
{
    const QList<Word> words = withoutBraces(written);
    QList<Value> values;
    for (const Word &word : words)
        values += expandedOne(word);
    return values;
}

QList<Value> ShellValues::expandedOne(const Word &word) const
{
    QList<WordPart> parts = word.parts;
    parts.removeIf(
        [](const WordPart &one) { return one.kind == WordPart::Kind::Text && one.text.isEmpty(); });
    if (parts.size() != 1 || parts.first().kind != WordPart::Kind::Variable)
        return {valueOf(word)};
    const WordPart &part = parts.first();
    const bool isList = part.allItems || part.text == "@"_L1 || part.text == "*"_L1;
    if (const std::optional<QList<Value>> items = itemsOf(part); items && isList)
        return *items;
    const Value value = ofPart(part);
    if (part.isQuoted || !value.isSure())
        return {value};
    QList<Value> words;
    const QStringList texts = value.text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &text : texts)
        words.append({.text = text});
    return words;
}

Value ShellValues::pathOf(const Value &value) const
{
    if (value.text.startsWith(u'/'))
        return {.text = QDir::cleanPath(value.text), .unsure = value.unsure};
    if (!m_folder.isSure())
        return m_folder;
    if (!value.isSure() && value.text.isEmpty())
        return value;
    return {.text = QDir::cleanPath(m_folder.text + u'/' + value.text), .unsure = value.unsure};
}

std::optional<QList<Value>> ShellValues::itemsOf(const WordPart &part) const
{
    if (part.text == "@"_L1 || part.text == "*"_L1)
        return m_arguments;
    const auto found = m_variables.constFind(part.text);
    return found == m_variables.cend() ? std::optional<QList<Value>>() : *found;
}

Value ShellValues::ofPart(const WordPart &part) const
{
    switch (part.kind) {
    case WordPart::Kind::Text:
        return {.text = part.text};
    case WordPart::Kind::Variable:
        return withRule(part);
    case WordPart::Kind::Command:
        return ofCommand(part);
    case WordPart::Kind::Unknown:
        break;
    }
    return unsureOf(part.source);
}

Value ShellValues::withRule(const WordPart &part) const
{
    std::optional<Value> value;
    bool isNumber = false;
    const int argument = part.text.toInt(&isNumber);
    if (const auto items = itemsOf(part); items && !isNumber)
        value = items->value(std::max(part.index, 0));
    else if (part.text == "0"_L1 || part.text == "BASH_SOURCE"_L1)
        value = Value{.text = m_script};
    else if (part.text == "PWD"_L1)
        value = m_folder;
    else if (isNumber && argument <= m_arguments.size())
        value = m_arguments[argument - 1];
    if (part.allItems && value) // several in the middle of a word
        return unsureOf(part.source);
    if (part.rule == WordPart::Rule::Default) {
        if (!value && (isOfEnvironment(part.text) || m_variables.size() >= kMostVariables))
            return unsureOf(part.source);
        return !value || (value->isSure() && value->text.isEmpty()) ? ofParts(part.operand) : *value;
    }
    if (!value)
        return unsureOf(part.source);
    if (!value->isSure())
        return *value;
    switch (part.rule) {
    case WordPart::Rule::DirName:
        return {.text = value->text.contains(u'/') ? value->text.section(u'/', 0, -2) : value->text};
    case WordPart::Rule::BaseName:
        return {.text = value->text.section(u'/', -1)};
    case WordPart::Rule::RemoveSuffix:
    case WordPart::Rule::RemovePrefix: {
        const Value operand = ofParts(part.operand);
        if (!operand.isSure())
            return operand;
        if (part.rule == WordPart::Rule::RemoveSuffix && value->text.endsWith(operand.text))
            value->text.chop(operand.text.size());
        if (part.rule == WordPart::Rule::RemovePrefix && value->text.startsWith(operand.text))
            value->text.remove(0, operand.text.size());
        return *value;
    }
    case WordPart::Rule::Plain:
    case WordPart::Rule::Default:
        break;
    }
    return *value;
}

// $(cd "$(dirname "$0")" && pwd) and its usual relatives.
Value ShellValues::ofCommand(const WordPart &part) const
{
    if (m_depth >= kDeepestCommand || part.text.size() > kLongestCommand)
        return unsureOf(part.source);
    const base::Result<Block> block = parseShell(part.text);
    if (!block || block->empty())
        return unsureOf(part.source);
    ShellValues inside = *this;
    ++inside.m_depth;
    Value last = unsureOf(part.source);
    for (const Statement &one : *block) {
        if (one.kind != Statement::Kind::Command || one.words.isEmpty()
            || one.joint == Statement::Joint::Pipe)
            return unsureOf(part.source);
        if (one.joint == Statement::Joint::Or) // what is done when it fails
            continue;
        QList<Word> words = one.words;
        while (words.size() > 1 && !words.first().assignedName().isEmpty()) // CDPATH= cd
            words.removeFirst();
        if (words.first().bare() == "cd"_L1) {
            const Value target = inside.valueOf(words.last());
            if (words.size() < 2 || !target.isSure())
                return unsureOf(part.source);
            inside.enter(inside.pathOf(target));
        } else {
            last = inside.ofWords(words, part.source);
        }
    }
    return last;
}

Value ShellValues::ofWords(const QList<Word> &words, const QString &source) const
{
    const QString command = words.first().bare();
    if (command == "pwd"_L1)
        return m_folder;
    const Value last = valueOf(words.last());
    if (words.size() < 2 || !last.isSure())
        return unsureOf(source);
    if (command == "dirname"_L1)
        return {.text = folderOf(last.text)};
    if (command == "basename"_L1 && words.size() == 2)
        return {.text = last.text.section(u'/', -1)};
    const bool follows = command == "readlink"_L1 || command == "greadlink"_L1; // with -f
    if (command == "realpath"_L1 || (follows && words.size() > 2))
        return pathOf(last);
    return command == "echo"_L1 && words.size() == 2 ? last : unsureOf(source);
}

void ShellValues::assign(const Word &assignment)
{
    const QString name = assignment.assignedName();
    Word value = assignment;
    QString &text = value.parts.first().text;
    text.remove(0, text.indexOf(u'=') + 1);
    const bool isMore = assignment.parts.first().text.startsWith(name + u'+');
    QList<Value> items;
    for (const Word &item : assignment.items)
        items += expanded(item);
    if (!assignment.isArray)
        items = {ofParts(value.parts)};
    if (isMore && m_variables.contains(name)) {
        QList<Value> &before = m_variables[name];
        if (assignment.isArray)
            items = before + items;
        else if (!before.isEmpty() && before.first().isSure())
            items.first().text.prepend(before.first().text);
        else
            items = before;
    }
    const bool isLarge =
        items.size() > kMostItems || (!items.isEmpty() && items.first().text.size() > kLongestValue);
    set(name, isLarge ? QList<Value>{unsureOf(u'$' + name)} : items);
}

// A variable too many has no value that is sure: it is as if it came from outside.
void ShellValues::set(const QString &name, const QList<Value> &items)
{
    if (m_variables.size() < kMostVariables || m_variables.contains(name))
        m_variables.insert(name, items);
}

std::optional<Value> ShellValues::variable(const QString &name) const
{
    const auto found = m_variables.constFind(name);
    if (found == m_variables.cend() || found->isEmpty())
        return {};
    return found->first();
}

void ShellValues::makeUnsure(const QString &name, const QString &why)
{
    set(name, {unsureOf(why)});
}

void ShellValues::makeAllUnsure(const QString &why)
{
    for (QList<Value> &items : m_variables)
        items = {unsureOf(why)};
}

ShellValues ShellValues::forChild(const QString &path, const QList<Value> &arguments) const
{
    ShellValues child = *this;
    child.m_script = path;
    child.m_arguments = arguments;
    for (auto it = child.m_variables.begin(); it != child.m_variables.end(); ++it) {
        if (!m_exported.contains(it.key()))
            it.value() = {unsureOf(u'$' + it.key())};
    }
    return child;
}

void ShellValues::enter(const Value &path)
{
    m_previous = std::exchange(m_folder, path);
}

ShellValues ShellValues::agreed(const QList<ShellValues> &ends, const QString &why)
{
    ShellValues all = ends.first();
    for (const ShellValues &one : ends) {
        if (one.m_folder != all.m_folder)
            all.m_folder = unsureOf(why);
        if (one.m_variables == all.m_variables)
            continue;
        const Variables before = all.m_variables;
        for (const Variables *side : {&before, &one.m_variables}) {
            for (auto each = side->cbegin(); each != side->cend(); ++each) {
                if (before.value(each.key()) != one.m_variables.value(each.key()))
                    all.m_variables.insert(each.key(), {unsureOf(u'$' + each.key())});
            }
        }
    }
    return all;
}

} // namespace weightyard::scripts
