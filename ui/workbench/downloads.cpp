#include "ui/workbench/downloads.h"

#include "session/make_request.h"

#include <QDir>

namespace weightyard::ui {

using base::Result;
using job::DownloadRequest;
using job::JobSnapshot;
using job::JobState;

Downloads::Downloads(Parts parts, const job::JobServices &services, queue::QueueOptions options,
                     QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_queue(services, std::move(options)),
      m_activity(services.configDir)
{
    connect(&m_queue, &queue::DownloadQueue::jobChanged, this, &Downloads::jobChanged);
    connect(&m_activity, &ActivityBook::loaded, this, &Downloads::orderMoved); // it is shown
    connect(&m_queue, &queue::DownloadQueue::orderChanged, this, &Downloads::orderMoved);
    connect(&m_queue, &queue::DownloadQueue::jobRemoved, this, [this](const QString &key) {
        m_parts.tree.removeJob(key);
        Q_EMIT orderMoved();
    });
}

// What a further library has of it is completed there.
QString Downloads::libraryFor(const ModelRow &row) const
{
    const bool isBegun = row.disk.state == library::OnDisk::Incomplete || session::isUnfinished(row.disk);
    return isBegun && !row.library.isEmpty() ? row.library : m_parts.library.library();
}

DownloadRequest Downloads::requestFor(const ModelRow &row, const catalog::ModelLocation &location) const
{
    return session::makeRequest(location, {.library = libraryFor(row), .revision = row.entry.revision},
                                m_parts.settings);
}

// A script's, or one of the user's own.
std::optional<DownloadRequest> Downloads::folderRequest(const ModelRow &row) const
{
    if (!row.isOwnFolder)
        return m_folderRequests(row.key);
    Result<catalog::ModelLocation> location = m_parts.offer.locationOf(row);
    if (!location)
        return {};
    location->modelPath = modelPathOf(row);
    return session::makeRequest(
        *location, {.library = m_parts.library.library(), .into = row.key, .revision = row.entry.revision},
        m_parts.settings);
}

void Downloads::begin(const QStringList &keys)
{
    for (const QString &key : keys) {
        if (const ModelRow *row = m_parts.tree.row(key))
            again(key, *row);
    }
}

void Downloads::beginInto(const QString &key, const QString &folder)
{
    const ModelRow *row = m_parts.tree.row(key);
    const auto location = row ? std::optional(m_parts.offer.locationOf(*row)) : std::nullopt;
    if (!location || !*location)
        return;
    DownloadRequest request = requestFor(*row, **location);
    request.into = folder;
    m_queue.enqueue(request);
}

void Downloads::again(const QString &key, const ModelRow &row)
{
    const bool goesOn = row.job && (row.job->state == JobState::Paused || row.job->state == JobState::Failed);
    std::optional<DownloadRequest> before = m_queue.request(key);
    if (before && goesOn && (before->update || row.inFolder)) {
        m_queue.resume(key); // there, whichever library is chosen now
        return;
    }
    if (row.inFolder) {
        if (const std::optional<DownloadRequest> request = folderRequest(row))
            m_queue.enqueue(*request);
        return;
    }
    const Result<catalog::ModelLocation> location = m_parts.offer.locationOf(row);
    const bool sameSource =
        before
        && (!location
            || (location->url == before->location.url && row.entry.revision == before->lastingRevision()
                && requestFor(row, *location).pick == before->pick));
    if (!sameSource) {
        if (location)
            m_queue.enqueue(requestFor(row, *location));
        return;
    }
    const bool sameLibrary = !before->into.isEmpty() || before->library == libraryFor(row);
    const bool newCredential = m_parts.offer.hasCredential(key);
    if (goesOn && sameLibrary && !newCredential) {
        m_queue.resume(key);
        return;
    }
    if (newCredential)
        before->location.credential = location->credential;
    before->update.reset(); // what is downloaded anew is none
    before->library = libraryFor(row);
    before->keepHistory = goesOn ? before->keepHistory : !m_parts.settings.removeGit;
    m_queue.enqueue(*before);
}

void Downloads::resumeAll()
{
    QStringList paused;
    m_parts.tree.visit([&](const ModelRow &row) {
        if (row.job && row.job->state == JobState::Paused)
            paused.append(row.key);
    });
    begin(paused);
    m_queue.resumeAll(); // those that have not come to their pause yet, too
}

void Downloads::discard(const QString &key)
{
    if (const auto known = m_queue.request(key))
        return m_queue.discard(*known);
    const ModelRow *row = m_parts.tree.row(key);
    if (!row)
        return;
    if (row->inFolder) {
        if (const std::optional<DownloadRequest> request = folderRequest(*row))
            m_queue.discard(*request);
        return;
    }
    if (const auto location = m_parts.offer.locationOf(*row))
        m_queue.discard(requestFor(*row, *location));
}

QStringList Downloads::installed() const
{
    QStringList installed;
    const QStringList keys = m_queue.keys();
    for (const QString &key : keys) {
        if (m_queue.job(key)->state == JobState::Installed)
            installed.append(key);
    }
    return installed;
}

void Downloads::dropMissing(const QStringList &installedBefore, const library::LibraryContents &contents)
{
    for (const QString &key : installedBefore) {
        if (QDir::isAbsolutePath(key)) // a folder of the user's: this library says nothing of it
            continue;
        const std::optional<JobSnapshot> job = m_queue.job(key);
        if (job && job->state == JobState::Installed && !session::isHere(contents.models.value(key)))
            m_queue.forget(key);
    }
}

void Downloads::dropMissing(const QStringList &installedBefore, const session::OwnFolders &folders)
{
    QSet<QString> there;
    for (const session::OwnFolder &one : folders.models)
        there.insert(one.record.folder);
    for (const QString &key : installedBefore) {
        const ModelRow *row = m_parts.tree.row(key);
        if (!row || !row->isOwnFolder || there.contains(key))
            continue;
        m_queue.forget(key);
        m_parts.tree.removeJob(key);
    }
}

void Downloads::jobChanged(const QString &key, const JobSnapshot &job)
{
    const bool isEnd = job::isFinal(job.state);
    const ModelRow *row = m_parts.tree.row(key);
    const std::optional<JobState> before = row && row->job ? std::optional(row->job->state) : std::nullopt;
    const bool endedBefore = before && job::isFinal(*before);
    if (!before)
        showRow(key);
    m_parts.tree.setJob(key, job);
    m_activity.add(key, job, m_parts.clock.wallMs());
    Q_EMIT rowChanged(key);
    if (before != job.state)
        Q_EMIT orderMoved();
    // A cancelled one is told twice: when it has stopped, and when its bytes are gone.
    if (isEnd && (!endedBefore || job.state == JobState::Cancelled))
        Q_EMIT diskChanged();
    if (isEnd && before && !endedBefore)
        Q_EMIT runEnded(key);
    if (isEnd && !endedBefore)
        Q_EMIT ended(key);
}

// From the last run, perhaps: the catalogue may not have it, or have it at another revision.
void Downloads::showRow(const QString &key)
{
    const std::optional<DownloadRequest> request = m_queue.request(key);
    if (!request)
        return;
    const QString url = request->location.url.toString();
    const ModelRow *row = m_parts.tree.row(key);
    if (!row) {
        m_parts.tree.addEntry({.id = request->location.modelPath,
                               .url = url,
                               .revision = request->lastingRevision(),
                               .family = {},
                               .name = request->location.modelPath.section(u'/', -1)},
                              key);
        return;
    }
    if (row->inFolder)
        return;
    const auto location = m_parts.offer.locationOf(*row);
    const bool sameUrl = location && location->url == request->location.url;
    m_parts.tree.setSource(key, sameUrl ? row->entry.url : url, request->lastingRevision());
}

void Downloads::showOrder()
{
    QStringList queued;
    const QStringList keys = m_queue.keys();
    for (const QString &key : keys) {
        const ModelRow *row = m_parts.tree.row(key);
        if (row && row->job && row->job->state == JobState::Queued)
            queued.append(key);
    }
    m_parts.tree.setQueueOrder(queued);
}

} // namespace weightyard::ui
