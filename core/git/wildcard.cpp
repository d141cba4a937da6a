#include "git/wildcard.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace weightyard::git {

namespace {

size_t indexOf(char byte)
{
    return static_cast<unsigned char>(byte);
}

struct ByteClass {
    QByteArrayView name;
    int (*contains)(int);
};

std::optional<ByteClass> classNamed(QByteArrayView name)
{
    static const std::array<ByteClass, 12> kClasses = {{
        {"alnum", std::isalnum},
        {"alpha", std::isalpha},
        {"blank", std::isblank},
        {"cntrl", std::iscntrl},
        {"digit", std::isdigit},
        {"graph", std::isgraph},
        {"lower", std::islower},
        {"print", std::isprint},
        {"punct", std::ispunct},
        {"space", std::isspace},
        {"upper", std::isupper},
        {"xdigit", std::isxdigit},
    }};
    for (const ByteClass &candidate : kClasses) {
        if (candidate.name == name)
            return candidate;
    }
    return {};
}

} // namespace

Wildcard::Wildcard(QByteArrayView pattern)
{
    qsizetype at = 0;
    while (at < pattern.size()) {
        switch (pattern[at]) {
        case '*':
            at = addStars(pattern, at);
            break;
        case '?': {
            Token any{.kind = Kind::One, .set = ByteSet().set()};
            any.set.reset(indexOf('/'));
            m_tokens.push_back(any);
            ++at;
            break;
        }
        case '[':
            at = addSet(pattern, at);
            break;
        case '\\':
            if (at + 1 == pattern.size())
                m_tokens.push_back({});
            else
                addByte(pattern[at + 1]);
            at += 2;
            break;
        default:
            addByte(pattern[at]);
            ++at;
        }
    }
}

void Wildcard::addByte(char byte)
{
    m_tokens.push_back({.kind = Kind::One, .set = ByteSet().set(indexOf(byte))});
}

qsizetype Wildcard::addStars(QByteArrayView pattern, qsizetype at)
{
    qsizetype end = at;
    while (end < pattern.size() && pattern[end] == '*')
        ++end;
    const bool fromSlash = at == 0 || pattern[at - 1] == '/';
    const bool atEnd = end == pattern.size();
    const bool toSlash = atEnd || pattern[end] == '/' || pattern.sliced(end).startsWith("\\/");
    if (end - at < 2 || !fromSlash || !toSlash) {
        m_tokens.push_back({.kind = Kind::Star});
        return end;
    }
    if (atEnd || pattern[end] != '/') {
        m_tokens.push_back({.kind = Kind::All});
        return end;
    }
    m_tokens.push_back({.kind = Kind::Folders});
    return end + 1;
}

/// `at` is the "[". Returns the place after the "]". Without one nothing can match.
qsizetype Wildcard::addSet(QByteArrayView pattern, qsizetype at)
{
    const auto malformed = [&] {
        m_tokens.push_back({});
        return pattern.size();
    };
    ByteSet set;
    qsizetype i = at + 1;
    const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    if (negated)
        ++i;
    int previous = -1; // where a range may begin
    for (bool first = true; first || i >= pattern.size() || pattern[i] != ']'; first = false) {
        if (i >= pattern.size())
            return malformed();
        char byte = pattern[i];
        const bool range = byte == '-' && previous >= 0 && i + 1 < pattern.size() && pattern[i + 1] != ']';
        const qsizetype classEnd = pattern.sliced(i).startsWith("[:") ? pattern.indexOf(']', i + 2) : 0;
        if (range || byte == '\\') {
            i += 1;
            if (range && pattern[i] == '\\')
                ++i;
            if (i >= pattern.size())
                return malformed();
            byte = pattern[i];
        }
        if (classEnd < 0)
            return malformed();
        if (range) {
            for (auto member = static_cast<size_t>(previous); member <= indexOf(byte); ++member)
                set.set(member);
            previous = -1;
        } else if (classEnd > i + 2 && pattern[classEnd - 1] == ':') {
            const auto named = classNamed(pattern.sliced(i + 2, classEnd - i - 3));
            if (!named)
                return malformed();
            for (int member = 0; member < 128; ++member) {
                if (named->contains(member) != 0)
                    set.set(static_cast<size_t>(member));
            }
            previous = -1;
            i = classEnd;
        } else {
            set.set(indexOf(byte));
            previous = static_cast<int>(indexOf(byte));
        }
        ++i;
    }
    if (negated)
        set.flip();
    set.reset(indexOf('/'));
    m_tokens.push_back({.kind = Kind::One, .set = set});
    return i + 1;
}

bool Wildcard::matches(QByteArrayView text) const
{
    const size_t count = m_tokens.size();
    // places[i]: the tokens before i can have matched what was read so far.
    std::vector<char> places(count + 1, 0);
    std::vector<char> next(count + 1, 0);
    const auto spread = [&](std::vector<char> &set) {
        for (size_t i = 0; i < count; ++i) {
            const Kind kind = m_tokens[i].kind;
            if (set[i] == 1 && (kind == Kind::Star || kind == Kind::All || kind == Kind::Folders))
                set[i + 1] = 1;
        }
    };
    places[0] = 1;
    spread(places);
    // "Folders" is left only behind a "/" once it has taken something: 2 marks being inside.
    for (const char byte : text) {
        std::fill(next.begin(), next.end(), char(0));
        bool alive = false;
        for (size_t i = 0; i < count; ++i) {
            if (places[i] == 0)
                continue;
            const Token &token = m_tokens[i];
            switch (token.kind) {
            case Kind::One:
                if (places[i] == 1 && token.set.test(indexOf(byte)))
                    next[i + 1] = 1;
                break;
            case Kind::Star:
                if (byte != '/')
                    next[i] = 1;
                break;
            case Kind::All:
                next[i] = 1;
                break;
            case Kind::Folders:
                if (byte == '/')
                    next[i + 1] = 1;
                if (next[i] == 0)
                    next[i] = 2;
                break;
            case Kind::Never:
                break;
            }
            alive = alive || next[i] != 0 || next[i + 1] != 0;
        }
        if (!alive)
            return false;
        spread(next);
        places.swap(next);
    }
    return places[count] == 1;
}

qsizetype Wildcard::literalLength(QByteArrayView pattern)
{
    qsizetype length = 0;
    while (length < pattern.size() && !QByteArrayView("*?[\\").contains(pattern[length]))
        ++length;
    return length;
}

} // namespace weightyard::git
