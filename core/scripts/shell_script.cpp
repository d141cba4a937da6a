#include "scripts/shell_script.h"

#include "base/error_code.h"
#include "scripts/shell_tokens.h"

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using StatementKind = Statement::Kind;
using StatementJoint = Statement::Joint;

namespace {

constexpr int kDeepestBlock = 40;

class Parser
{
public:
    Parser(const QString &text, int firstLine) : m_tokens(text, firstLine) {}

    Result<Block> parse();

private:
    Block block(const QStringList &ends);
    Statement statement();
    Statement compound(const QString &word);
    Statement ifStatement();
    Statement forStatement();
    Statement loop();
    Statement caseStatement();
    Statement function(const QString &name);
    Statement group(QChar open);
    Statement command();
    Statement doubleBracket();
    StatementJoint joint();
    bool isAtEnd(const QStringList &ends);
    void expect(QLatin1StringView word, int begun);
    Statement made(StatementKind kind) const { return {.kind = kind, .line = m_tokens.line()}; }
    void setWrong(ErrorCode code, int line) { m_wrong = m_wrong ? m_wrong : std::pair(code, line); }

    ShellTokens m_tokens;
    ShellCursor &m_cursor = m_tokens.cursor();
    int m_depth = 0;
    std::optional<std::pair<ErrorCode, int>> m_wrong;
};

Result<Block> Parser::parse()
{
    Block all = block({});
    if (!m_cursor.atEnd() && !m_wrong)
        setWrong(ErrorCode::ScriptSyntax, m_tokens.line());
    if (m_tokens.unended() > 0)
        m_wrong.emplace(ErrorCode::ScriptSyntax, m_tokens.unended());
    if (m_wrong)
        return fail(ErrorKind::Usage, m_wrong->first, {.line = m_wrong->second});
    return all;
}

void Parser::expect(QLatin1StringView word, int begun)
{
    m_tokens.skipSeparators();
    if (!m_tokens.take(word))
        setWrong(ErrorCode::ScriptSyntax, begun);
}

bool Parser::isAtEnd(const QStringList &ends)
{
    if (m_cursor.atEnd() || m_wrong)
        return true;
    const QChar c = m_cursor.current();
    if (c == u')' || (c == u';' && m_cursor.look(1) == u';'))
        return true;
    return ends.contains(m_tokens.peekWord());
}

Block Parser::block(const QStringList &ends)
{
    Block all;
    if (++m_depth > kDeepestBlock)
        setWrong(ErrorCode::ScriptTooInvolved, m_tokens.line());
    StatementJoint next = StatementJoint::Always;
    for (m_tokens.skipSeparators(); !isAtEnd(ends); m_tokens.skipSeparators()) {
        const ShellCursor::Place before = m_cursor.place();
        Statement one = statement();
        one.joint = next;
        all.push_back(std::move(one));
        next = joint();
        if (m_cursor.place().at == before.at) { // a character that begins nothing
            setWrong(ErrorCode::ScriptSyntax, m_tokens.line());
            break;
        }
    }
    --m_depth;
    return all;
}

Statement Parser::statement()
{
    bool isNegated = false;
    m_cursor.skipBlanks();
    while (m_tokens.take("!"_L1)) {
        isNegated = !isNegated;
        m_cursor.skipBlanks();
    }
    while (m_tokens.take("time"_L1))
        m_cursor.skipBlanks();
    Statement one = compound(m_tokens.peekWord());
    one.isNegated = isNegated;
    while (one.kind != StatementKind::Command && m_tokens.redirection())
        m_cursor.skipBlanks();
    return one;
}

Statement Parser::compound(const QString &word)
{
    if (m_cursor.current() == u'(' && m_cursor.look(1) == u'(') {
        Statement one = made(StatementKind::Other);
        m_cursor.readBalanced();
        return one;
    }
    if (m_cursor.current() == u'(' || word == "{"_L1)
        return group(m_cursor.current());
    if (word == "if"_L1)
        return ifStatement();
    if (word == "for"_L1 || word == "select"_L1)
        return forStatement();
    if (word == "while"_L1 || word == "until"_L1)
        return loop();
    if (word == "case"_L1)
        return caseStatement();
    if (word == "[["_L1)
        return doubleBracket();
    if (word == "function"_L1) {
        m_tokens.take("function"_L1);
        m_cursor.skipBlanks();
        const QString name = readWord(m_cursor).bare();
        m_cursor.skipBlanks();
        if (m_cursor.current() == u'(')
            m_cursor.readBalanced();
        return function(name);
    }
    const int begun = m_cursor.line();
    const ShellCursor::Place place = m_cursor.place();
    const QString name = readWord(m_cursor).bare();
    m_cursor.skipBlanks();
    if (!name.isEmpty() && m_cursor.line() == begun && m_cursor.current() == u'(') {
        m_cursor.advance();
        m_cursor.skipBlanks();
        if (m_cursor.current() == u')') {
            m_cursor.advance();
            return function(name);
        }
    }
    m_cursor.goBack(place);
    return command();
}

Statement Parser::ifStatement()
{
    Statement one = made(StatementKind::If);
    const int begun = m_tokens.line();
    m_cursor.advance(2);
    for (bool more = true; more && !m_wrong;) {
        Branch branch;
        branch.condition = block({u"then"_s});
        expect("then"_L1, begun);
        branch.body = block({u"elif"_s, u"else"_s, u"fi"_s});
        one.branches.push_back(std::move(branch));
        more = m_tokens.take("elif"_L1);
    }
    if (m_tokens.take("else"_L1))
        one.branches.push_back({.condition = {}, .patterns = {}, .body = block({u"fi"_s})});
    expect("fi"_L1, begun);
    return one;
}

Statement Parser::forStatement()
{
    Statement one = made(m_tokens.take("select"_L1) ? StatementKind::Loop : StatementKind::For);
    const int begun = m_tokens.line();
    m_tokens.take("for"_L1);
    m_cursor.skipBlanks();
    if (m_cursor.current() == u'(') {
        one.kind = StatementKind::Loop;
        m_cursor.readBalanced();
    } else {
        one.name = readWord(m_cursor).bare();
        m_tokens.skipNewlines();
        one.hasItems = m_tokens.take("in"_L1);
        while (one.hasItems && !m_wrong) {
            m_cursor.skipBlanks();
            const Word word = readWord(m_cursor);
            if (word.parts.isEmpty())
                break;
            one.words.append(word);
        }
    }
    m_tokens.skipSeparators();
    expect("do"_L1, begun);
    one.branches.push_back({.condition = {}, .patterns = {}, .body = block({u"done"_s})});
    expect("done"_L1, begun);
    return one;
}

Statement Parser::loop()
{
    Statement one = made(StatementKind::Loop);
    const int begun = m_tokens.line();
    m_cursor.advance(5); // while, until
    Branch branch;
    branch.condition = block({u"do"_s});
    expect("do"_L1, begun);
    branch.body = block({u"done"_s});
    expect("done"_L1, begun);
    one.branches.push_back(std::move(branch));
    return one;
}

Statement Parser::caseStatement()
{
    Statement one = made(StatementKind::Case);
    const int begun = m_tokens.line();
    m_cursor.advance(4);
    m_cursor.skipBlanks();
    one.words.append(readWord(m_cursor));
    m_tokens.skipNewlines();
    expect("in"_L1, begun);
    for (m_tokens.skipNewlines(); !m_cursor.atEnd() && !m_wrong && m_tokens.peekWord() != "esac"_L1;
         m_tokens.skipNewlines()) {
        Branch branch;
        while (!m_cursor.atEnd() && m_cursor.current() != u')') {
            if (u" \t(|"_s.contains(m_cursor.current())) {
                m_cursor.advance();
                continue;
            }
            const Word pattern = readWord(m_cursor);
            if (pattern.parts.isEmpty()) {
                setWrong(ErrorCode::ScriptSyntax, m_tokens.line());
                return one;
            }
            branch.patterns.append(pattern);
        }
        m_cursor.advance();
        branch.body = block({u"esac"_s});
        while (m_cursor.current() == u';' || m_cursor.current() == u'&')
            m_cursor.advance();
        one.branches.push_back(std::move(branch));
    }
    expect("esac"_L1, begun);
    return one;
}

Statement Parser::function(const QString &name)
{
    Statement one = made(StatementKind::Function);
    one.name = name;
    m_tokens.skipNewlines();
    Branch branch;
    if (++m_depth > kDeepestBlock) // f() g() h() ...
        setWrong(ErrorCode::ScriptTooInvolved, m_tokens.line());
    else
        branch.body.push_back(compound(m_tokens.peekWord()));
    --m_depth;
    one.branches.push_back(std::move(branch));
    return one;
}

Statement Parser::group(QChar open)
{
    Statement one = made(open == u'(' ? StatementKind::Subshell : StatementKind::Group);
    const int begun = m_tokens.line();
    m_cursor.advance();
    one.branches.push_back(
        {.condition = {}, .patterns = {}, .body = block(open == u'{' ? QStringList{u"}"_s} : QStringList())});
    if (open == u'{')
        expect("}"_L1, begun);
    else if (m_cursor.current() == u')')
        m_cursor.advance();
    else
        setWrong(ErrorCode::ScriptSyntax, begun);
    return one;
}

StatementJoint Parser::joint()
{
    m_cursor.skipBlanks();
    const QChar c = m_cursor.current();
    const QChar next = m_cursor.look(1);
    if (c == u'&' && next == u'&') {
        m_cursor.advance(2);
        return StatementJoint::And;
    }
    if (c != u'|')
        return StatementJoint::Always;
    m_cursor.advance(next == u'|' || next == u'&' ? 2 : 1);
    return next == u'|' ? StatementJoint::Or : StatementJoint::Pipe;
}

// [[ a && b ]]: what would be operators elsewhere are words.
Statement Parser::doubleBracket()
{
    Statement one = made(StatementKind::Command);
    const int begun = m_tokens.line();
    while (!m_cursor.atEnd()) {
        m_cursor.skipBlanks();
        Word word = readWord(m_cursor);
        if (word.parts.isEmpty()) {
            word.parts.append({.kind = WordPart::Kind::Text, .text = m_cursor.current()});
            m_cursor.advance();
        }
        one.words.append(word);
        if (word.bare() == "]]"_L1)
            return one;
    }
    setWrong(ErrorCode::ScriptSyntax, begun);
    return one;
}

Statement Parser::command()
{
    Statement one = made(StatementKind::Command);
    m_tokens.takeInput(); // of a block before it
    for (Word word = readWord(m_cursor);; word = readWord(m_cursor)) {
        if (!word.parts.isEmpty())
            one.words.append(word);
        m_cursor.skipBlanks();
        while (m_tokens.redirection())
            m_cursor.skipBlanks();
        if (endsWord(m_cursor.current())) {
            one.input = m_tokens.takeInput();
            return one;
        }
    }
}

} // namespace

Result<Block> parseShell(const QString &text, int firstLine)
{
    return Parser(text, firstLine).parse();
}

} // namespace weightyard::scripts
