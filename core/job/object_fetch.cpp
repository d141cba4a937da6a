#include "job/object_fetch.h"

#include "base/byte_sum.h"
#include "job/discard.h"
#include "job/job_target.h"
#include "lfs/basic_adapter.h"
#include "lfs/mirror_adapter.h"
#include "lfs/transfer_run.h"
#include "library/outside_sources.h"
#include "library/reuse_objects.h"
#include "settings/mirror_credentials.h"
#include "store/wanted_objects.h"

#include <QThread>
#include <algorithm>
#include <limits>
#include <utility>

namespace weightyard::job {

using base::fail;
using base::Oid;
using base::Result;

namespace {
constexpr int kMostHashThreads = 4;
constexpr std::chrono::seconds kForOutside{10}; ///< a disk that sleeps is awake by then
} // namespace

// What one transfer run tells, as part of the whole.
class ObjectFetch::Round final : public lfs::TransferListener
{
public:
    explicit Round(ObjectFetch &fetch) : m_fetch(fetch) {}

    void progress(const lfs::TransferProgress &progress) override
    {
        const lfs::TransferProgress &whole = m_fetch.m_whole;
        lfs::TransferProgress told = progress;
        told.bytesHere += whole.bytesHere;
        told.objectsVerified += whole.objectsVerified;
        told.bytesTotal = whole.bytesTotal;
        told.objectsTotal = whole.objectsTotal;
        told.verifying = progress.verifying && told.bytesHere == whole.bytesTotal;
        for (const lfs::ObjectProgress &object : progress.open)
            m_fetch.countWritten(object.oid, store::bytesAllocated(m_fetch.m_place.partialsDir, object.oid));
        m_fetch.m_reporter.setAllocated(m_fetch.m_allocated);
        m_fetch.m_reporter.progress(told);
    }
    void waiting(const base::Error &why, qint64 delayMs) override
    {
        m_fetch.m_reporter.waiting(why, delayMs);
    }
    void sourceDropped(const QString &source, const base::Error &why) override
    {
        m_fetch.m_reporter.sourceDropped(source, why);
    }
    void objectVerified(const Oid &oid) override
    {
        m_fetch.countWritten(oid, std::numeric_limits<qint64>::max());
        m_fetch.m_reporter.objectVerified(oid);
    }

private:
    ObjectFetch &m_fetch;
};

// What is known of the mirrors lasts as long as the job.
struct ObjectFetch::Mirrors {
    Mirrors(const JobServices &services, const lfs::MirrorModel &model)
        : credentials(services.hubTokens == nullptr ? services.credentials : *services.hubTokens,
                      base::Origin::of(services.hub), services.credentials),
          session(services.client, credentials, services.clock, model.modelPath),
          list(services.mirrors, model, session)
    {}

