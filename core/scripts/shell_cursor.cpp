#include "scripts/shell_cursor.h"

#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isNamePart(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9');
}

} // namespace

bool isNameStart(QChar c)
{
    return c == u'_' || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isShellName(const QString &text)
{
    return !text.isEmpty() && isNameStart(text.front())
           && std::all_of(text.cbegin(), text.cend(), isNamePart);
}

bool endsWord(QChar c)
{
    return c.isNull() || u" \t\n;&|<>()"_s.contains(c);
}

QChar ShellCursor::look(qsizetype ahead) const
{
    const qsizetype at = m_place.at + ahead;
    return at < m_text.size() ? m_text[at] : QChar();
}

bool ShellCursor::startsWith(QLatin1StringView text) const
{
    return QStringView(m_text).sliced(m_place.at).startsWith(text);
}

QString ShellCursor::textSince(const Place &place) const
{
    return m_text.sliced(place.at, m_place.at - place.at);
}

void ShellCursor::advance(qsizetype count)
{
    for (; count > 0 && !atEnd(); --count, ++m_place.at)
        m_place.line += m_text[m_place.at] == u'\n' ? 1 : 0;
}

void ShellCursor::skipBlanks()
{
    while (current() == u' ' || current() == u'\t' || (current() == u'\\' && look(1) == u'\n'))
        advance(current() == u'\\' ? 2 : 1);
    if (current() == u'#') {
        while (!atEnd() && current() != u'\n')
            advance();
    }
}

QString ShellCursor::readLine()
{
    const Place begin = m_place;
    while (!atEnd() && current() != u'\n')
        advance();
    const QString line = textSince(begin);
    advance();
    return line;
}

QString ShellCursor::readName()
{
    const Place begin = m_place;
    while (isNameStart(current()) || (m_place.at > begin.at && isNamePart(current())))
        advance();
    return textSince(begin);
}

std::optional<QString> ShellCursor::readUpTo(QChar c)
{
    const qsizetype end = m_text.indexOf(c, m_place.at);
    if (end < 0)
        return {};
    const Place begin = m_place;
    advance(end - begin.at);
    return textSince(begin);
}

QString ShellCursor::readBalanced()
{
    const int begun = line();
    const QChar open = current();
    const QChar close = open == u'(' ? u')' : u'}';
    advance();
    const Place begin = m_place;
    for (int depth = 1; !atEnd(); advance()) {
        const QChar c = current();
        if (c == u'\\') {
            advance();
        } else if (c == u'\'' || c == u'"') {
            const int quoted = line();
            advance();
            while (!atEnd() && current() != c)
                advance(c == u'"' && current() == u'\\' ? 2 : 1);
            if (atEnd())
                setUnended(quoted);
        } else if (c == open) {
            ++depth;
        } else if (c == close && --depth == 0) {
            const QString inner = textSince(begin);
            advance();
            return inner;
        }
    }
    setUnended(begun);
    return textSince(begin);
}

} // namespace weightyard::scripts
