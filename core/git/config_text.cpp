#include "git/config_text.h"

#include "base/error_code.h"

#include <cctype>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isKeyChar(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
}

bool isSpace(char c)
{
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

char lower(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

class Parser
{
public:
    explicit Parser(const QByteArray &text) : m_text(text)
    {
        if (m_text.startsWith("\xEF\xBB\xBF"))
            m_at = 3;
    }

    Result<QList<base::ConfigEntry>> parse()
    {
        QList<base::ConfigEntry> entries;
        bool good = true;
        while (good && m_at < m_text.size()) {
            const char c = next();
            if (c == '#' || c == ';')
                skipLine();
            else if (c == '[')
                good = readSection();
            else if (!isSpace(c))
                good = readEntry(c, entries);
        }
        if (good)
            return entries;
        return fail(ErrorKind::Protocol, Cause(ErrorCode::ConfigLine, m_line));
    }

private:
    // The end counts as the end of a line, and so does CR LF.
    char next()
    {
        if (m_at >= m_text.size())
            return '\n';
        char c = m_text[m_at++];
        if (c == '\r' && m_at < m_text.size() && m_text[m_at] == '\n')
            c = m_text[m_at++];
        m_line += m_endedLine ? 1 : 0;
        m_endedLine = c == '\n';
        return c;
    }

    void skipLine()
    {
        while (m_at < m_text.size() && next() != '\n') {
        }
    }

    bool readSection()
    {
        m_section.clear();
        for (char c = next(); c != ']'; c = next()) {
            if (isSpace(c))
                return c != '\n' && readSubsection();
            if (!isKeyChar(c) && c != '.')
                return false;
            m_section += lower(c);
        }
        return !m_section.isEmpty();
    }

    bool readSubsection()
    {
        char c = next();
        while (isSpace(c) && c != '\n')
            c = next();
        if (c != '"' || m_section.isEmpty())
            return false;
        m_section += '.';
        for (c = next(); c != '"'; c = next()) {
            if (c == '\\')
                c = next();
            if (c == '\n')
                return false;
            m_section += c;
        }
        return next() == ']';
    }

    bool readEntry(char first, QList<base::ConfigEntry> &entries)
    {
        if (m_section.isEmpty() || std::isalpha(static_cast<unsigned char>(first)) == 0)
            return false;
        QByteArray name(1, lower(first));
        char c = next();
        for (; isKeyChar(c); c = next())
            name += lower(c);
        while (c == ' ' || c == '\t')
            c = next();
        // A name alone has no value and means true.
        QByteArray value = "true";
        const bool good = c == '\n' || (c == '=' && readValue(value));
        entries.append({QString::fromUtf8(m_section + '.' + name), QString::fromUtf8(value)});
        return good;
    }

    bool readValue(QByteArray &value)
    {
        value.clear();
        bool quoted = false;
        qsizetype solid = 0; // what follows is space that may turn out to be trailing
        for (char c = next(); c != '\n'; c = next()) {
            if (!quoted && (c == '#' || c == ';')) {
                skipLine();
                break;
            }
            if (!quoted && isSpace(c)) {
                if (!value.isEmpty())
                    value += c;
                continue;
            }
            if (c == '"')
                quoted = !quoted;
            else if (c != '\\')
                value += c;
            else if (!readEscape(value))
                return false;
            solid = value.size();
        }
        value.truncate(solid);
        return !quoted;
    }

    bool readEscape(QByteArray &value)
    {
        switch (const char c = next()) {
        case '\n': // the value goes on in the next line
            return true;
        case 't':
            value += '\t';
            return true;
        case 'b':
            value += '\b';
            return true;
        case 'n':
            value += '\n';
            return true;
        case '\\':
        case '"':
            value += c;
            return true;
        default:
            return false;
        }
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    bool m_endedLine = false;
    QByteArray m_section;
};

} // namespace

Result<base::ConfigEntries> parseConfigText(const QByteArray &text)
{
    if (text.contains('\0')) // git ends there, and what follows would be dropped unseen
        return fail(ErrorKind::Protocol, ErrorCode::ConfigNul);
    const Result<QList<base::ConfigEntry>> entries = Parser(text).parse();
    if (!entries)
        return fail(entries.error());
    return base::ConfigEntries(*entries);
}

} // namespace weightyard::git
