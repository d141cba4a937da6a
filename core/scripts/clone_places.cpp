#include "scripts/clone_places.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using History = ClonePlaces::History;

namespace {

constexpr auto kHistory = "/.git"_L1;

bool isPatternSign(QChar c)
{
    return u"*?["_s.contains(c);
}

bool isWithin(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

/// The pattern is of all names that do not begin with a dot.
bool hasAll(const FileWord &word)
{
    static const QStringList usual{u"a"_s, u"Z9"_s, u"README.md"_s, u"config.json"_s,
                                   u"model-00001-of-00002.safetensors"_s};
    return std::all_of(usual.cbegin(), usual.cend(),
                       [&](const QString &name) { return word.has(name, false); });
}

QString nameOf(const QString &path)
{
    return path.section(u'/', -1);
}

} // namespace

FileWord FileWord::of(const Value &word, const ShellValues &values)
{
    if (word.isSure()) {
        return {.folder = values.pathOf(word),
                .isInside = word.text.endsWith("/."_L1) || word.text == "."_L1,
                .hasSlash = word.text.endsWith(u'/')};
    }
    const qsizetype begin = word.text.size();
    const bool isPattern = word.unsure.startsWith(word.text) && word.unsure.size() > begin
                           && word.unsure.size() < 200 && isPatternSign(word.unsure[begin]);
    const QString written = isPattern ? word.unsure : word.text;
    const qsizetype slash = written.lastIndexOf(u'/');
    const bool isRead = isPattern && slash < begin;
    const QString folder = (isRead ? written : word.text).section(u'/', 0, -2);
    const bool isRoot = folder.isEmpty() && word.text.startsWith(u'/');
    const bool isHere = folder.isEmpty() && !isRoot;
    return {.folder = values.pathOf({.text = isRoot   ? u"/"_s
                                             : isHere ? u"."_s
                                                      : folder}),
            .names = isRead ? written.mid(slash + 1) : QString(),
            .isUnread = !isRead || (word.text.isEmpty() && !isPattern)};
}

bool FileWord::has(const QString &name, bool withDots) const
{
    if (name.startsWith(u'.') && !names.startsWith(u'.') && !withDots)
        return false;
    const QRegularExpression pattern(QRegularExpression::wildcardToRegularExpression(names));
    return pattern.match(name).hasMatch();
}

ClonePlaces::ClonePlaces(const Value &folder, History history) : m_first(folder)
{
    m_history.insert(folder.text, history);
}

void ClonePlaces::move(const FileMove &move, bool isThere)
{
    for (const FileWord &source : move.sources)
        moveOne(move, source, isThere);
}

void ClonePlaces::moveOne(const FileMove &move, const FileWord &source, bool isThere)
{
    const QString &from = source.folder.text;
    if (!m_first.isSure() || !last().isSure() || !source.folder.isSure())
        return;
    if (isPlace(from))
        return moveFiles(move, source, move.target, isThere);
    const QString above = from.endsWith(kHistory) ? from.chopped(kHistory.size()) : QString();
    if (isPlace(above) && source.names.isEmpty() && !source.isUnread)
        return moveHistory(move, above, move.target.text, m_history.value(above));
    const QString &now = last().text;
    const bool isFile =
        isWithin(from, now) && !isWithin(from, now + kHistory) && !isWithin(move.target.text, now);
    if (isFile && m_picked.isEmpty())
        m_picked = from.mid(now.size() + 1) + (source.names.isEmpty() ? QString() : u'/' + source.names);
}

// All of a place, or names in it.
void ClonePlaces::moveFiles(const FileMove &move, const FileWord &source, Value to, bool isThere)
{
    const QString &from = source.folder.text;
    const bool isWhole = source.names.isEmpty() && !source.isUnread;
    const bool isContents =
        !isWhole || move.isRenamed || source.isInside || (move.isRsync && source.hasSlash);
    if (!isContents && (isThere || move.isRsync) && to.isSure())
        to.text += u'/' + nameOf(from);
    if (to.isSure() && to.text == from)
        return;
    const bool hasFiles = isWhole || source.isUnread || hasAll(source);
    const bool isPart = !hasFiles || !move.withFolders || !move.picks.isEmpty();
    const QString named = !move.picks.isEmpty()    ? move.picks
                          : source.names.isEmpty() ? nameOf(from)
                                                   : source.names;
    if (!isPart)
        m_moves.append(to);
    else if (!source.names.startsWith(u'.') && m_picked.isEmpty())
        m_picked = named;
    History history = m_history.value(from);
    if (history == History::Kept && source.isUnread)
        history = History::Unsure;
    if (!source.names.isEmpty() && !source.has(u".git"_s, move.withDots)) {
        const bool mayBe = move.isDotsUnsure && source.has(u".git"_s, true);
        history = mayBe && history == History::Kept ? History::Unsure : History::Removed;
    }
    if (!move.withHistory || !move.withFolders)
        history = History::Removed;
    moveHistory(move, from, to.text, history);
}

// What is said to go there with some doubt does not make it less sure that it is there.
void ClonePlaces::moveHistory(const FileMove &move, const QString &from, QString to, History history)
{
    if (to.endsWith(kHistory))
        to.chop(kHistory.size());
    const bool isSure = history == History::Kept && !move.isGuessed;
    if (isSure || (history != History::Removed && m_history.value(to, History::Removed) != History::Kept))
        m_history.insert(to, isSure ? History::Kept : History::Unsure);
    else if (!m_history.contains(to))
        m_history.insert(to, History::Removed);
    if (isSure && !move.isCopy && to != from)
        m_history.insert(from, History::Removed);
}

void ClonePlaces::remove(const FileWord &word, bool withDots, bool isGuessed)
{
    const QString path = word.names.isEmpty() ? word.folder.text : word.folder.text + kHistory;
    if (word.isUnread || !path.endsWith(kHistory)
        || (!word.names.isEmpty() && !word.has(u".git"_s, withDots)))
        return;
    const QString place = path.chopped(kHistory.size());
    if (isPlace(place) && m_history.value(place) != History::Removed)
        m_history.insert(place, isGuessed ? History::Unsure : History::Removed);
}

void ClonePlaces::removeBelow(const Value &start, const QString &name, bool isGuessed)
{
    FileWord word{.folder = {}, .names = name};
    const QStringList places = m_history.keys();
    for (const QString &place : places) {
        if (!start.isSure() || !isWithin(place, start.text))
            continue;
        word.folder.text = place;
        remove(word, true, isGuessed);
    }
}

namespace {

/// Takes options and their values out of the words.
struct MoveOptions {
    FileMove &move;
    const QString &program;
    std::optional<Value> target = {};

