#include "git/attributes.h"

#include "base/error_code.h"
#include "git/c_quote.h"

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

// git ignores longer lines (attr.h, ATTR_MAX_LINE_LENGTH).
constexpr qsizetype kLongestLine = 2048;
// Real repositories have some dozens. The product of lines and paths is the time that a lookup of all paths takes.
constexpr size_t kMostRules = 20'000;
// Macros may name macros; this also bounds the recursion.
constexpr size_t kMostMacros = 500;
constexpr auto kMacroPrefix = "[attr]";

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

qsizetype blanks(QByteArrayView text)
{
    qsizetype count = 0;
    while (count < text.size() && isBlank(text[count]))
        ++count;
    return count;
}

qsizetype nonBlanks(QByteArrayView text)
{
    qsizetype count = 0;
    while (count < text.size() && !isBlank(text[count]))
        ++count;
    return count;
}

bool isAttributeName(QByteArrayView name)
{
    if (name.isEmpty() || name.front() == '-')
        return false;
    for (const char c : name) {
        const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                          || c == '-' || c == '.' || c == '_';
        if (!good)
            return false;
    }
    return true;
}

} // namespace

/// The values found so far for one path. The first to set an attribute wins: lookups go from the strongest line to the weakest.
class Attributes::Lookup
{
public:
    explicit Lookup(const Attributes &attributes)
        : m_attributes(attributes),
          m_seen(attributes.m_macros.size() + kAttributeCount)
    {}

    void take(const QList<Assignment> &assignments)
    {
        for (auto it = assignments.crbegin(); it != assignments.crend(); ++it) {
            const auto number = static_cast<size_t>(it->name);
            if (m_seen[number])
                continue;
            m_seen[number] = true;
            if (number < kAttributeCount)
                m_values[static_cast<Attribute>(it->name)] = it->value;
            else if (it->value.state == AttributeValue::State::True)
                take(m_attributes.m_macros[number - kAttributeCount]);
        }
    }

    const AttributeValues &values() const { return m_values; }

private:
    const Attributes &m_attributes;
    std::vector<bool> m_seen;
    AttributeValues m_values;
};

Attributes::Attributes()
    : m_names({{"text"_ba, int(Attribute::Text)},
               {"crlf"_ba, int(Attribute::Crlf)},
               {"eol"_ba, int(Attribute::Eol)},
               {"ident"_ba, int(Attribute::Ident)},
               {"filter"_ba, int(Attribute::Filter)},
               {"working-tree-encoding"_ba, int(Attribute::WorkingTreeEncoding)}})
{
    // git's only built-in macro that matters here: "-diff -merge -text".
    m_names.insert("binary"_ba, int(kAttributeCount));
    m_macros.push_back({{int(Attribute::Text), {.state = AttributeValue::State::False}}});
}

std::optional<Attributes::Line> Attributes::parseLine(QByteArrayView line, bool macrosAllowed)
{
    line = line.sliced(blanks(line));
    if (line.isEmpty() || line.front() == '#' || line.size() > kLongestLine)
        return {};
    Line parsed;
    if (const auto quoted = line.front() == '"' ? unquotedC(line) : std::nullopt) {
        parsed.pattern = quoted->text;
        line = line.sliced(quoted->length);
    } else {
        parsed.pattern = line.first(nonBlanks(line)).toByteArray();
        line = line.sliced(parsed.pattern.size());
    }
    if (parsed.pattern.size() > qsizetype(qstrlen(kMacroPrefix)) && parsed.pattern.startsWith(kMacroPrefix)) {
        parsed.isMacro = true;
        parsed.pattern = parsed.pattern.mid(qsizetype(qstrlen(kMacroPrefix)));
        if (!macrosAllowed || !isAttributeName(parsed.pattern))
            return {};
    }
    parsed.states = line.sliced(blanks(line));
    return parsed;
}

/// Nothing when a name in it is malformed: git drops the whole line then. Names that nobody asks for are left out.
std::optional<QList<Attributes::Assignment>> Attributes::parseStates(QByteArrayView states) const
{
    QList<Assignment> assignments;
    while (!states.isEmpty()) {
        QByteArrayView word = states.first(nonBlanks(states));
        states = states.sliced(word.size());
        states = states.sliced(blanks(states));

        AttributeValue value{.state = AttributeValue::State::True};
        const bool prefixed = word.front() == '-' || word.front() == '!';
        if (prefixed) {
            value.state =
                word.front() == '-' ? AttributeValue::State::False : AttributeValue::State::Unspecified;
            word = word.sliced(1);
        }
        const qsizetype equals = word.indexOf('=');
        const QByteArray name = (equals < 0 ? word : word.first(equals)).toByteArray();
        if (!isAttributeName(name))
            return {};
        if (!prefixed && equals >= 0)
            value = {.state = AttributeValue::State::Text, .text = word.sliced(equals + 1).toByteArray()};
        const auto known = m_names.constFind(name);
        if (known != m_names.constEnd())
            assignments.append({*known, std::move(value)});
    }
    return assignments;
}

