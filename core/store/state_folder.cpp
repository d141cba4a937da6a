#include "store/state_folder.h"

#include "store/file_io.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kStateFolderVersion = 1;
constexpr qint64 kMarkLimit = 64 * 1024;
constexpr QByteArrayView kCacheTag = "Signature: 8a477f597d28d172789f06886806bc55\n"
                                     "# Unfinished downloads of Weightyard. https://bford.info/cachedir/\n";

QString libraryMark(const QString &stateDir)
{
    return stateDir + u"/library.json"_s;
}

QString intoMark(const QString &stateDir)
{
    return stateDir + u"/into.json"_s;
}

/// Nothing: no such mark.
Result<std::optional<QJsonObject>> readMark(const QString &path)
{
    const Result<std::optional<QByteArray>> text = readWhole(path, kMarkLimit);
    if (!text)
        return fail(text.error());
    if (!*text)
        return std::optional<QJsonObject>();
    const QJsonObject json = QJsonDocument::fromJson(**text).object();
    const int version = json[u"version"_s].toInt(0);
    if (version > kStateFolderVersion) {
        const QString what = u"made by a newer version (%1, this program knows %2)"_s;
        return fail(ErrorKind::Protocol, what.arg(version).arg(kStateFolderVersion), {.path = path});
    }
    if (version < 1)
        return fail(ErrorKind::Corrupt, u"the file is empty, cut or says no version"_s, {.path = path});
    return std::optional(json);
}

Result<void> writeMark(const QString &path, QJsonObject json)
{
    json.insert(u"version"_s, kStateFolderVersion);
    return writeDurably(path, QJsonDocument(json).toJson());
}

} // namespace

StateKind stateKind(const QString &stateDir)
{
    if (stateOf(libraryMark(stateDir)))
        return StateKind::Library;
    return stateOf(intoMark(stateDir)) ? StateKind::Into : StateKind::None;
}

QString markOf(const Workplace &place)
{
    return place.removeStateDirAfterwards ? intoMark(place.stateDir) : libraryMark(place.stateDir);
}

QString libraryId(const QString &stateDir)
{
    const Result<std::optional<QJsonObject>> mark = readMark(libraryMark(stateDir));
    return mark && *mark ? (**mark)[u"id"_s].toString() : QString();
}

Result<void> makeStateFolder(const Workplace &place)
{
    const bool into = place.removeStateDirAfterwards;
    const StateKind kind = stateKind(place.stateDir);
    if (kind == (into ? StateKind::Library : StateKind::Into))
        return fail(ErrorKind::Conflict,
                    into ? u"a library's state is here"_s
                         : u"an unfinished download into this folder is here"_s,
                    {.path = place.stateDir});
    const QString mark = markOf(place);
    const Result<std::optional<QJsonObject>> old = readMark(mark);
    if (!old)
        return fail(old.error());
    if (const Result<void> made = makeFolderDurably(place.stateDir, true); !made)
        return made;
    if (*old)
        return {};
    if (into)
        return writeMark(mark, {{u"target"_s, place.target}});
    return writeMark(mark, {{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}});
}

Result<void> removeStateFolder(const QString &stateDir)
{
    const QFileInfoList entries =
        QDir(stateDir).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    const QString mark = intoMark(stateDir);
    for (const QFileInfo &entry : entries) {
        if (entry.filePath() == mark)
            continue;
        if (const Result<void> removed = removeTree(entry.filePath()); !removed)
            return removed;
    }
    if (const Result<void> removed = removeFile(mark); !removed)
        return removed;
    removeEmptyFolder(stateDir);
    return syncFolder(QFileInfo(stateDir).absolutePath());
}

Result<void> markAsCache(const QString &folder)
{
    const QString path = folder + u"/CACHEDIR.TAG"_s;
    if (stateOf(path))
        return {};
    const Result<File> file = File::open(path, File::Access::CreateNew);
    if (!file)
        return fail(file.error());
    return file->writeAt(0, kCacheTag);
}

} // namespace weightyard::store
