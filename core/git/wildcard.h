// A shell pattern as git matches paths with (gitignore(5), "PATTERN FORMAT"; wildmatch with WM_PATHNAME): "*" and "?" stop at
// "/", "**" between slashes does not, "[...]" with ranges and POSIX classes. Case-sensitive, bytes. The time is bounded by
// pattern length times text length, because patterns come from strangers. Immutable values, any thread.
#pragma once

#include <QByteArrayView>
#include <bitset>
#include <vector>

namespace weightyard::git {

class Wildcard
{
public:
    Wildcard() = default; ///< matches the empty text
    explicit Wildcard(QByteArrayView pattern);

    bool matches(QByteArrayView text) const;

    /// Bytes before the first one that is special.
    static qsizetype literalLength(QByteArrayView pattern);

private:
    using ByteSet = std::bitset<256>;
    enum class Kind {
        One,     ///< one byte of the set
        Star,    ///< any number of bytes but "/"
        All,     ///< any number of bytes
        Folders, ///< nothing, or any number of bytes that end with "/"
        Never,   ///< a malformed part
    };
    struct Token {
        Kind kind = Kind::Never;
        ByteSet set = {};
    };

    qsizetype addStars(QByteArrayView pattern, qsizetype at);
    qsizetype addSet(QByteArrayView pattern, qsizetype at);
    void addByte(char byte);

    std::vector<Token> m_tokens;
};

} // namespace weightyard::git
