#include "scripts/shell_tokens.h"

#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

// Here-documents stand behind the end of the line that names them.
void ShellTokens::skipNewlines()
{
    for (;;) {
        m_cursor.skipBlanks();
        if (m_cursor.current() != u'\n')
            return;
        m_cursor.advance();
        const QList<Document> documents = std::exchange(m_documents, {});
        for (const Document &one : documents)
            readDocument(one.end, one.withoutTabs, *one.text);
    }
}

void ShellTokens::readDocument(const QString &end, bool withoutTabs, HereText &text)
{
    text.line = line();
    while (!m_cursor.atEnd()) {
        QString one = m_cursor.readLine();
        while (withoutTabs && one.startsWith(u'\t'))
            one.remove(0, 1);
        if (one == end)
            break;
        text.text += one + u'\n';
    }
}

void ShellTokens::skipSeparators()
{
    for (;;) {
        skipNewlines();
        const QChar c = m_cursor.current();
        if ((c == u';' && m_cursor.look(1) != u';') || (c == u'&' && m_cursor.look(1) != u'&'))
            m_cursor.advance();
        else
            return;
    }
}

QString ShellTokens::peekWord()
{
    const ShellCursor::Place begin = m_cursor.place();
    if (m_cursor.current() == u'"' || m_cursor.current() == u'\'') // none that is reserved
        return {};
    QString word;
    while (!endsWord(m_cursor.current()) && word.size() < 16) {
        word.append(m_cursor.current());
        m_cursor.advance();
    }
    m_cursor.goBack(begin);
    return word;
}

bool ShellTokens::take(QLatin1StringView word)
{
    if (peekWord() != word)
        return false;
    m_cursor.advance(word.size());
    return true;
}

bool ShellTokens::redirection()
{
    qsizetype digits = 0;
    while (m_cursor.look(digits) >= u'0' && m_cursor.look(digits) <= u'9')
        ++digits;
    const bool both = m_cursor.look(digits) == u'&' && m_cursor.look(digits + 1) == u'>';
    const QChar sign = m_cursor.look(digits + (both ? 1 : 0));
    if ((sign != u'<' && sign != u'>') || (both && digits > 0))
        return false;
    m_cursor.advance(digits + (both ? 1 : 0));
    const bool isDocument = sign == u'<' && m_cursor.look(1) == u'<' && m_cursor.look(2) != u'<';
    if (m_cursor.look(1) == u'(') { // <(command): a word of its own, passed
        m_cursor.advance();
        m_cursor.readBalanced();
        return true;
    }
    const bool withoutTabs = isDocument && m_cursor.look(2) == u'-';
    const bool isString = sign == u'<' && m_cursor.look(1) == u'<' && m_cursor.look(2) == u'<';
    while (!m_cursor.atEnd() && u"<>&|-"_s.contains(m_cursor.current()))
        m_cursor.advance();
    m_cursor.skipBlanks();
    const Word target = readWord(m_cursor);
    QString end;
    for (const WordPart &part : target.parts)
        end += part.kind == WordPart::Kind::Text ? part.text : part.source;
    if (!isDocument && !isString)
        return true;
    const auto text = std::make_shared<HereText>();
    text->isLiteral = isDocument && target.isQuoted;
    text->line = line();
    if (isString)
        text->word = target;
    else
        m_documents.append({.end = end, .withoutTabs = withoutTabs, .text = text});
    m_input = text;
    return true;
}

} // namespace weightyard::scripts
