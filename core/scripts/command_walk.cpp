#include "scripts/command_walk.h"

#include "scripts/command_words.h"
#include "scripts/shell_cursor.h"

#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kDeepestWithin = 40; // functions and texts within each other come through here, too
constexpr int kLinesOfPipe = 3;
} // namespace

CommandWalk::CommandWalk(const QString &scriptPath, ScriptSource source)
    : TextWalk(scriptPath),
      m_source(std::move(source))
{}

void CommandWalk::notRead(const QString &what, int line)
{
    const std::pair one(what, line);
    if (!m_unread.contains(one))
        m_unread.append(one);
}

bool CommandWalk::matters(const QString &text) const
{
    return text.contains("download"_L1) || text.contains("clone"_L1) || text.contains("hf"_L1)
           || text.contains("fetch"_L1) || text.contains("model"_L1);
}

Outcome CommandWalk::called(const Call &call)
{
    const Value &first = call.words.first();
    if (call.name == "command"_L1 && call.words.value(1).text.startsWith("-v"_L1, Qt::CaseInsensitive))
        return Outcome::Depends;
    if (m_within >= kDeepestWithin) {
        notRead(call.name, call.line);
        return Outcome::Success;
    }
    if (first.isSure()) {
        ++m_within;
        const Outcome outcome = dispatch(call);
        --m_within;
        return outcome;
    }
    // "$HF" download ..., and a whole command in a variable.
    QList<Value> words = call.words;
    words.first() = {.text = u"hf"_s};
    QList<Value> cloning = call.words;
    cloning.first() = {.text = u"git"_s};
    if (mentionsDownload(call.words) || mentionsDownload(words) || mentionsDownload(cloning))
        notRead(first.unsure, call.line);
    return Outcome::Success;
}

Outcome CommandWalk::dispatch(const Call &call)
{
    const QString name = nameIn(call.words.first());
    if (isQuestion(name))
        return Outcome::Depends;
    if (isWrapper(name))
        return wrapped(call);
    if (name == "eval"_L1)
        evaluate(call);
    else if (name == "source"_L1 || name == "."_L1)
        source(call);
    else if (isShell(name))
        shell(call);
    else if (name.endsWith(".sh"_L1))
        script(call, call.words.first(), call.words.mid(1));
    else if (name == "xargs"_L1 || name == "parallel"_L1)
        forEach(call);
    else if (name == "find"_L1)
        find(call);
    else if (isPrinter(name))
        m_printed = mentionsDownload(call.words)
                            || (call.input
                                && mentionsDownload(valueOf(*call.input).text + valueOf(*call.input).unsure))
                        ? call.line
                        : m_printed;
    else {
        other(call);
        return program(call);
    }
    return Outcome::Success;
}

Outcome CommandWalk::wrapped(const Call &call)
{
    const qsizetype at = innerAt(call.words);
    if (at < 0) {
        other(call);
        return Outcome::Success;
    }
    QHash<QString, std::optional<Value>> before;
    bool goesElsewhere = false;
    for (const Value &word : call.words.mid(1, at - 1)) {
        goesElsewhere = goesElsewhere || word.text == "-C"_L1 || word.text.startsWith("--chdir"_L1);
        const QString name = word.text.section(u'=', 0, 0);
        if (!word.text.contains(u'=') || !isShellName(name))
            continue;
        before.insert(name, values().variable(name));
        values().set(name, {{.text = word.text.section(u'=', 1), .unsure = word.unsure}});
        values().setExported(name);
    }
    const Value folder = values().folder();
    const Value previous = values().previousFolder();
    if (goesElsewhere)
        values().enter({.text = {}, .unsure = nameIn(call.words.first())});
    Call inner = call;
    inner.words = call.words.mid(at);
    const Outcome outcome = dispatch(inner);
    if (goesElsewhere) {
        values().enter(previous);
        values().enter(folder);
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (*it)
            values().set(it.key(), {**it});
        else
            values().unset(it.key());
    }
    return outcome;
}