    bool take(const QString &text, const Value &next); ///< true: `next` is its value
    void filter(const QString &pattern);
};

void MoveOptions::filter(const QString &pattern)
{
    const QString name = pattern.startsWith(u'/') ? pattern.mid(1) : pattern;
    if (name.startsWith(".git"_L1))
        move.withHistory = move.withHistory
                           && !(name == ".git"_L1 || name == ".git/"_L1 || name == ".git*"_L1
                                || name == ".git/*"_L1 || name == ".git/**"_L1 || name == ".git/***"_L1);
    else if (move.picks.isEmpty())
        move.picks = pattern;
}

bool MoveOptions::take(const QString &text, const Value &next)
{
    const bool hasSign = text.startsWith("--"_L1) && text.contains(u'=');
    const QString name = hasSign ? text.section(u'=', 0, 0) : text;
    const QString value = hasSign ? text.section(u'=', 1) : next.text + next.unsure;
    const bool isRsync = program == "rsync"_L1;
    if ((!isRsync && name == "-t"_L1) || name == "--target-directory"_L1) {
        target = hasSign ? Value{.text = value} : next;
        return !hasSign;
    }
    const bool isShort = !text.startsWith("--"_L1);
    if (!isRsync && ((isShort && text.contains(u'T')) || name == "--no-target-directory"_L1))
        move.isRenamed = true;
    if (isRsync && name == "--exclude"_L1) {
        filter(value);
        return !hasSign;
    }
    static const QStringList filters{u"--include"_s,    u"--filter"_s,       u"-f"_s,
                                     u"--files-from"_s, u"--exclude-from"_s, u"--include-from"_s};
    static const QStringList others{u"-e"_s,      u"--rsh"_s,      u"--bwlimit"_s,     u"--chmod"_s,
                                    u"--chown"_s, u"--timeout"_s,  u"--partial-dir"_s, u"--temp-dir"_s,
                                    u"-T"_s,      u"--max-size"_s, u"--min-size"_s,    u"--info"_s};
    if (isRsync && filters.contains(name))
        move.picks = value;
    if (isRsync && name == "--remove-source-files"_L1)
        move.isCopy = false;
    return isRsync && !hasSign && (filters.contains(name) || others.contains(name));
}

} // namespace

std::optional<FileMove> FileMove::of(const QString &program, const QList<Value> &words,
                                     const ShellValues &values)
{
    FileMove move;
    move.isCopy = program != "mv"_L1;
    move.isRsync = program == "rsync"_L1;
    move.isRenamed = program == "ditto"_L1; // which copies what is in the folder
    move.withFolders = program != "cp"_L1;
    MoveOptions options{.move = move, .program = program};
    QList<Value> names;
    bool onlyNames = false; // behind --
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &text = words[i].text;
        if (onlyNames || !text.startsWith(u'-') || text.size() < 2) {
            names.append(words[i]);
            continue;
        }
        onlyNames = text == "--"_L1;
        const bool isLong = text.startsWith("--"_L1);
        move.withFolders =
            move.withFolders || text == "--recursive"_L1 || text == "--archive"_L1
            || (!isLong && (text.contains(u'r') || text.contains(u'R') || text.contains(u'a')));
        i += options.take(text, words.value(i + 1)) ? 1 : 0;
    }
    if (!options.target && names.size() > 1)
        options.target = names.takeLast();
    if (!options.target)
        return {};
    move.target = values.pathOf(*options.target);
    for (const Value &name : std::as_const(names)) {
        const FileWord source = FileWord::of(name, values);
        if (source.isUnread
            && name.unsure == move.target.unsure) // mv "clone/$path" "folder/$path", in a loop
            move.target.unsure.clear();
        move.sources.append(source);
    }
    return move;
}

} // namespace weightyard::scripts
