#include "queue/queue_state.h"

#include "base/error_code.h"
#include "base/error_json.h"
#include "base/limits.h"
#include "platform/versioned_file.h"
#include "store/safe_path.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Version 1 knew no updates: each of its downloads is a plain one.
QJsonObject withUpdates(const QJsonObject &jobs)
{
    return jobs;
}

const platform::FileFormat kQueueFormat{
    .version = 2, .limit = 16LL * 1024 * 1024, .migrations = {withUpdates}};

constexpr qsizetype kMostOfFiles = 400'000; // characters, about
constexpr qsizetype kAroundPath = 60;

constexpr std::pair<library::MineOrNew, const char *> kUpdates[] = {
    {library::MineOrNew::Refuse, "refuse"},
    {library::MineOrNew::KeepMine, "keep_mine"},
    {library::MineOrNew::TakeNew, "take_new"},
};

QString updateName(library::MineOrNew update)
{
    const auto named = std::find_if(std::begin(kUpdates), std::end(kUpdates),
                                    [&](const auto &one) { return one.first == update; });
    return QLatin1StringView(named->second);
}

/// What is no name of ours is an update that asks: nothing of the user's is touched by it.
library::MineOrNew updateFrom(const QString &name)
{
    const auto named = std::find_if(std::begin(kUpdates), std::end(kUpdates),
                                    [&](const auto &one) { return name == QLatin1StringView(one.second); });
    return named == std::end(kUpdates) ? library::MineOrNew::Refuse : named->first;
}

