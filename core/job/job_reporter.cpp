#include "job/job_reporter.h"

#include "base/attributes_file.h"
#include "base/log.h"

#include <algorithm>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 kTellMs = 100;
constexpr qsizetype kFilesShown = 200;
} // namespace

JobReporter::JobReporter(const base::Clock &clock, std::function<void(const JobSnapshot &)> changed)
    : m_clock(clock),
      m_changed(std::move(changed))
{}

void JobReporter::begin(const QString &modelPath, const QString &redactedUrl)
{
    m_snapshot.modelPath = modelPath;
    m_snapshot.url = redactedUrl;
    tell(true);
}

bool JobReporter::setState(JobState to)
{
    const bool waitsAnew = to == JobState::Waiting && m_snapshot.state == JobState::Waiting;
    if (!waitsAnew && !mayMove(m_snapshot.state, to)) {
        qCCritical(base::lcJob).noquote()
            << "refused move of a job from" << jobStateName(m_snapshot.state) << "to" << jobStateName(to);
        return false;
    }
    m_snapshot.state = to;
    m_snapshot.waitUntilMs = 0;
    m_snapshot.error.reset();
    if (to != JobState::Transferring) { // the time in which nothing was asked for is no part of a rate
        m_meter = {};
        m_snapshot.rate = 0;
        m_snapshot.timeLeftMs.reset();
    }
    return true;
}

void JobReporter::move(JobState to)
{
    if (m_snapshot.state != to && setState(to))
        tell(true);
}

void JobReporter::wait(const base::Error &why, qint64 delayMs)
{
    if (!setState(JobState::Waiting))
        return;
    m_snapshot.error = why;
    m_snapshot.waitUntilMs = delayMs < 0 ? 0 : m_clock.wallMs() + delayMs;
    tell(true);
}

void JobReporter::end(const base::Error &error)
{
    if (isFinal(m_snapshot.state))
        return; // a job ends once
    setState(error.kind == base::ErrorKind::Cancelled ? JobState::Cancelled : JobState::Failed);
    if (error.kind == base::ErrorKind::Corrupt)
        markDamaged(error.context.oid);
    m_snapshot.error = error;
    tell(true);
}

void JobReporter::setFolder(const QString &folder)
{
    m_snapshot.folder = folder;
}

void JobReporter::setCommit(const QString &commit)
{
    m_snapshot.commit = commit;
    tell(true);
}

void JobReporter::setGitBytes(qint64 bytes)
{
    m_snapshot.gitBytes = bytes;
    tell(false);
}

void JobReporter::setAlreadyInstalled(bool unverified)
{
    m_snapshot.alreadyInstalled = true;
    m_snapshot.unverified = unverified;
}

void JobReporter::addNotice(const Notice &notice)
{
    if (m_snapshot.notices.contains(notice))
        return;
    m_snapshot.notices.append(notice);
    tell(true);
}

void JobReporter::addManifestNotices(const lfs::Manifest &manifest)
{
    QStringList submodules;
    qsizetype leftOut = 0;
    for (const lfs::ManifestFile &file : manifest.files) {
        if (file.entry.kind == git::TreeEntry::Kind::Submodule)
            submodules.append(file.entry.path);
        leftOut += file.leftOut ? 1 : 0;
    }
    if (!submodules.isEmpty())
        addNotice({.kind = Notice::Kind::Submodules, .detail = submodules.join(u", "_s)});
    if (leftOut > 0)
        addNotice({.kind = Notice::Kind::PartialBySettings, .count = leftOut});
    if (manifest.files.isEmpty())
        addNotice({.kind = Notice::Kind::EmptyRepository});
}