/// False for patterns that match no file: negative ones, and those for folders.
bool Attributes::makeRule(Rule &rule, QByteArray pattern)
{
    if (pattern.startsWith('!') || pattern.endsWith('/'))
        return false;
    rule.onlyName = !pattern.contains('/');
    if (pattern.startsWith('/'))
        pattern.remove(0, 1);
    if (rule.onlyName && pattern.startsWith('*')
        && Wildcard::literalLength(QByteArrayView(pattern).sliced(1)) == pattern.size() - 1) {
        rule.suffix = true;
        rule.literal = pattern.mid(1);
        return true;
    }
    const qsizetype literal = Wildcard::literalLength(pattern);
    rule.exact = literal == pattern.size();
    // git matches the rest as a pattern of its own, so that "x/a**" means more than "**" between slashes.
    rule.literal = rule.exact || !rule.onlyName ? pattern.first(literal) : QByteArray();
    if (!rule.exact)
        rule.rest = Wildcard(QByteArrayView(pattern).sliced(rule.literal.size()));
    return true;
}

void Attributes::defineMacros(const QList<Line> &lines)
{
    // Names first: a macro may use another that is defined below it.
    for (const Line &line : lines) {
        if (!line.isMacro || m_names.contains(line.pattern))
            continue;
        m_names.insert(line.pattern, int(kAttributeCount + m_macros.size()));
        m_macros.emplace_back();
    }
    for (const Line &line : lines) {
        const int number = line.isMacro ? m_names.value(line.pattern) : 0;
        // A macro that is named like a real attribute would set more than itself; none of git's own files has one.
        if (number < int(kAttributeCount))
            continue;
        if (const auto assignments = parseStates(line.states))
            m_macros[static_cast<size_t>(number) - kAttributeCount] = *assignments;
    }
}

base::Result<void> Attributes::add(const QByteArray &folder, QByteArrayView text)
{
    // git reads the blob as a C string.
    text = text.first(text.contains('\0') ? text.indexOf('\0') : text.size());
    QList<Line> lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.contains('\n') ? text.indexOf('\n') : text.size();
        if (auto line = parseLine(text.first(end), folder.isEmpty()))
            lines.append(*std::move(line));
        text = text.sliced(std::min(end + 1, text.size()));
    }
    defineMacros(lines);
    if (m_macros.size() > kMostMacros) {
        return base::fail(base::ErrorKind::Unsafe, base::Cause(base::ErrorCode::TooManyMacros, kMostMacros));
    }

    File file{.folder = folder, .rules = {}};
    for (const Line &line : std::as_const(lines)) {
        auto assignments = line.isMacro ? std::nullopt : parseStates(line.states);
        Rule rule;
        if (!assignments || assignments->isEmpty() || !makeRule(rule, line.pattern))
            continue;
        rule.assignments = *std::move(assignments);
        file.rules.push_back(std::move(rule));
        if (++m_ruleCount > kMostRules) {
            return base::fail(base::ErrorKind::Unsafe, base::Cause(base::ErrorCode::TooManyRules, kMostRules),
                              {.path = QString::fromUtf8(folder)});
        }
    }
    if (!file.rules.empty()) {
        m_byFolder.insert(folder, m_files.size());
        m_files.push_back(std::move(file));
    }
    return {};
}

bool Attributes::matches(const Rule &rule, const QByteArray &folder, QByteArrayView path)
{
    QByteArrayView subject = path;
    if (rule.onlyName)
        subject = path.sliced(path.lastIndexOf('/') + 1);
    else if (!folder.isEmpty())
        subject = path.sliced(folder.size() + 1);
    if (rule.suffix)
        return subject.endsWith(rule.literal);
    if (rule.exact)
        return subject == rule.literal;
    return subject.startsWith(rule.literal) && rule.rest.matches(subject.sliced(rule.literal.size()));
}

AttributeValues Attributes::of(const QByteArray &path) const
{
    Lookup lookup(*this);
    QByteArray folder = path;
    while (!folder.isEmpty()) {
        folder.truncate(std::max<qsizetype>(folder.lastIndexOf('/'), 0));
        const auto index = m_byFolder.constFind(folder);
        if (index == m_byFolder.constEnd())
            continue;
        const std::vector<Rule> &rules = m_files[*index].rules;
        for (auto rule = rules.crbegin(); rule != rules.crend(); ++rule) {
            if (matches(*rule, folder, path))
                lookup.take(rule->assignments);
        }
    }
    return lookup.values();
}

} // namespace weightyard::git
