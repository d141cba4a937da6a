// A cursor over the text of a shell script. Lines are counted from 1. Pure, one thread; every text is taken.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::scripts {

class ShellCursor
{
public:
    explicit ShellCursor(const QString &text) : m_text(text) {}

    struct Place {
        qsizetype at = 0;
        int line = 1;
    };

    bool atEnd() const { return m_place.at >= m_text.size(); }
    QChar current() const { return look(0); }
    QChar look(qsizetype ahead) const; ///< NUL behind the end
    bool startsWith(QLatin1StringView text) const;
    int line() const { return m_place.line; }
    const Place &place() const { return m_place; }
    void goBack(const Place &place) { m_place = place; }
    QString textSince(const Place &place) const;

    void advance(qsizetype count = 1);
    void skipBlanks();  ///< spaces, tabs, line continuations; a comment up to its line's end
    QString readLine(); ///< up to its end, which is passed
    QString readName(); ///< of a variable; empty where none begins
    /// Up to `c`, which stays; nothing where there is none.
    std::optional<QString> readUpTo(QChar c);
    /// From a `(` or `{` here to what matches it, quotes minded. What stands between.
    QString readBalanced();

    /// A quote or bracket that began in this line does not end.
    void setUnended(int line) { m_unended = m_unended == 0 ? line : m_unended; }
    int unended() const { return m_unended; } ///< 0: all did

private:
    const QString m_text;
    Place m_place;
    int m_unended = 0;
};

bool isShellName(const QString &text);
bool isNameStart(QChar c);
/// A blank, an operator, or the script's end: no unquoted part of a word.
bool endsWord(QChar c);

} // namespace weightyard::scripts