    settings::MirrorCredentials credentials;
    net::AuthSession session;
    lfs::MirrorList list;
};

ObjectFetch::ObjectFetch(const DownloadRequest &request, const JobServices &services,
                         const store::DownloadLayout &place, JobReporter &reporter)
    : m_request(request),
      m_services(services),
      m_place(place),
      m_reporter(reporter)
{}

ObjectFetch::~ObjectFetch() = default;

Result<QHash<Oid, QString>> ObjectFetch::run(lfs::BatchClient &batch, const lfs::Manifest &manifest,
                                             const base::CancelToken &cancel)
{
    const QList<lfs::Pointer> objects = manifest.objects();
    QSet<Oid> oids;
    for (const lfs::Pointer &pointer : objects) {
        oids.insert(pointer.oid);
        m_whole.bytesTotal = base::addBytes(m_whole.bytesTotal, pointer.size);
    }
    m_whole.objectsTotal = static_cast<int>(objects.size());
    m_ticket = m_services.claims.enter(m_place.partialsDir, oids);
    if (const Result<void> reserved = reserve(manifest, objects); !reserved)
        return fail(reserved.error());
    if (objects.isEmpty())
        return m_verified;
    findMirrors(manifest);
    findElsewhere(manifest, cancel);

    m_reporter.move(JobState::Transferring);
    QList<lfs::Pointer> left = objects;
    for (QSet<Oid> mine = m_ticket.mine();;) {
        QList<lfs::Pointer> round;
        std::copy_if(left.cbegin(), left.cend(), std::back_inserter(round),
                     [&](const lfs::Pointer &pointer) { return mine.contains(pointer.oid); });
        // Not before something is ours: a cancel of an earlier download of this model may still be at work.
        Result<void> fetched;
        if (!round.isEmpty() && m_request.into.isEmpty())
            fetched = dropUnwanted(m_place, m_request.location.modelPath, oids, m_services.claims);
        if (fetched && !round.isEmpty())
            fetched = store::writeWanted(m_place, m_request.location.modelPath,
                                         {.oids = oids, .bytes = m_whole.bytesTotal});
        if (fetched && !round.isEmpty())
            fetched = fetchRound(batch, round, cancel);
        if (!fetched)
            return fail(withPath(fetched.error(), manifest));
        left.removeIf([&](const lfs::Pointer &pointer) { return mine.contains(pointer.oid); });
        if (left.isEmpty())
            return m_verified;
        m_reporter.wait(
            {.kind = base::ErrorKind::Busy, .detail = {}, .context = {.oid = left.first().oid.toString()}},
            -1);
        const Result<QSet<Oid>> more = m_ticket.waitForMore(mine.size(), cancel);
        if (!more)
            return fail(more.error());
        m_reporter.move(JobState::Transferring);
        mine = *more;
    }
}

void ObjectFetch::findElsewhere(const lfs::Manifest &manifest, const base::CancelToken &cancel)
{
    const library::OutsideQuestion question{.manifest = manifest,
                                            .modelPath = m_request.location.modelPath,
                                            .target = m_place.target,
                                            .configDir = m_services.configDir,
                                            .environment = m_services.environment,
                                            .scriptFolders = m_services.scriptFolders};
    m_elsewhere = library::outsideSources(question, kForOutside, cancel);
    if (m_request.script.isEmpty())
        return;
    const QHash<Oid, QString> left =
        library::objectsInClones(manifest, library::unfinishedClones(scriptFolderOf(m_request)));
    for (auto object = left.cbegin(); object != left.cend(); ++object)
        m_elsewhere[object.key()].prepend(object.value());
}

void ObjectFetch::findMirrors(const lfs::Manifest &manifest)
{
    if (m_services.mirrors.isEmpty())
        return;
    lfs::MirrorModel model{.commit = manifest.commit};
    if (m_request.location.onHub)
        model.modelPath = m_request.location.modelPath;
    for (const lfs::ManifestFile &file : manifest.files) {
        if (file.isObject() && !model.paths.contains(file.pointer->oid))
            model.paths.insert(file.pointer->oid, file.entry.path);
    }
    m_mirrors = std::make_unique<Mirrors>(m_services, model);
}

base::Error ObjectFetch::withPath(base::Error error, const lfs::Manifest &manifest) const
{
    if (error.context.oid.isEmpty() || !error.context.path.isEmpty())
        return error;
    const auto named =
        std::find_if(manifest.files.cbegin(), manifest.files.cend(), [&](const lfs::ManifestFile &file) {
            return file.isObject() && file.pointer->oid.toString() == error.context.oid;
        });
    if (named != manifest.files.cend())
        error.context.path = named->entry.path;
    return error;
}

Result<void> ObjectFetch::fetchRound(lfs::BatchClient &batch, const QList<lfs::Pointer> &objects,
                                     const base::CancelToken &cancel)
{
    if (const Result<void> taken = takeOver(objects, cancel); !taken)
        return taken;
    m_reporter.beginRound();
    lfs::TransferOptions options = m_request.transfer;
    options.retries = m_request.retries;
    options.hashThreads = std::clamp(QThread::idealThreadCount(), 1, kMostHashThreads);
    Round listener(*this);
    lfs::BasicAdapter adapter(batch);
    std::optional<lfs::MirrorAdapter> mirrored;
    if (m_mirrors)
        mirrored.emplace(adapter, m_mirrors->list);
    lfs::TransferRun run(mirrored ? static_cast<lfs::TransferAdapter &>(*mirrored) : adapter,
                         m_place.partialsDir, options, listener, m_services.connections);
    const auto verified = run.run(objects, cancel);
    if (!verified)
        return fail(verified.error());
    m_verified.insert(*verified);
    m_whole.objectsVerified += static_cast<int>(objects.size());
    for (const lfs::Pointer &pointer : objects)
        m_whole.bytesHere += pointer.size;
    return {};
}

// What is copied takes the room that is reserved for it, as what is fetched does.
Result<void> ObjectFetch::takeOver(const QList<lfs::Pointer> &objects, const base::CancelToken &cancel)
{
    const library::ObjectSources sources(QStringList{m_request.library} + m_services.libraries,
                                         m_place.target, library::foreignPlaces(m_services.environment));
    QHash<Oid, qint64> here;
    lfs::TransferProgress told = m_whole;
    const Result<qint64> taken = library::reuseObjects(
        objects, sources, m_place.partialsDir, cancel,
        [&](const Oid &oid, qint64 bytes) {
            countWritten(oid, bytes);
            told.bytesHere += bytes - std::exchange(here[oid], bytes);
            m_reporter.beginRound(); // nothing of it was fetched
            m_reporter.progress(told);
        },
        m_elsewhere);
    return taken ? Result<void>() : fail(taken.error());
}

// What is still to be written: objects less what their partials already occupy, second copies, plain files. The bytes
// of an object that another job works on are that job's.
Result<void> ObjectFetch::reserve(const lfs::Manifest &manifest, const QList<lfs::Pointer> &objects)
{
    qint64 needed = manifest.totalBytes();
    const QSet<Oid> mine = m_ticket.mine();
    for (const lfs::Pointer &pointer : objects) {
        const qint64 there =
            mine.contains(pointer.oid) ? store::bytesAllocated(m_place.partialsDir, pointer.oid) : 0;
        const Written written{.size = pointer.size, .onDisk = std::min(pointer.size, there)};
        m_written.insert(pointer.oid, written);
        needed -= written.onDisk;
        m_allocated = base::addBytes(m_allocated, written.onDisk);
    }
    auto reservation = m_services.space.reserve(m_place.stateDir, std::max<qint64>(needed, 0));
    if (!reservation)
        return fail(reservation.error());
    m_reservation = std::move(*reservation);
    return {};
}

// Preallocated files take their room when they are opened, others as they grow: the disk is asked, until all of it is
// written. What was dropped is to be written again.
void ObjectFetch::countWritten(const Oid &oid, qint64 bytesOnDisk)
{
    const auto found = m_written.find(oid);
    if (found == m_written.end())
        return;
    const qint64 now = std::min(bytesOnDisk, found->size);
    const qint64 more = now - std::exchange(found->onDisk, now);
    m_allocated += more;
    m_reservation.release(more);
}

} // namespace weightyard::job
