#include "job/download_job.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "git/repository.h"
#include "git/runtime.h"
#include "hub/refusal.h"
#include "job/chosen_files.h"
#include "job/git_tree_source.h"
#include "job/job_cleanup.h"
#include "job/job_record.h"
#include "job/job_reporter.h"
#include "job/job_target.h"
#include "job/library_wait.h"
#include "job/object_fetch.h"
#include "job/page_branch.h"
#include "job/remote_session.h"
#include "job/repair.h"
#include "job/repository_endpoint.h"
#include "job/repository_fetch.h"
#include "job/room_wait.h"
#include "job/update.h"
#include "lfs/batch_client.h"
#include "store/existing_files.h"
#include "store/folder_content.h"
#include "store/library_layout.h"
#include "store/lock_keeper.h"
#include "store/publisher.h"

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

struct DownloadJob::Steps {
    Steps(DownloadRequest r, const JobServices &s, ChangedFunction changed)
        : request(std::move(r)),
          services(s),
          reporter(s.clock, std::move(changed))
    {}

    Result<void> performPatiently(const base::CancelToken &cancel);
    Result<void> perform(const base::CancelToken &cancel);
    Result<void> waitForOthers(const base::Error &why, const base::CancelToken &cancel);
    Result<store::DownloadLayout> findPlace() const { return placeOf(request, services.configDir); }
    Result<bool> lookFirst(store::DownloadLayout &place, const base::CancelToken &cancel);
    Result<void> work(const store::DownloadLayout &place, const base::CancelToken &cancel);
    Result<void> beginUpdate(const store::DownloadLayout &place);
    bool isUpToDate(const QString &commit);
    Result<void> fetchAndPublish(store::Publisher &publisher, const store::DownloadLayout &place,
                                 const base::CancelToken &cancel);
    Result<QHash<base::Oid, QString>> fetchObjects(ObjectFetch &fetch, const git::Repository &repository,
                                                   const lfs::Manifest &missing, RemoteSession &conversation,
                                                   const base::CancelToken &cancel);
    Result<void> publish(store::Publisher &publisher, const store::PublishRequest &what,
                         GitTreeSource &source, const git::Repository &repository,
                         const store::DownloadLayout &place, const base::CancelToken &cancel);
    Result<QSet<QString>> filesThere(const QList<store::TreeFile> &files, GitTreeSource &source,
                                     const store::DownloadLayout &place, bool keepHistory,
                                     const base::CancelToken &cancel) const;
    Result<store::Record> recordOf(const git::Repository &repository, const library::PickedFiles &picked,
                                   const store::DownloadLayout &place, bool keepHistory);

    DownloadRequest request;
    JobServices services;
    JobReporter reporter;
    git::RemoteAddress remote;    ///< what the user's settings make of the location's URL
    std::optional<Repair> repair; ///< set: the model is there, but not all of it
    std::optional<Update> update; ///< set: the model is there, at an older commit
    bool isOthers = false;        ///< what is missing joins files that are not ours
    bool roomHelps = true;        ///< no: a file is too large for the file system
};

DownloadJob::DownloadJob(DownloadRequest request, const JobServices &services, ChangedFunction changed)
    : m_steps(std::make_unique<Steps>(std::move(request), services, std::move(changed)))
{}

DownloadJob::~DownloadJob() = default;

JobSnapshot DownloadJob::run(const base::CancelToken &cancel)
{
    Steps &steps = *m_steps;
    steps.reporter.begin(steps.request.location.modelPath, base::redacted(steps.request.location.url));
    const Result<void> done = steps.performPatiently(cancel);
    if (done)
        steps.reporter.move(JobState::Installed);
    else
        steps.reporter.end(done.error());
    return steps.reporter.snapshot();
}

// While it waits it holds no lock: another program may be what makes room, or bring this very model.
Result<void> DownloadJob::Steps::performPatiently(const base::CancelToken &cancel)
{
    for (int failures = 1;; ++failures) {
        const qint64 before = reporter.snapshot().bytesFetched;
        const Result<void> done = perform(cancel);
        if (!done && done.error().kind == ErrorKind::Busy && !services.failIfBusy) {
            if (const Result<void> free = waitForOthers(done.error(), cancel); !free)
                return free;
            continue;
        }
        if (done || !services.waitForDisk)
            return done;
        const bool full = done.error().kind == ErrorKind::DiskFull && roomHelps;
        if (!full && done.error().kind != ErrorKind::Disconnected)
            return done;
        if (reporter.snapshot().bytesFetched > before)
            failures = 1;
        const Result<void> waited = waitForRoom(
            done.error(), request.into.isEmpty() ? request.library : request.into, failures, services.space,
            cancel, [this](const base::Error &why, qint64 delayMs) { reporter.wait(why, delayMs); });
        if (!waited)
            return waited;
    }
}

