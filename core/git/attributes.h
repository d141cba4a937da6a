// The .gitattributes files of one commit, as git reads them at checkout (gitattributes(5)): nested files, macros of the top
// file, "-attr", "!attr", quoted patterns. No system or user file has a say.
//
// An engine of our own, because the manifest depends on every detail: libgit2 1.9 reads "\ " as an escaped space, does not
// know quoted patterns and looks every folder up again for every path. Only the attributes that change how a file is written
// are kept, and the number of lines that set them is limited: patterns and lines come from strangers.
// One thread at a time. Paths are bytes, '/'-separated, relative to the top.
#pragma once

#include "base/result.h"
#include "git/wildcard.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <array>
#include <vector>

namespace weightyard::git {

enum class Attribute { Text, Crlf, Eol, Ident, Filter, WorkingTreeEncoding };
constexpr size_t kAttributeCount = 6;

struct AttributeValue {
    enum class State { Unspecified, True, False, Text };
    State state = State::Unspecified;
    QByteArray text = {}; ///< State::Text: what follows "="

    bool is(QByteArrayView value) const { return state == State::Text && text == value; }
    friend bool operator==(const AttributeValue &, const AttributeValue &) = default;
};

class AttributeValues
{
public:
    const AttributeValue &operator[](Attribute attribute) const
    {
        return m_values[static_cast<size_t>(attribute)];
    }
    AttributeValue &operator[](Attribute attribute) { return m_values[static_cast<size_t>(attribute)]; }

private:
    std::array<AttributeValue, kAttributeCount> m_values;
};

class Attributes
{
public:
    Attributes();

    /// `folder` is "" for the top, which must come first (macros are defined there). Unsafe when there are too many lines.
    base::Result<void> add(const QByteArray &folder, QByteArrayView text);

    AttributeValues of(const QByteArray &path) const;

private:
    struct Assignment {
        int name = 0; ///< an Attribute, or an index into m_macros behind them
        AttributeValue value;
    };
    struct Rule {
        QByteArray literal; ///< what the path (or its last part) begins with, or ends with
        Wildcard rest;
        bool onlyName = false; ///< no "/" in the pattern: matches the last part at any depth
        bool suffix = false;   ///< "*.bin": ends with `literal`
        bool exact = false;    ///< nothing but `literal`
        QList<Assignment> assignments;
    };
    struct File {
        QByteArray folder;
        std::vector<Rule> rules;
    };
    struct Line {
        QByteArray pattern;
        QByteArrayView states;
        bool isMacro = false;
    };
    class Lookup;

    static std::optional<Line> parseLine(QByteArrayView line, bool macrosAllowed);
    static bool makeRule(Rule &rule, QByteArray pattern);
    static bool matches(const Rule &rule, const QByteArray &folder, QByteArrayView path);
    std::optional<QList<Assignment>> parseStates(QByteArrayView states) const;
    void defineMacros(const QList<Line> &lines);

    QHash<QByteArray, int> m_names;          ///< attributes and macros to their number
    std::vector<QList<Assignment>> m_macros; ///< number - kAttributeCount
    QHash<QByteArray, size_t> m_byFolder;
    std::vector<File> m_files;
    size_t m_ruleCount = 0;
};

} // namespace weightyard::git
