#include "scripts/shell_walk.h"

#include "scripts/word_reader.h"

#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostLetters = 1024 * 1024; // of all texts together
constexpr int kDeepestPart = 8;
constexpr qsizetype kLongestInside = 16 * 1024; // it is looked through each time

} // namespace

const Block *ShellWalk::parsed(const QString &text, int line)
{
    const std::pair key(text, line);
    if (const auto found = m_parsed.constFind(key); found != m_parsed.cend())
        return *found;
    m_letters += text.size() + 1;
    if (m_letters > kMostLetters)
        return nullptr;
    base::Result<Block> block = parseShell(text, line);
    const Block *kept = nullptr;
    if (block)
        kept = &m_texts.emplace_back(std::move(*block));
    m_parsed.insert(key, kept);
    return kept;
}

std::optional<Outcome> ShellWalk::runHere(const Text &text)
{
    const Block *block = m_calls < kDeepestCall ? parsed(text.text, text.line) : nullptr;
    if (!block)
        return {};
    ++m_calls;
    const int caller = std::exchange(m_caller, text.hasOwnLines || m_caller > 0 ? m_caller : text.line);
    const QList<Value> arguments = m_values.arguments();
    if (text.hasArguments)
        m_values.arguments() = text.arguments;
    const Outcome outcome = run(*block);
    if (text.hasArguments)
        m_values.arguments() = arguments;
    m_caller = caller;
    m_way = Way::Goes;
    --m_calls;
    return outcome;
}

std::optional<Outcome> ShellWalk::runApart(const Text &text)
{
    const ShellValues before = m_values;
    const QString path = text.path.isEmpty() ? m_values.script() : text.path;
    m_values = m_values.forChild(path, text.arguments);
    const std::optional<Outcome> outcome =
        runHere({.text = text.text, .line = text.line, .path = text.path, .hasOwnLines = text.hasOwnLines});
    m_values = before;
    return outcome;
}

Value ShellWalk::valueOf(const HereText &input) const
{
    if (!input.word.parts.isEmpty())
        return m_values.valueOf(input.word);
    const bool isPlain =
        input.isLiteral
        || (!input.text.contains(u'$') && !input.text.contains(u'`') && !input.text.contains(u'\\'));
    if (isPlain)
        return {.text = input.text};
    if (input.text.contains("\\\""_L1)) // means another thing there
        return {.text = {}, .unsure = input.text};
    ShellCursor cursor(u'"' + QString(input.text).replace(u'"', "\\\""_L1) + u'"');
    const Value value = m_values.valueOf(readWord(cursor));
    return value.isSure() ? value : Value{.text = value.text, .unsure = input.text};
}

void ShellWalk::runInside(const QList<Word> &words, int line)
{
    for (const Word &word : words) {
        runInside(word.parts, line, 0);
        for (const Word &item : word.items)
            runInside(item.parts, line, 0);
    }
}

// $(hf download ...): what a program says is used, but it is run.
void ShellWalk::runInside(const QList<WordPart> &parts, int line, int depth)
{
    for (const WordPart &part : parts) {
        if (depth < kDeepestPart && !part.operand.isEmpty())
            runInside(part.operand, line, depth + 1);
        if (part.kind != WordPart::Kind::Command || part.text.size() > kLongestInside || !matters(part.text)
            || m_calls >= kDeepestCall)
            continue;
        const Block *block = parsed(part.text, line);
        if (!block)
            continue;
        ++m_calls;
        const ShellValues before = m_values;
        const Way way = m_way;
        run(*block);
        m_way = way;
        m_values = before;
        --m_calls;
    }
}

} // namespace weightyard::scripts