void CommandWalk::evaluate(const Call &call)
{
    QStringList texts;
    bool isSure = true;
    for (const Value &word : call.words.mid(1)) {
        texts.append(word.text);
        isSure = isSure && word.isSure();
    }
    if (isSure && runHere({.text = texts.join(u' '), .line = call.line}))
        return;
    const bool isOutput = call.words.size() == 2 && call.words.last().unsure.startsWith("$("_L1);
    if (!isOutput || mentionsDownload(call.words))
        notRead(u"eval"_s, call.line);
    values().makeAllUnsure(u"eval"_s);
}

void CommandWalk::source(const Call &call)
{
    const Value path = values().pathOf(call.words.value(1));
    const std::optional<QString> text =
        path.isSure() && call.words.size() > 1 && m_source ? m_source(path.text) : std::nullopt;
    const QList<Value> arguments = call.words.mid(2);
    if (text
        && runHere({.text = *text,
                    .line = call.line,
                    .path = path.text,
                    .arguments = arguments,
                    .hasArguments = !arguments.isEmpty()}))
        return;
    m_lacksSource = true;
    values().makeAllUnsure(nameIn(call.words.first()));
}

// bash FILE, bash -c TEXT, bash <<END.
void CommandWalk::shell(const Call &call)
{
    qsizetype at = 1;
    bool isText = false;
    for (; at < call.words.size() && (isOption(call.words[at]) || call.words[at].text.startsWith(u'+'));
         ++at) {
        const QString &option = call.words[at].text;
        if (option == "--"_L1) {
            ++at;
            break;
        }
        const bool isLong = option.startsWith("--"_L1);
        isText = isText || (!isLong && option.contains(u'c'));
        if (!isLong && (option.endsWith(u'o') || option.endsWith(u'O')))
            ++at;
    }
    if (at >= call.words.size())
        return shellInput(call);
    const Value &first = call.words[at];
    if (!isText)
        return script(call, first, call.words.mid(at + 1));
    if (first.isSure()
        && runApart({.text = first.text, .line = call.line, .arguments = call.words.mid(at + 2)}))
        return;
    if (!first.unsure.startsWith("$("_L1) || mentionsDownload(call.words))
        notRead(nameIn(call.words.first()), call.line);
}

void CommandWalk::shellInput(const Call &call)
{
    const QString name = nameIn(call.words.first());
    if (call.input) {
        const Value text = valueOf(*call.input);
        const bool isOwn = !call.input->text.isEmpty() && text.text == call.input->text;
        const bool isRead =
            text.isSure()
            && runApart(
                {.text = text.text, .line = isOwn ? call.input->line : call.line, .hasOwnLines = isOwn});
        if (!isRead && mentionsDownload(text.text + text.unsure))
            notRead(name, call.line);
    } else if (m_printed > 0 && call.line - m_printed < kLinesOfPipe) { // echo "..." | bash
        notRead(name, std::exchange(m_printed, 0));
    }
}

// Another script. It is read by itself, too, so only what it is told here is of interest.
void CommandWalk::script(const Call &call, const Value &file, const QList<Value> &arguments)
{
    m_callsScripts = m_callsScripts || file.text.endsWith(".sh"_L1) || !file.isSure() || file.text == "{}"_L1;
    if (std::none_of(arguments.cbegin(), arguments.cend(), looksLikeModel))
        return;
    const Value path = values().pathOf(file);
    const std::optional<QString> text = path.isSure() && m_source ? m_source(path.text) : std::nullopt;
    if (!text || !runApart({.text = *text, .line = call.line, .path = path.text, .arguments = arguments}))
        notRead(nameIn(file) + file.unsure, call.line);
}

