#include "hub/path_pattern.h"

#include <algorithm>

namespace weightyard::hub {

PathPattern::PathPattern(const QString &pattern) : m_text(pattern)
{
    const QList<uint> whole = (pattern.endsWith(u'/') ? pattern + u'*' : pattern).toUcs4();
    for (qsizetype i = 0; i < whole.size();) {
        const char32_t c = whole.at(i);
        if (c == U'[') {
            i = addSet(whole, i);
            continue;
        }
        if (c != U'*')
            m_tokens.push_back({.isAny = c == U'?', .ranges = {{c, c}}});
        else if (m_tokens.empty() || !m_tokens.back().isStar)
            m_tokens.push_back({.isStar = true});
        ++i;
    }
}

// As fnmatch.translate() reads it: a "]" that comes first is one of the set, and a set without an end is a "[".
qsizetype PathPattern::addSet(const QList<uint> &pattern, qsizetype at)
{
    qsizetype from = at + 1;
    const bool isNegated = from < pattern.size() && pattern[from] == U'!';
    from += isNegated ? 1 : 0;
    const qsizetype end =
        pattern.indexOf(uint(']'), from < pattern.size() && pattern[from] == U']' ? from + 1 : from);
    if (end < 0) {
        m_tokens.push_back({.ranges = {{U'[', U'['}}});
        return at + 1;
    }
    Token token{.isNegated = isNegated};
    for (qsizetype i = from; i < end;) {
        const bool isRange = i + 2 < end && pattern[i + 1] == U'-';
        const char32_t first = pattern[i];
        const char32_t last = isRange ? pattern[i + 2] : first;
        if (first <= last) // "z-a" is nothing
            token.ranges.push_back({first, last});
        i += isRange ? 3 : 1;
    }
    m_tokens.push_back(token);
    return end + 1;
}

bool PathPattern::Token::takes(char32_t c) const
{
    const bool isIn = std::any_of(ranges.begin(), ranges.end(),
                                  [c](const Range &range) { return c >= range.first && c <= range.last; });
    return isAny || isIn != isNegated;
}

// On a mismatch the last star takes one more: no other one has to be tried again.
bool PathPattern::matches(QStringView text) const
{
    const QList<uint> path = text.toUcs4();
    size_t token = 0;
    qsizetype at = 0;
    size_t star = m_tokens.size();
    qsizetype starAt = 0;
    while (at < path.size()) {
        if (token < m_tokens.size() && m_tokens[token].isStar) {
            star = token++;
            starAt = at;
        } else if (token < m_tokens.size() && m_tokens[token].takes(path[at])) {
            ++token;
            ++at;
        } else if (star < m_tokens.size()) {
            token = star + 1;
            at = ++starAt;
        } else {
            return false;
        }
    }
    while (token < m_tokens.size() && m_tokens[token].isStar)
        ++token;
    return token == m_tokens.size();
}

} // namespace weightyard::hub