QString phaseName(SavedJob::Phase phase)
{
    switch (phase) {
    case SavedJob::Phase::Queued:
        return u"queued"_s;
    case SavedJob::Phase::Paused:
        return u"paused"_s;
    case SavedJob::Phase::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE();
}

std::optional<SavedJob::Phase> phaseFrom(const QString &name)
{
    for (const auto phase : {SavedJob::Phase::Queued, SavedJob::Phase::Paused, SavedJob::Phase::Failed}) {
        if (name == phaseName(phase))
            return phase;
    }
    return {};
}

void setIf(QJsonObject &json, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        json.insert(key, value);
}

constexpr std::pair<const char *, bool job::FileProgress::*> kFileMarks[] = {
    {"verified", &job::FileProgress::verified},
    {"damaged", &job::FileProgress::damaged},
    {"users", &job::FileProgress::isUsers},
};

QJsonArray filesToJson(const QList<job::FileProgress> &files)
{
    QJsonArray list;
    for (const job::FileProgress &file : files) {
        QJsonObject one{{u"path"_s, file.path}, {u"size"_s, file.size}, {u"here"_s, file.here}};
        for (const auto &[name, mark] : kFileMarks) {
            if (file.*mark)
                one.insert(QLatin1StringView(name), true);
        }
        list.append(one);
    }
    return list;
}

QList<job::FileProgress> filesFrom(const QJsonArray &list)
{
    QList<job::FileProgress> files;
    for (const QJsonValue &value : list) {
        const QJsonObject one = value.toObject();
        job::FileProgress file{.path = one[u"path"_s].toString(),
                               .size = std::max<qint64>(one[u"size"_s].toInteger(), 0)};
        file.here = std::clamp<qint64>(one[u"here"_s].toInteger(), 0, file.size);
        for (const auto &[name, mark] : kFileMarks)
            file.*mark = one[QLatin1StringView(name)].toBool();
        if (!file.path.isEmpty())
            files.append(file);
    }
    return files;
}

// The list is written often, and has a largest size: thousands of files are not worth it.
qsizetype sizeOfFiles(const SavedJob &job)
{
    qsizetype size = 0;
    for (const job::FileProgress &file : job.files)
        size += file.path.size() + kAroundPath;
    return size;
}

QJsonObject toJson(const SavedJob &job)
{
    const job::DownloadRequest &request = job.request;
    const QUrl url = request.location.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    QJsonObject json{{u"url"_s, url.toString(QUrl::FullyEncoded)},
                     {u"model"_s, request.location.modelPath},
                     {u"on_hub"_s, request.location.onHub},
                     {u"keep_history"_s, request.keepHistory},
                     {u"connections"_s, request.transfer.connections},
                     {u"phase"_s, phaseName(job.phase)},
                     {u"bytes_total"_s, job.bytesTotal},
                     {u"bytes_here"_s, job.bytesHere}};
    setIf(json, u"revision"_s, request.wantedRevision());
    setIf(json, u"open_page"_s, request.location.openPage);
    setIf(json, u"follows"_s, request.follows);
    setIf(json, u"library"_s, request.library);
    setIf(json, u"into"_s, request.into);
    setIf(json, u"script"_s, request.script);
    setIf(json, u"clone_folder"_s, request.cloneFolder);
    setIf(json, u"commit"_s, job.commit);
    json.insert(u"keeps_choice"_s, request.keepsChoice);
    if (!request.pick.isWhole())
        json.insert(u"pick"_s, base::toJson(request.pick));
    if (request.update)
        json.insert(u"update"_s, updateName(*request.update));
    if (request.nestedHistory)
        json.insert(u"nested_history"_s, *request.nestedHistory);
    if (job.error)
        json.insert(u"error"_s, base::toJson(*job.error));
    return json;
}

void addFiles(QJsonObject &json, const SavedJob &job)
{
    json.insert(u"files"_s, filesToJson(job.files));
    json.insert(u"files_total"_s, job.filesTotal);
}

std::optional<SavedJob> jobFrom(const QJsonObject &json)
{
    const std::optional<SavedJob::Phase> phase = phaseFrom(json[u"phase"_s].toString());
    const QUrl url(json[u"url"_s].toString(), QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    SavedJob job;
    job::DownloadRequest &request = job.request;
    request.location.url = url;
    request.location.modelPath = json[u"model"_s].toString();
    request.location.onHub = json[u"on_hub"_s].toBool();
    request.revision = json[u"revision"_s].toString();
    request.location.openPage = json[u"open_page"_s].toString();
    request.location.revision = request.location.openPage.isEmpty() ? QString() : request.revision;
    request.follows = json[u"follows"_s].toString();
    request.keepHistory = json[u"keep_history"_s].toBool(true);
    if (json.contains(u"nested_history"_s))
        request.nestedHistory = json[u"nested_history"_s].toBool();
    if (json.contains(u"update"_s))
        request.update = updateFrom(json[u"update"_s].toString());
    const std::optional<base::PickWish> pick = base::pickWishFrom(json[u"pick"_s].toObject());
    request.pick = pick.value_or(base::PickWish());
    request.keepsChoice = json[u"keeps_choice"_s].toBool(true); // what was kept before there was a choice
    request.library = json[u"library"_s].toString();
    request.into = json[u"into"_s].toString();
    request.script = json[u"script"_s].toString();
    request.cloneFolder = json[u"clone_folder"_s].toString();
    const int connections = json[u"connections"_s].toInt(request.transfer.connections);
    request.transfer.connections = std::clamp(connections, 1, base::kMostConnections);
    const QString &folder = request.into.isEmpty() ? request.library : request.into;
    const bool hasPick = json[u"pick"_s].isUndefined() || json[u"pick"_s].isObject();
    if (!phase || !pick || !hasPick || !web || url.host().isEmpty() || !url.userInfo().isEmpty()
        || !store::isSafeModelPath(request.location.modelPath) || !QDir::isAbsolutePath(folder))
        return {};
    job.phase = *phase;
    if (json.contains(u"error"_s))
        job.error = base::errorFrom(json[u"error"_s].toObject());
    job.commit = json[u"commit"_s].toString();
    job.bytesTotal = std::max<qint64>(json[u"bytes_total"_s].toInteger(), 0);
    job.bytesHere = std::clamp<qint64>(json[u"bytes_here"_s].toInteger(), 0, job.bytesTotal);
    job.files = filesFrom(json[u"files"_s].toArray());
    job.filesTotal = std::max<qint64>(json[u"files_total"_s].toInteger(), job.files.size());
    return job;
}

} // namespace

QJsonObject queueToJson(const QList<SavedJob> &jobs)
{
    QJsonArray list;
    qsizetype filesSize = 0;
    for (const SavedJob &job : jobs) {
        QJsonObject json = toJson(job);
        if (!job.files.isEmpty() && filesSize < kMostOfFiles) {
            filesSize += sizeOfFiles(job);
            addFiles(json, job);
        }
        list.append(json);
    }
    return {{u"jobs"_s, list}};
}

Result<QList<SavedJob>> queueFromJson(const QJsonObject &json, const QString &path)
{
    const base::ErrorContext context{.path = path};
    if (!json[u"jobs"_s].isArray())
        return fail(ErrorKind::Corrupt, ErrorCode::NotDownloadList, context);
    QList<SavedJob> jobs;
    const QJsonArray list = json[u"jobs"_s].toArray();
    for (const QJsonValue &value : list) {
        const std::optional<SavedJob> job = jobFrom(value.toObject());
        if (!job)
            return fail(ErrorKind::Corrupt, Cause(ErrorCode::DownloadNotUnderstood, jobs.size() + 1),
                        context);
        jobs.append(*job);
    }
    return jobs;
}

Result<QList<SavedJob>> readQueue(const QString &path)
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(path, kQueueFormat);
    if (!json)
        return fail(json.error());
    return *json ? queueFromJson(**json, path) : QList<SavedJob>();
}

Result<void> writeQueue(const QString &path, const QJsonObject &jobs)
{
    return platform::writeVersioned(path, jobs, kQueueFormat);
}

} // namespace weightyard::queue