Result<void> DownloadJob::Steps::waitForOthers(const base::Error &why, const base::CancelToken &cancel)
{
    reporter.wait(why, -1);
    if (why.cause.code == base::ErrorCode::CloneAtWork)
        return waitForClone(scriptFolderOf(request), services.clock, cancel);
    const Result<store::DownloadLayout> place = findPlace();
    if (!place)
        return fail(place.error());
    return waitForLibrary(*place, services.locks, cancel);
}

Result<void> DownloadJob::Steps::perform(const base::CancelToken &cancel)
{
    reporter.move(JobState::Resolving);
    repair.reset();
    update.reset();
    settleBranch(request, services, cancel);
    if (const Result<void> cleared = clearTarget(request, services.clock.wallMs()); !cleared)
        return cleared;
    Result<store::DownloadLayout> place = findPlace();
    if (!place)
        return fail(place.error());
    reporter.setFolder(place->target);
    const bool isKnown = request.update || store::TreeSwap(*place).isPending(); // an update that was killed
    const Result<bool> goesOn = isKnown ? Result<bool>(true) : lookFirst(*place, cancel);
    if (!goesOn || !*goesOn)
        return goesOn ? Result<void>() : fail(goesOn.error());
    const Result<git::RemoteAddress> address = remoteOf(request.location, services);
    if (!address)
        return fail(address.error());
    remote = *address;
    const Result<store::LockKeeper::Hold> lock = services.locks.prepareAndHold(*place);
    if (!lock)
        return fail(lock.error());
    return work(*place, cancel);
}

// False: the model is here.
Result<bool> DownloadJob::Steps::lookFirst(store::DownloadLayout &place, const base::CancelToken &cancel)
{
    const Result<library::Presence> here = presenceOf(request, place, services, cancel);
    if (!here) // of ours at another commit: it becomes that one, as by an update
        return isAtOtherCommit(here.error(), place) ? moveOn(request, place, services.configDir)
                                                    : fail(here.error());
    if (*here == library::Presence::Installed || *here == library::Presence::Unverified) {
        tellPresence(*here, request, place, services, reporter);
        return false;
    }
    isOthers = *here == library::Presence::Others;
    if (!isOthers && *here != library::Presence::Absent) {
        const Result<Repair> begun = Repair::begin(place);
        if (!begun)
            return fail(begun.error());
        repair = *begun;
        tellWhatStays(request, place, reporter);
    }
    goBeside(request, place, isOthers);
    return true;
}

Result<void> DownloadJob::Steps::work(const store::DownloadLayout &place, const base::CancelToken &cancel)
{
    store::Publisher publisher(place);
    const Result<bool> recovered = publisher.recover();
    if (!recovered)
        return fail(asDisconnectedIfGone(recovered.error(), place));
    Result<void> done = *recovered ? settleInstalled(place) : beginUpdate(place);
    if (done && !*recovered)
        done = fetchAndPublish(publisher, place, cancel);
    if (done) {
        cleanUpInstalled(place); // the fetched repository is closed: no open file is in the way
        return done;
    }
    const base::Error why = asDisconnectedIfGone(done.error(), place);
    if (reporter.snapshot().state != JobState::Publishing)
        removeEmptyState(place);
    return fail(why);
}

Result<void> DownloadJob::Steps::beginUpdate(const store::DownloadLayout &place)
{
    if (!request.update)
        return {};
    const Result<Update> begun =
        Update::begin(place, *request.update, lfs::Selection::from(services.userConfig));
    if (!begun)
        return fail(begun.error());
    update.emplace(*begun);
    return {};
}

bool DownloadJob::Steps::isUpToDate(const QString &commit)
{
    reporter.setCommit(commit);
    const bool isHere = update && update->record().commit == commit;
    if (isHere)
        reporter.setAlreadyInstalled(false);
    else if (update && request.movesOn)
        reporter.addNotice({.kind = Notice::Kind::OtherCommit, .detail = update->record().commit.left(12)});
    return isHere;
}

