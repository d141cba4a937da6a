#include "scripts/shell_walk.h"

#include <utility>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostSteps = 10'000;

bool isDecided(Outcome outcome)
{
    return outcome == Outcome::True || outcome == Outcome::False;
}

bool isTest(const QString &name)
{
    return name == "["_L1 || name == "[["_L1 || name == "test"_L1;
}

} // namespace

bool ShellWalk::walk(const Block &block)
{
    run(block);
    return m_steps <= kMostSteps;
}

void ShellWalk::agree(const QList<ShellValues> &ends)
{
    if (!ends.isEmpty())
        m_values = ShellValues::agreed(ends, u"cd"_s);
}

Outcome ShellWalk::run(const Block &block)
{
    Outcome last = Outcome::Success;
    for (const Statement &one : block) {
        if (m_way == Way::Ended || m_steps > kMostSteps)
            break;
        const bool isAnd = one.joint == Statement::Joint::And;
        const bool isOr = one.joint == Statement::Joint::Or;
        if ((isAnd && last == Outcome::False) || (isOr && last == Outcome::True))
            continue; // what was said last goes on to the next
        const bool isCertain = (!isAnd && !isOr) || isDecided(last) || (isAnd && last == Outcome::Success);
        if (isCertain) {
            last = run(one);
        } else {
            const ShellValues before = m_values;
            const Outcome outcome = last;
            m_guesses += outcome == Outcome::Unsure ? 1 : 0;
            run(one);
            m_guesses -= outcome == Outcome::Unsure ? 1 : 0;
            if (std::exchange(m_way, Way::Goes) == Way::Ended)
                m_values = before; // else nobody comes here
            else
                agree({before, m_values});
            last = outcome == Outcome::Unsure ? Outcome::Unsure : Outcome::Depends;
        }
    }
    return last;
}

Outcome ShellWalk::run(const Statement &one)
{
    Outcome outcome = Outcome::Success;
    ++m_steps;
    switch (one.kind) {
    case Statement::Kind::Command:
        outcome = runCommand(one);
        break;
    case Statement::Kind::If:
        outcome = runIf(one);
        break;
    case Statement::Kind::For:
        outcome = runFor(one);
        break;
    case Statement::Kind::Loop:
        run(one.branches.front().condition);
        outcome = runBranch(one.branches.front().body, Outcome::Depends);
        break;
    case Statement::Kind::Case:
        outcome = runCase(one);
        break;
    case Statement::Kind::Function:
        m_functions.insert(one.name, {.body = &one.branches.front().body, .isForeign = m_caller > 0});
        break;
    case Statement::Kind::Group:
        outcome = run(one.branches.front().body);
        break;
    case Statement::Kind::Subshell: {
        const ShellValues before = m_values;
        outcome = run(one.branches.front().body);
        m_values = before;
        m_way = Way::Goes;
        break;
    }
    case Statement::Kind::Other:
        outcome = Outcome::Depends;
        break;
    }
    return one.isNegated ? negated(outcome) : outcome;
}

// Somebody knows only later whether it is run.
Outcome ShellWalk::runBranch(const Block &block, Outcome why)
{
    const ShellValues before = m_values;
    m_guesses += why == Outcome::Unsure ? 1 : 0;
    run(block);
    m_guesses -= why == Outcome::Unsure ? 1 : 0;
    if (std::exchange(m_way, Way::Goes) == Way::Ended)
        m_values = before;
    else
        agree({before, m_values});
    return why;
}

Outcome ShellWalk::runIf(const Statement &one)
{
    QList<ShellValues> ends;
    bool mayPass = true; // none of the branches so far is taken for certain
    int guesses = 0;
    for (const Branch &branch : one.branches) {
        const bool isElse = branch.condition.empty();
        const Outcome outcome = isElse ? Outcome::True : run(branch.condition);
        if (outcome == Outcome::False || m_way == Way::Ended)
            continue;
        const ShellValues before = m_values;
        guesses += outcome == Outcome::Unsure ? 1 : 0;
        m_guesses += guesses;
        run(branch.body);
        m_guesses -= guesses;
        const bool goesOn = std::exchange(m_way, Way::Goes) == Way::Goes;
        if (goesOn && mayPass)
            ends.append(m_values);
        m_values = before;
        mayPass = mayPass && outcome != Outcome::True && (outcome != Outcome::Success || !goesOn);
        if (outcome == Outcome::True)
            break;
    }
    if (mayPass)
        ends.append(m_values);
    if (ends.isEmpty())
        m_way = Way::Ended; // whichever way
    agree(ends);
    return guesses > 0 ? Outcome::Unsure : Outcome::Success;
}

Outcome ShellWalk::runFor(const Statement &one)
{
    QList<Value> items;
    inside(one.words, m_caller > 0 ? m_caller : one.line);
    for (const Word &word : one.words)
        items += m_values.expanded(word);
    if (!one.hasItems)
        items = m_values.arguments();
    for (const Value &item : std::as_const(items)) {
        if (m_steps > kMostSteps)
            break;
        m_values.set(one.name, {item});
        run(one.branches.front().body);
        m_way = Way::Goes; // break and exit alike: there may be more to see
    }
    return Outcome::Success;
}

