#include "catalog/json_lines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace weightyard::catalog {

namespace {

/// A cursor over text that is known to be JSON; at the text's end everything stops.
class Scanner
{
public:
    explicit Scanner(const QByteArray &text) : m_text(text)
    {
        if (m_text.startsWith("\xef\xbb\xbf")) // QJsonDocument takes a byte order mark, too
            m_at = 3;
        skipSpace();
    }

    qsizetype at() const { return m_at; }
    char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    /// Into the value that `step` names inside the value here; false leaves the cursor where it was.
    bool enter(const QString &step)
    {
        const qsizetype begin = m_at;
        qsizetype found = -1;
        const bool isObject = current() == '{';
        if (isObject || current() == '[') {
            advance();
            for (int index = 0; !ended(); ++index) {
                const QString name = isObject ? takeKey() : QString::number(index);
                if (name == step)
                    found = m_at;
                skipValue();
                if (current() == ',')
                    advance();
            }
        }
        m_at = found < 0 ? begin : found;
        return found >= 0;
    }

private:
    bool ended() const { return current() == '\0' || current() == ']' || current() == '}'; }

    void skipSpace()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }
    void advance()
    {
        ++m_at;
        skipSpace();
    }
    void skipString()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
        skipSpace();
    }
    QString takeKey()
    {
        const qsizetype begin = m_at;
        skipString();
        const QByteArray key = '[' + m_text.mid(begin, m_at - begin) + ']';
        if (current() == ':')
            advance();
        return QJsonDocument::fromJson(key).array().at(0).toString();
    }
    void skipValue()
    {
        int depth = 0;
        do {
            const char c = current();
            if (c == '"') {
                skipString();
                continue;
            }
            if (c == '{' || c == '[')
                ++depth;
            else if (c == '}' || c == ']')
                --depth;
            else if (c == '\0' || (depth == 0 && c == ','))
                return;
            if (depth < 0) // a number or word that ended the parent
                return;
            advance();
            if (depth == 0 && (c == '}' || c == ']'))
                return;
        } while (depth > 0 || !(ended() || current() == ','));
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
};

} // namespace

int lineAt(const QByteArray &text, qsizetype offset)
{
    const auto end = text.cbegin() + std::clamp<qsizetype>(offset, 0, text.size());
    return 1 + static_cast<int>(std::count(text.cbegin(), end, '\n'));
}

int lineOf(const QByteArray &json, const QStringList &path)
{
    Scanner scanner(json);
    for (const QString &step : path) {
        if (!scanner.enter(step))
            break;
    }
    return lineAt(json, scanner.at());
}

} // namespace weightyard::catalog
