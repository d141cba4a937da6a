#include "store/move_journal.h"

#include "base/error_code.h"
#include "base/weight_files.h"
#include "platform/file_io.h"
#include "platform/file_move.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kMovesFormat{.version = 1, .limit = 128LL * 1024 * 1024};

enum class Turn { Weights, Others, Loaders };

Turn turnOf(const QString &path)
{
    const QString name = path.section(u'/', -1);
    if (name == "config.json"_L1 || name.endsWith(".index.json"_L1))
        return Turn::Loaders;
    if (base::isWeightFile(name) || base::maybeWeights(name))
        return Turn::Weights;
    return Turn::Others;
}

} // namespace

MoveList planMoves(const PublishRequest &request)
{
    struct Move {
        Turn turn;
        qint64 size;
        QString path;
    };
    MoveList list{.gitDir = request.keepHistory ? request.gitDir : QString(), .record = request.record};
    QList<Move> moves;
    for (const TreeFile &file : request.files) {
        if (!isPublished(file, request.keepHistory || request.mends)
            || request.alreadyThere.contains(file.path))
            continue;
        if (file.kind == TreeFile::Kind::Folder)
            list.folders.append(file.path);
        else
            moves.append({turnOf(file.path), file.size, file.path});
    }
    std::stable_sort(moves.begin(), moves.end(), [](const Move &a, const Move &b) {
        if (a.turn != b.turn)
            return a.turn < b.turn;
        return a.turn == Turn::Weights && a.size > b.size;
    });
    for (const Move &move : std::as_const(moves)) {
        list.paths.append(move.path);
        list.early += move.turn == Turn::Loaders ? 0 : 1;
    }
    return list;
}

MoveJournal::MoveJournal(const DownloadLayout &place, QString tree) : m_place(place), m_tree(std::move(tree))
{}

QString MoveJournal::path() const
{
    return StagingLayout(m_place.stagingDir).moves();
}

bool MoveJournal::isPending() const
{
    return platform::stateOf(path()).has_value();
}

Result<std::optional<MoveList>> MoveJournal::load() const
{
    const Result<std::optional<QJsonObject>> found = platform::readVersioned(path(), kMovesFormat);
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<MoveList>();
    const QJsonObject &json = **found;
    const QByteArray recordText = QJsonDocument(json[u"record"_s].toObject()).toJson();
    Result<Record> record = recordFromJson(recordText, path());
    if (!record)
        return fail(record.error());
    const QString gitDir =
        json[u"gitDir"_s].toString(); // within staging, which may have moved with the folder
    const QStringList paths = json[u"paths"_s].toVariant().toStringList();
    const QStringList folders = json[u"folders"_s].toVariant().toStringList();
    const qsizetype early = json[u"early"_s].toInteger(-1);
    const bool isSound = std::all_of(paths.cbegin(), paths.cend(), staysBelow)
                         && std::all_of(folders.cbegin(), folders.cend(), staysBelow)
                         && (gitDir.isEmpty() || staysBelow(gitDir)) && early >= 0 && early <= paths.size();
    if (!isSound)
        return fail(ErrorKind::Protocol, ErrorCode::NotOurMoves, {.path = path()});
    return std::optional(MoveList{.paths = paths,
                                  .early = early,
                                  .folders = folders,
                                  .gitDir = gitDir.isEmpty() ? QString() : m_place.stagingDir + u'/' + gitDir,
                                  .historyReady = json[u"historyReady"_s].toBool(),
                                  .record = std::move(*record)});
}

Result<void> MoveJournal::write(const MoveList &list) const
{
    const QString gitDir =
        list.gitDir.isEmpty() ? QString() : QDir(m_place.stagingDir).relativeFilePath(list.gitDir);
    const QJsonObject json{{u"paths"_s, QJsonArray::fromStringList(list.paths)},
                           {u"early"_s, list.early},
                           {u"folders"_s, QJsonArray::fromStringList(list.folders)},
                           {u"gitDir"_s, gitDir},
                           {u"historyReady"_s, list.historyReady},
                           {u"record"_s, QJsonDocument::fromJson(recordToJson(list.record)).object()}};
    return platform::writeVersioned(path(), json, kMovesFormat);
}

Result<void> MoveJournal::remove() const
{
    if (const Result<void> removed = platform::removeFile(path()); !removed)
        return removed;
    return platform::syncFolder(m_place.stagingDir);
}

Result<bool> MoveJournal::moveSome(platform::TargetFolder &target, const QStringList &paths) const
{
    bool complete = true;
    for (const QString &relative : paths) {
        const QString staged = m_tree + u'/' + relative;
        if (!platform::stateOf(staged)) {
            complete = complete && platform::stateOf(m_place.target + u'/' + relative).has_value();
            continue;
        }
        if (const Result<void> moved = target.moveIn(staged, relative); !moved)
            return fail(moved.error());
    }
    if (const Result<void> synced = target.syncTouched(); !synced)
        return fail(synced.error());
    return complete;
}

Result<bool> MoveJournal::moveFiles(const MoveList &list) const
{
    platform::TargetFolder target(m_place.target);
    for (const QString &folder : list.folders) {
        if (const Result<void> made = target.makeFolder(folder); !made)
            return fail(made.error());
    }
    const Result<bool> early = moveSome(target, list.paths.first(list.early));
    if (!early)
        return early;
    const Result<bool> late = moveSome(target, list.paths.sliced(list.early));
    if (!late)
        return late;
    return *early && *late;
}

Result<void> MoveJournal::complete(const MoveList &list) const
{
    if (const Result<void> recorded = writeRecord(m_place.recordFile, list.record); !recorded)
        return recorded;
    if (list.gitDir.isEmpty() || !platform::stateOf(list.gitDir))
        return {};
    platform::TargetFolder target(m_place.target);
    if (const Result<void> moved = target.moveIn(list.gitDir, u".git"_s); !moved)
        return moved;
    return target.syncTouched();
}

} // namespace weightyard::store