// What it reads takes the place of {}, or stands at the end.
void CommandWalk::forEach(const Call &call)
{
    const QString name = nameIn(call.words.first());
    QString place = name == "parallel"_L1 ? u"{"_s : QString();
    qsizetype at = 1;
    for (; at < call.words.size() && isOption(call.words[at]); ++at) {
        const QString &option = call.words[at].text;
        if (option.startsWith("-I"_L1))
            place = option.size() > 2 ? option.mid(2) : call.words.value(at + 1).text;
        if (option.size() == 2 && u"InPdLsaEj"_s.contains(option[1]))
            ++at;
    }
    QList<Value> words = call.words.mid(at);
    const auto end = std::find_if(words.cbegin(), words.cend(),
                                  [](const Value &word) { return word.text.startsWith(":::"_L1); });
    words = words.first(end - words.cbegin());
    if (words.isEmpty())
        return;
    for (Value &word : words) {
        if (!place.isEmpty() && word.isSure() && word.text.contains(place))
            word = {.text = word.text.section(place, 0, 0), .unsure = word.text};
    }
    if (place.isEmpty())
        words.append({.text = {}, .unsure = name});
    Call inner = call;
    inner.name = nameIn(words.first());
    inner.words = words;
    inner.isGuessed = true;
    called(inner);
}

void CommandWalk::find(const Call &call)
{
    const QList<Value> &words = call.words;
    const auto at = [&](std::initializer_list<QLatin1StringView> names) {
        const auto found = std::find_if(words.cbegin(), words.cend(),
                                        [&](const Value &word) { return isOneOf(word.text, names); });
        return found - words.cbegin();
    };
    const qsizetype begin = at({"-exec"_L1, "-execdir"_L1, "-ok"_L1, "-okdir"_L1});
    if (begin >= words.size())
        return;
    const Value start = words.value(1);
    const QString name = words.value(at({"-name"_L1, "-iname"_L1}) + 1).text;
    const bool isAll = at({"-mindepth"_L1}) < begin && at({"-maxdepth"_L1}) < begin && name.isEmpty()
                       && at({"!"_L1, "-not"_L1, "-type"_L1, "-path"_L1, "-regex"_L1, "-prune"_L1}) >= begin;
    Call inner = call;
    inner.words.clear();
    for (const Value &word : words.mid(begin + 1)) {
        if (word.text == ";"_L1 || word.text == "+"_L1)
            break;
        if (word.text != "{}"_L1)
            inner.words.append(word);
        else if (isAll)
            inner.words += {{.text = start.text + u'/', .unsure = start.text + u"/*"_s},
                            {.text = start.text + u"/."_s, .unsure = start.text + u"/.*"_s}};
        else
            inner.words.append({.text = start.text + u'/', .unsure = u"{}"_s});
    }
    if (inner.words.isEmpty())
        return;
    inner.name = nameIn(inner.words.first());
    if (inner.name == "rm"_L1)
        return foundRemoved(start, name, call.isGuessed);
    called(inner);
}

// Of no other kind. It is named when it may download, so that nobody thinks it was seen and done.
void CommandWalk::other(const Call &call)
{
    const QString name = nameIn(call.words.first());
    const QList<Value> arguments = call.words.mid(1);
    const bool isKnown = isInner(name);
    const bool hasModel = std::any_of(arguments.cbegin(), arguments.cend(), looksLikeModel);
    const bool isNamed = isNamedForDownloads(name);
    const bool hasInput =
        call.input && mentionsDownload(valueOf(*call.input).text + valueOf(*call.input).unsure);
    const bool isPython = name.startsWith("python"_L1);
    const bool isElsewhere = m_lacksSource && !isCommon(name) && (hasModel || isNamed);
    const bool isMeant = mentionsDownload(arguments) || (hasModel && isNamed) || isElsewhere;
    if (hasInput || (isMeant && !isKnown && !isPython))
        notRead(name, call.line);
}

} // namespace weightyard::scripts