void JobReporter::setFiles(const lfs::Manifest &manifest, const QSet<QString> &here,
                           const QStringList &different, bool withHistory)
{
    QList<const lfs::ManifestFile *> files;
    for (const lfs::ManifestFile &file : manifest.files) {
        const bool goes = !withHistory && base::isAttributesFile(file.entry.path);
        if (file.entry.kind != git::TreeEntry::Kind::Submodule && !goes)
            files.append(&file);
    }
    m_snapshot.filesTotal = files.size();
    const auto shown = files.begin() + std::min(files.size(), kFilesShown);
    std::partial_sort(files.begin(), shown, files.end(), [](const auto *a, const auto *b) {
        return a->bytes() != b->bytes() ? a->bytes() > b->bytes() : a->entry.path < b->entry.path;
    });
    m_rows.clear();
    m_snapshot.files.clear();
    for (auto one = files.begin(); one != shown; ++one) {
        const lfs::ManifestFile &file = **one;
        const bool toFetch = file.isObject() && !here.contains(file.entry.path);
        const bool isUsers = !toFetch && different.contains(file.entry.path);
        if (toFetch)
            m_rows.insert(file.pointer->oid, m_snapshot.files.size());
        m_snapshot.files.append({.path = file.entry.path,
                                 .size = file.bytes(),
                                 .here = toFetch ? 0 : file.bytes(),
                                 .verified = !toFetch && !isUsers,
                                 .isUsers = isUsers});
    }
    tell(true);
}

// Several files may be of one object.
void JobReporter::setObject(const base::Oid &oid, const std::function<void(FileProgress &)> &change)
{
    const auto [begin, end] = std::as_const(m_rows).equal_range(oid);
    for (auto row = begin; row != end; ++row)
        change(m_snapshot.files[*row]);
}

// All of it had come, whatever was told last.
void JobReporter::markDamaged(const QString &oid)
{
    if (const auto object = base::Oid::fromHex(oid.toLatin1()))
        setObject(*object, [](FileProgress &file) {
            file.here = file.size;
            file.damaged = true;
        });
}

void JobReporter::beginRound()
{
    m_earlierFetched = m_snapshot.bytesFetched;
    m_firstBytes = -1;
}

void JobReporter::progress(const lfs::TransferProgress &progress)
{
    if (m_firstBytes < 0)
        m_firstBytes = progress.bytesHere;
    // The first bytes after a wait end it.
    const bool moved = progress.bytesHere > m_snapshot.bytesHere;
    m_snapshot.bytesTotal = progress.bytesTotal;
    m_snapshot.bytesHere = progress.bytesHere;
    m_snapshot.bytesFetched = m_earlierFetched + std::max<qint64>(progress.bytesHere - m_firstBytes, 0);
    m_snapshot.objectsTotal = progress.objectsTotal;
    m_snapshot.objectsVerified = progress.objectsVerified;
    for (const lfs::ObjectProgress &object : progress.open)
        setObject(object.oid, [&](FileProgress &file) {
            file.here = object.bytesHere;
            file.verified = false;
            file.damaged = object.isAgain;
        });
    if (progress.verifying)
        move(JobState::Verifying);
    else if (m_snapshot.state == JobState::Verifying || (m_snapshot.state == JobState::Waiting && moved))
        move(JobState::Transferring);
    if (m_snapshot.state == JobState::Transferring) {
        m_meter.add(m_clock.steadyMs(), m_snapshot.bytesFetched);
        m_snapshot.rate = m_meter.rate();
        m_snapshot.timeLeftMs = m_meter.timeLeftMs(m_snapshot.bytesTotal - m_snapshot.bytesHere);
    }
    tell(false);
}

void JobReporter::waiting(const base::Error &why, qint64 delayMs)
{
    wait(why, delayMs);
}

void JobReporter::sourceDropped(const QString &source, const base::Error &why)
{
    const bool lied = why.kind == base::ErrorKind::Corrupt;
    const bool refused = why.kind == base::ErrorKind::Auth || why.kind == base::ErrorKind::Gated;
    addNotice({.kind = lied      ? Notice::Kind::MirrorLied
                       : refused ? Notice::Kind::MirrorRefused
                                 : Notice::Kind::MirrorSilent,
               .detail = source});
}

void JobReporter::objectVerified(const base::Oid &oid)
{
    qCDebug(base::lcJob).noquote() << "verified" << oid.toString();
    setObject(oid, [](FileProgress &file) {
        file.here = file.size;
        file.verified = true;
        file.damaged = false;
    });
}

void JobReporter::tell(bool now)
{
    const qint64 time = m_clock.steadyMs();
    if (!now && time - m_lastToldMs < kTellMs)
        return;
    m_lastToldMs = time;
    if (m_changed)
        m_changed(m_snapshot);
}

} // namespace weightyard::job