Outcome ShellWalk::runCase(const Statement &one)
{
    const Value value = m_values.valueOf(one.words.first());
    QList<ShellValues> ends;
    const ShellValues before = m_values;
    const Outcome why = value.isSure() ? Outcome::Depends : Outcome::Unsure;
    for (const Branch &branch : one.branches) {
        bool isMeant = false;
        bool mayBe = !value.isSure();
        for (const Word &word : branch.patterns) {
            const Value pattern = m_values.valueOf(word);
            isMeant = isMeant || (value.isSure() && pattern.isSure() && pattern.text == value.text);
            mayBe = mayBe || !pattern.isSure();
        }
        if (!isMeant && !mayBe)
            continue;
        m_values = before;
        m_guesses += why == Outcome::Unsure ? 1 : 0;
        run(branch.body);
        m_guesses -= why == Outcome::Unsure ? 1 : 0;
        if (std::exchange(m_way, Way::Goes) == Way::Goes)
            ends.append(m_values);
        if (isMeant)
            break;
    }
    m_values = before;
    ends.append(before);
    agree(ends);
    return why;
}

std::optional<Outcome> ShellWalk::runWithin(const Block &block, int callerLine)
{
    if (m_calls >= kDeepestCall)
        return {};
    ++m_calls;
    const int caller = std::exchange(m_caller, callerLine);
    const Way way = m_way;
    const Outcome outcome = run(block);
    m_way = way; // an exit in there is nearly always the end of a failure
    m_caller = caller;
    --m_calls;
    return outcome;
}

Outcome ShellWalk::runFunction(const Function &function, const Call &call)
{
    const QList<Value> outside = std::exchange(m_values.arguments(), call.words.mid(1));
    const int caller = function.isForeign && m_caller == 0 ? call.line : m_caller;
    const std::optional<Outcome> outcome = runWithin(*function.body, caller);
    m_values.arguments() = outside;
    return outcome.value_or(Outcome::Depends);
}

Outcome ShellWalk::runCommand(const Statement &one)
{
    const int line = m_caller > 0 ? m_caller : one.line;
    inside(one.words, line);
    qsizetype first = 0;
    while (first < one.words.size() && !one.words[first].assignedName().isEmpty())
        ++first;
    if (first == one.words.size()) {
        for (const Word &word : one.words)
            m_values.assign(word);
        return Outcome::Success;
    }
    Call call{.name = {}, .words = {}, .line = line, .isGuessed = m_guesses > 0, .input = one.input};
    for (const Word &word : one.words.mid(first))
        call.words += m_values.expanded(word);
    if (call.words.isEmpty())
        return Outcome::Success;
    call.name = call.words.first().text.section(u'/', -1);
    const auto function = m_functions.constFind(call.words.first().text);
    if (call.words.first().isSure() && function != m_functions.cend())
        return runFunction(*function, call);
    bool isOwn = true;
    const Outcome outcome = runOwn(call, one, isOwn);
    return isOwn ? outcome : calledWith(one.words.first(first), call);
}

// NAME=value in front of a command holds for that one.
Outcome ShellWalk::calledWith(const QList<Word> &assignments, const Call &call)
{
    QHash<QString, std::optional<Value>> before;
    for (const Word &word : assignments) {
        const QString name = word.assignedName();
        if (!before.contains(name))
            before.insert(name, m_values.variable(name));
        m_values.assign(word);
        m_values.setExported(name);
    }
    const Outcome outcome = called(call);
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (*it)
            m_values.set(it.key(), {**it});
        else
            m_values.unset(it.key());
    }
    return outcome;
}

// What the shell does itself.
Outcome ShellWalk::runOwn(const Call &call, const Statement &one, bool &isOwn)
{
    static const QStringList declaring{u"export"_s, u"local"_s, u"declare"_s, u"typeset"_s, u"readonly"_s};
    static const QStringList reading{u"read"_s, u"mapfile"_s, u"readarray"_s, u"getopts"_s};
    static const QStringList ending{u"exit"_s, u"return"_s, u"break"_s, u"continue"_s};
    const QString &name = call.name;
    if (isTest(name))
        return testOutcome(call.words);
    if (name == "true"_L1 || name == ":"_L1)
        return Outcome::True;
    if (name == "false"_L1)
        return Outcome::False;
    if (ending.contains(name)) {
        m_way = Way::Ended;
    } else if (declaring.contains(name)) {
        for (const Word &word : one.words) {
            const QString assigned = word.assignedName();
            if (!assigned.isEmpty())
                m_values.assign(word);
            if (name == "export"_L1)
                m_values.setExported(assigned.isEmpty() ? word.bare() : assigned);
        }
    } else if (reading.contains(name)) {
        for (const Value &word : call.words)
            m_values.makeUnsure(word.text, u'$' + word.text);
        return Outcome::Depends;
    } else if (name == "unset"_L1) {
        for (const Value &word : call.words)
            m_values.unset(word.text);
    } else if (name == "set"_L1 && call.words.value(1).text == "--"_L1) {
        m_values.arguments() = call.words.mid(2);
    } else if (name == "shift"_L1) {
        if (!m_values.arguments().isEmpty())
            m_values.arguments().removeFirst();
    } else if (name == "cd"_L1 || name == "pushd"_L1 || name == "popd"_L1) {
        changeFolder(call);
    } else {
        isOwn = false;
    }
    return Outcome::Success;
}

void ShellWalk::changeFolder(const Call &call)
{
    const bool back = call.name == "popd"_L1 || call.words.value(1).text == "-"_L1;
    qsizetype at = 1;
    while (!back && at + 1 < call.words.size() && call.words[at].text.startsWith(u'-'))
        ++at; // -P, -L, --
    if (back)
        m_values.enter(m_values.previousFolder());
    else if (at < call.words.size())
        m_values.enter(m_values.pathOf(call.words[at]));
    else
        m_values.enter({.text = {}, .unsure = u"~"_s});
}

} // namespace weightyard::scripts
