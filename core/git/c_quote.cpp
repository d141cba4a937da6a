#include "git/c_quote.h"

namespace weightyard::git {

namespace {

std::optional<char> simpleEscape(char c)
{
    switch (c) {
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    case '\\':
    case '"':
        return c;
    default:
        return {};
    }
}

/// Three octal digits, at most 377.
std::optional<char> octalEscape(QByteArrayView text)
{
    if (text.size() < 3 || text[0] > '3')
        return {};
    int value = 0;
    for (const char digit : text.first(3)) {
        if (digit < '0' || digit > '7')
            return {};
        value = value * 8 + (digit - '0');
    }
    return static_cast<char>(value);
}

} // namespace

std::optional<Unquoted> unquotedC(QByteArrayView text)
{
    Unquoted result;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            result.length = i + 1;
            return result;
        }
        if (text[i] != '\\') {
            result.text.append(text[i]);
            continue;
        }
        if (++i == text.size())
            return {};
        if (const auto simple = simpleEscape(text[i])) {
            result.text.append(*simple);
        } else if (const auto octal = octalEscape(text.sliced(i))) {
            result.text.append(*octal);
            i += 2;
        } else {
            return {};
        }
    }
    return {};
}

} // namespace weightyard::git
