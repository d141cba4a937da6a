#include "scripts/text_walk.h"

#include "scripts/word_reader.h"

#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostLetters = 1024 * 1024; // of all texts together
constexpr int kDeepestPart = 8;
constexpr qsizetype kLongestInside = 16 * 1024; // it is looked through each time

} // namespace

const Block *TextWalk::parsed(const QString &text, int line)
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

std::optional<Outcome> TextWalk::runHere(const Text &text)
{
    const Block *block = parsed(text.text, text.line);
    if (!block)
        return {};
    const QList<Value> arguments = values().arguments();
    if (text.hasArguments)
        values().arguments() = text.arguments;
    const int caller = text.hasOwnLines || callerLine() > 0 ? callerLine() : text.line;
    const std::optional<Outcome> outcome = runWithin(*block, caller);
    if (text.hasArguments)
        values().arguments() = arguments;
    return outcome;
}

std::optional<Outcome> TextWalk::runApart(const Text &text)
{
    const ShellValues before = values();
    const QString path = text.path.isEmpty() ? values().script() : text.path;
    values() = values().forChild(path, text.arguments);
    const std::optional<Outcome> outcome =
        runHere({.text = text.text, .line = text.line, .path = text.path, .hasOwnLines = text.hasOwnLines});
    values() = before;
    return outcome;
}

Value TextWalk::valueOf(const HereText &input) const
{
    if (!input.word.parts.isEmpty())
        return values().valueOf(input.word);
    const bool isPlain =
        input.isLiteral
        || (!input.text.contains(u'$') && !input.text.contains(u'`') && !input.text.contains(u'\\'));
    if (isPlain)
        return {.text = input.text};
    if (input.text.contains("\\\""_L1)) // means another thing there
        return {.text = {}, .unsure = input.text};
    ShellCursor cursor(u'"' + QString(input.text).replace(u'"', "\\\""_L1) + u'"');
    const Value value = values().valueOf(readWord(cursor));
    return value.isSure() ? value : Value{.text = value.text, .unsure = input.text};
}

void TextWalk::inside(const QList<Word> &words, int line)
{
    for (const Word &word : words) {
        inside(word.parts, line, 0);
        for (const Word &item : word.items)
            inside(item.parts, line, 0);
    }
}

// $(hf download ...): what a program says is used, but it is run.
void TextWalk::inside(const QList<WordPart> &parts, int line, int depth)
{
    for (const WordPart &part : parts) {
        if (depth < kDeepestPart && !part.operand.isEmpty())
            inside(part.operand, line, depth + 1);
        if (part.kind != WordPart::Kind::Command || part.text.size() > kLongestInside || !matters(part.text))
            continue;
        if (const Block *block = parsed(part.text, line)) {
            const ShellValues before = values();
            runWithin(*block, callerLine());
            values() = before;
        }
    }
}

} // namespace weightyard::scripts
