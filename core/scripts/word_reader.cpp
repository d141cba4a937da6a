#include "scripts/word_reader.h"

#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using PartKind = WordPart::Kind;
using PartRule = WordPart::Rule;

namespace {

constexpr int kDeepestWord = 32;

bool isOneOf(const char *set, QChar c)
{
    return !c.isNull() && QLatin1StringView(set).contains(c);
}

/// Fills one word.
class WordReader
{
public:
    explicit WordReader(ShellCursor &cursor, int depth = 0) : m_cursor(cursor), m_depth(depth) {}

    Word word();
    /// Of ${NAME:-operand}, up to the closing brace, which stays.
    QList<WordPart> operand();

private:
    void single();
    void doubleQuoted();
    void dollar(bool quoted);
    void braced(bool quoted);
    bool readName(WordPart &part);
    bool readRule(WordPart &part);
    void backquoted(bool quoted);
    void braceList();
    void escaped();
    void items();
    bool isAssignmentSoFar() const;
    void addText(QChar c, bool quoted);
    void add(const WordPart &part);
    bool quoteOrExpansion();

    ShellCursor &m_cursor;
    Word m_word;
    bool m_hasOpened = false; ///< a bracket; without its end it is no pattern
    int m_depth;
};

void WordReader::addText(QChar c, bool quoted)
{
    QList<WordPart> &parts = m_word.parts;
    if (parts.isEmpty() || parts.last().kind != PartKind::Text || parts.last().isQuoted != quoted)
        add({.kind = PartKind::Text, .text = {}, .isQuoted = quoted});
    parts.last().text.append(c);
}

void WordReader::add(const WordPart &part)
{
    m_word.parts.append(part);
    m_word.isQuoted = m_word.isQuoted || part.isQuoted;
}

void WordReader::single()
{
    const int begun = m_cursor.line();
    m_cursor.advance();
    add({.kind = PartKind::Text, .text = {}, .isQuoted = true});
    for (; !m_cursor.atEnd() && m_cursor.current() != u'\''; m_cursor.advance())
        addText(m_cursor.current(), true);
    if (m_cursor.atEnd())
        m_cursor.setUnended(begun);
    m_cursor.advance();
}

void WordReader::doubleQuoted()
{
    const int begun = m_cursor.line();
    m_cursor.advance();
    add({.kind = PartKind::Text, .text = {}, .isQuoted = true});
    while (!m_cursor.atEnd() && m_cursor.current() != u'"') {
        if (m_cursor.current() == u'$') {
            dollar(true);
        } else if (m_cursor.current() == u'`') {
            backquoted(true);
        } else if (m_cursor.current() == u'\\' && m_cursor.look(1) == u'\n') {
            m_cursor.advance(2);
        } else {
            if (m_cursor.current() == u'\\' && isOneOf("$`\"\\", m_cursor.look(1)))
                m_cursor.advance();
            addText(m_cursor.current(), true);
            m_cursor.advance();
        }
    }
    if (m_cursor.atEnd())
        m_cursor.setUnended(begun);
    m_cursor.advance();
}

void WordReader::backquoted(bool quoted)
{
    const int begun = m_cursor.line();
    m_cursor.advance();
    QString inner;
    for (; !m_cursor.atEnd() && m_cursor.current() != u'`'; m_cursor.advance()) {
        if (m_cursor.current() == u'\\' && isOneOf("$`\\", m_cursor.look(1)))
            m_cursor.advance();
        inner.append(m_cursor.current());
    }
    if (m_cursor.atEnd())
        m_cursor.setUnended(begun);
    m_cursor.advance();
    add({.kind = PartKind::Command, .text = inner, .isQuoted = quoted, .source = u'`' + inner + u'`'});
}

void WordReader::dollar(bool quoted)
{
    const ShellCursor::Place begin = m_cursor.place();
    m_cursor.advance();
    const QChar c = m_cursor.current();
    WordPart part{.kind = PartKind::Variable, .text = {}, .isQuoted = quoted};
    if (c == u'{')
        return braced(quoted);
    if (!quoted && c == u'"') // $"...": a text that may be translated
        return doubleQuoted();
    if (c == u'(') {
        part.kind = m_cursor.look(1) == u'(' ? PartKind::Unknown : PartKind::Command; // $((1 + 1))
        part.text = m_cursor.readBalanced();
    } else if (isNameStart(c)) {
        part.text = m_cursor.readName();
    } else if (isOneOf("0123456789@*#?$!-", c)) {
        part.text = c;
        m_cursor.advance();
    } else if (!quoted && c == u'\'') { // $'...': its escapes are not worked out
        WordReader inner(m_cursor, m_depth);
        inner.single();
        part.kind = PartKind::Unknown;
    } else {
        return addText(u'$', quoted);
    }
    part.source = m_cursor.textSince(begin);
    add(part);
}

bool WordReader::readName(WordPart &part)
{
    part.text = m_cursor.readName();
    if (part.text.isEmpty() && isOneOf("0123456789@*", m_cursor.current())) {
        part.text = m_cursor.current();
        m_cursor.advance();
    }
    if (part.text.isEmpty() || m_cursor.current() != u'[')
        return !part.text.isEmpty();
    m_cursor.advance();
    const QString which = m_cursor.readUpTo(u']').value_or(QString());
    m_cursor.advance();
    part.allItems = which == "@"_L1 || which == "*"_L1;
    bool isNumber = false;
    part.index = which.toInt(&isNumber);
    return part.allItems || (isNumber && part.index >= 0);
}

// The cursor is on the brace of ${.
void WordReader::braced(bool quoted)
{
    const ShellCursor::Place begin = m_cursor.place();
    m_cursor.advance();
    WordPart part{.kind = PartKind::Variable, .text = {}, .isQuoted = quoted};
    if (readName(part) && readRule(part) && m_cursor.current() == u'}') {
        m_cursor.advance();
    } else { // again, as something that is only passed
        m_cursor.goBack(begin);
        part = {.kind = PartKind::Unknown, .text = {}, .isQuoted = quoted};
        m_cursor.readBalanced();
    }
    part.source = u'$' + m_cursor.textSince(begin);
    add(part);
}

// Behind the name: false for a form that is not worked out.
bool WordReader::readRule(WordPart &part)
{
    if (m_cursor.current() == u'}')
        return true;
    const qsizetype colon = m_cursor.current() == u':' ? 1 : 0;
    const QChar sign = m_cursor.look(colon);
    if (isOneOf("-=?", sign)) {
        m_cursor.advance(colon + 1);
        const QList<WordPart> behind = WordReader(m_cursor, m_depth + 1).operand();
        if (sign != u'?') { // else it is a message
            part.rule = PartRule::Default;
            part.operand = behind;
        }
        return true;
    }
    const std::pair<QLatin1StringView, PartRule> known[] = {{"%/*}"_L1, PartRule::DirName},
                                                            {"##*/}"_L1, PartRule::BaseName}};
    for (const auto &[text, rule] : known) {
        if (!m_cursor.startsWith(text))
            continue;
        part.rule = rule;
        m_cursor.advance(text.size() - 1);
        return true;
    }
    if (colon == 1 || !isOneOf("%#", sign))
        return false;
    part.rule = sign == u'%' ? PartRule::RemoveSuffix : PartRule::RemovePrefix;
    m_cursor.advance(m_cursor.look(1) == sign ? 2 : 1);
    part.operand = WordReader(m_cursor, m_depth + 1).operand();
    return std::all_of(part.operand.cbegin(), part.operand.cend(), [](const WordPart &one) {
        return one.kind == PartKind::Text && !one.text.contains(u'*') && !one.text.contains(u'?')
               && !one.text.contains(u'[');
    });
}

bool WordReader::quoteOrExpansion()
{
    switch (m_cursor.current().unicode()) {
    case u'\'':
        single();
        return true;
    case u'"':
        doubleQuoted();
        return true;
    case u'$':
        dollar(false);
        return true;
    case u'`':
        backquoted(false);
        return true;
    case u'\\':
        escaped();
        return true;
    default:
        return false;
    }
}

void WordReader::escaped()
{
    m_cursor.advance();
    if (!m_cursor.atEnd() && m_cursor.current() != u'\n')
        addText(m_cursor.current(), true);
    m_cursor.advance();
}

QList<WordPart> WordReader::operand()
{
    while (m_depth <= kDeepestWord && !m_cursor.atEnd() && m_cursor.current() != u'}') {
        if (quoteOrExpansion())
            continue;
        addText(m_cursor.current(), false);
        m_cursor.advance();
    }
    return m_word.parts;
}

// {a,b} and {1..3} make several words of one.
void WordReader::braceList()
{
    qsizetype length = 0;
    while (!endsWord(m_cursor.look(length)) && m_cursor.look(length) != u'}')
        ++length;
    const ShellCursor::Place begin = m_cursor.place();
    m_cursor.advance(length + 1);
    const QString list = m_cursor.textSince(begin);
    if (list.endsWith(u'}') && (list.contains(u',') || list.contains(".."_L1))) {
        add({.kind = PartKind::Unknown, .text = {}, .source = list});
        return;
    }
    m_cursor.goBack(begin);
    addText(m_cursor.current(), false);
    m_cursor.advance();
}

bool WordReader::isAssignmentSoFar() const
{
    QString text = m_word.bare();
    if (!text.endsWith(u'='))
        return false;
    text.chop(text.endsWith("+="_L1) ? 2 : 1);
    return isShellName(text);
}

void WordReader::items()
{
    const int begun = m_cursor.line();
    m_word.isArray = true;
    m_cursor.advance();
    while (!m_cursor.atEnd() && m_cursor.current() != u')') {
        m_cursor.skipBlanks();
        if (m_cursor.current() == u')')
            break;
        const Word item = m_depth < kDeepestWord ? WordReader(m_cursor, m_depth + 1).word() : Word();
        if (item.parts.isEmpty()) // a line's end, or an operator, which has no place here
            m_cursor.advance();
        else
            m_word.items.append(item);
    }
    if (m_cursor.atEnd())
        m_cursor.setUnended(begun);
    m_cursor.advance();
}

Word WordReader::word()
{
    if (m_cursor.current() == u'~' && (endsWord(m_cursor.look(1)) || m_cursor.look(1) == u'/')) {
        add({.kind = PartKind::Variable, .text = u"HOME"_s, .source = u"~"_s});
        m_cursor.advance();
    }
    while (!m_cursor.atEnd()) {
        const QChar c = m_cursor.current();
        if (c == u'(' && isAssignmentSoFar()) {
            items();
            break;
        }
        if (endsWord(c))
            break;
        if (quoteOrExpansion())
            continue;
        if (c == u'{') {
            braceList();
            continue;
        }
        m_hasOpened = m_hasOpened || c == u'[';
        m_word.hasPattern = m_word.hasPattern || isOneOf("*?", c) || (c == u']' && m_hasOpened);
        addText(c, false);
        m_cursor.advance();
    }
    return m_word;
}

} // namespace

Word readWord(ShellCursor &cursor)
{
    return WordReader(cursor).word();
}

} // namespace weightyard::scripts