Result<void> DownloadJob::Steps::fetchAndPublish(store::Publisher &publisher,
                                                 const store::DownloadLayout &place,
                                                 const base::CancelToken &cancel)
{
    const bool keepHistory =
        update ? update->keepsHistory() : !repair && keepsHistory(request, place, reporter);
    RemoteSession conversation(request.location, remote, services);
    net::AuthSession &session = conversation.session();
    const QString gitDir = store::StagingLayout(place.stagingDir).git();
    auto repository = fetchRepository(
        {.url = remote.url,
         .revision = repair ? repair->record().commit : request.wantedRevision(),
         .gitDir = gitDir,
         .known = update ? update->history() : git::KnownHistory()},
        {.session = session, .retries = request.retries, .space = services.space, .reporter = reporter},
        cancel);
    if (!repository)
        return fail(
            hub::explainedRefusal(repository.error(), request.location, services.hub, session, cancel));
    if (isUpToDate((*repository)->revision().commit))
        return {};
    const store::Record *installed = repair ? &repair->record() : update ? &update->record() : nullptr;
    const Result<library::PickedFiles> picked =
        chosenFiles(request, **repository, services.userConfig, installed, reporter);
    if (!picked)
        return fail(asBranch(picked.error(), request, services, cancel));
    const lfs::Manifest *manifest = &picked->manifest;
    if (isOthers && areAllThere(place, *manifest, reporter, cancel))
        return {};
    GitTreeSource source(**repository, *manifest, request.location.url);
    const QList<store::TreeFile> files = source.files();
    const Result<platform::VolumeTraits> traits = source.checkVolume(place.stagingDir);
    roomHelps = traits.has_value();
    if (!traits)
        return fail(traits.error());
    Result<store::Record> record = recordOf(**repository, *picked, place, keepHistory);
    if (!record)
        return fail(record.error());
    const auto existing = update ? update->staying(*record, files, source, *traits, cancel)
                                 : filesThere(files, source, place, keepHistory, cancel);
    if (!existing)
        return fail(existing.error());
    reporter.setFiles(*manifest, *existing, record->different, keepHistory);
    ObjectFetch fetch(request, services, place, reporter); // holds its claims until all is published
    const auto objects =
        fetchObjects(fetch, **repository, manifest->without(*existing), conversation, cancel);
    if (!objects)
        return fail(objects.error());
    if (repair && repair->isIdle())
        reporter.setAlreadyInstalled(false);
    if (!repair)
        record->installedAt = QDateTime::fromMSecsSinceEpoch(services.clock.wallMs()).toUTC();
    const store::PublishRequest what{.files = repair ? repair->missing(files, *existing) : files,
                                     .objects = *objects,
                                     .alreadyThere = *existing,
                                     .keepHistory = keepHistory,
                                     .mends = repair.has_value(),
                                     .gitDir = gitDir,
                                     .record = *record,
                                     .traits = *traits};
    return publish(publisher, what, source, **repository, place, cancel);
}

Result<QHash<base::Oid, QString>> DownloadJob::Steps::fetchObjects(ObjectFetch &fetch,
                                                                   const git::Repository &repository,
                                                                   const lfs::Manifest &missing,
                                                                   RemoteSession &conversation,
                                                                   const base::CancelToken &cancel)
{
    const Result<lfs::Endpoint> endpoint = endpointOf(repository, missing, remote.url, services.userConfig);
    if (!endpoint)
        return fail(endpoint.error());
    conversation.credentials().add(endpoint->batchUrl, endpoint->credential);
    lfs::BatchClient batch(conversation.session(), *endpoint, repository.revision().refName, request.retries);
    auto objects = fetch.run(batch, missing, cancel);
    if (!objects)
        return fail(hub::explainedRefusal(objects.error(), request.location, services.hub,
                                          conversation.session(), cancel));
    return objects;
}

Result<void> DownloadJob::Steps::publish(store::Publisher &publisher, const store::PublishRequest &what,
                                         GitTreeSource &source, const git::Repository &repository,
                                         const store::DownloadLayout &place, const base::CancelToken &cancel)
{
    reporter.move(JobState::Publishing);
    if (const Result<void> cleared = repair ? repair->clear(place) : Result<void>(); !cleared)
        return cleared;
    const Result<void> published =
        update ? update->publish(what, source, cancel) : publisher.publish(what, source, cancel);
    if (published && repair)
        repair->tellGit(repository, place);
    return published;
}

Result<QSet<QString>> DownloadJob::Steps::filesThere(const QList<store::TreeFile> &files,
                                                     GitTreeSource &source,
                                                     const store::DownloadLayout &place, bool keepHistory,
                                                     const base::CancelToken &cancel) const
{
    if (repair)
        return repair->intact(place, files, source, cancel);
    if (place.publish == store::DownloadLayout::Publish::MoveInto)
        return store::existingFiles(place, files, keepHistory, source, cancel);
    return QSet<QString>();
}

Result<store::Record> DownloadJob::Steps::recordOf(const git::Repository &repository,
                                                   const library::PickedFiles &picked,
                                                   const store::DownloadLayout &place, bool keepHistory)
{
    const bool adds = repair && repair->record().picks != picked.wishes;
    if (repair && !adds)
        return repair->repairedRecord();
    const Result<store::Record> record = makeRecord(
        request, repository, picked, services,
        {.folder = place.target, .withHistory = repair ? repair->record().withHistory : keepHistory});
    if (!record || !repair)
        return record;
    repair->add(*record);
    return repair->repairedRecord();
}

} // namespace weightyard::job
