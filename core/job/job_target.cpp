#include "job/job_target.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "base/name_list.h"
#include "job/remote_session.h"
#include "job/update.h"
#include "library/files_here.h"
#include "library/model_folder.h"
#include "library/picked_files.h"
#include "library/record_gaps.h"
#include "store/folder_content.h"

#include <QFileInfo>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using library::Presence;

namespace {

constexpr qsizetype kMostChangedNamed = 5;

} // namespace

Result<store::DownloadLayout> placeOf(const DownloadRequest &request, const QString &configDir)
{
    if (!request.into.isEmpty() && request.update)
        return store::layoutForSwap(request.into, configDir);
    if (!request.into.isEmpty())
        return store::layoutInFolder(request.into, configDir);
    return store::layoutInLibrary(request.library, request.location.modelPath, configDir);
}

library::ScriptFolder scriptFolderOf(const DownloadRequest &request)
{
    return {.script = request.script,
            .folder = request.into,
            .cloneFolder = request.cloneFolder,
            .modelPath = request.location.modelPath,
            .pick = request.pick};
}

Result<void> clearTarget(const DownloadRequest &request, qint64 wallMs)
{
    if (request.script.isEmpty())
        return {};
    const auto aside = library::setUnfinishedCloneAside(scriptFolderOf(request), wallMs);
    return aside ? Result<void>() : fail(aside.error());
}

namespace {

Result<QString> commitNamed(const DownloadRequest &request, const JobServices &services,
                            const base::CancelToken &cancel)
{
    const Result<git::RemoteTip> tip =
        tipAtHost(request.location, request.wantedRevision(), services, cancel);
    return tip ? Result<QString>(tip->commit) : fail(tip.error());
}

bool isOtherRevision(const base::Error &error)
{
    return error.cause.code == base::ErrorCode::HoldsOtherCommit
           || error.cause.code == base::ErrorCode::OtherCopy;
}

} // namespace

Result<Presence> presenceOf(const DownloadRequest &request, const store::DownloadLayout &place,
                            const JobServices &services, const base::CancelToken &cancel)
{
    library::PresenceQuestion question{
        .url = request.location.url.toString(),
        .revision = request.wantedRevision(),
        .modelPath = request.into.isEmpty() ? request.location.modelPath : QString(),
        .pick = request.pick,
        .keepsChoice = request.keepsChoice,
        .hubPath = request.location.onHub ? request.location.modelPath : QString()};
    Result<Presence> here = library::presence(place, question, cancel);
    if (!here && isOtherRevision(here.error())) {
        const Result<QString> commit = commitNamed(request, services, cancel);
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        question.revision = commit.value_or(QString());
        if (!question.revision.isEmpty())
            here = library::presence(place, question, cancel);
    }
    // Of a folder of the user's nothing more is asked; one that a script fills is its model's alone.
    const bool isOpen = here && *here == Presence::Absent && !request.script.isEmpty();
    return isOpen ? library::scriptPresence(scriptFolderOf(request), question.revision, cancel) : here;
}

void tellPresence(Presence here, const DownloadRequest &request, const store::DownloadLayout &place,
                  const JobServices &services, JobReporter &reporter)
{
    reporter.setAlreadyInstalled(here == Presence::Unverified);
    if (here == Presence::Installed)
        settleChoice(place, services.locks);
    tellWhatStays(request, place, reporter);
}

void goBeside(DownloadRequest &request, store::DownloadLayout &place, bool isOthers)
{
    if (!store::firstThingIn(place.target).isEmpty())
        place.publish = store::DownloadLayout::Publish::MoveInto;
    if (isOthers)
        request.keepHistory = QFileInfo::exists(place.target + u"/.git"_s);
}

bool areAllThere(const store::DownloadLayout &place, const lfs::Manifest &manifest, JobReporter &reporter,
                 const base::CancelToken &cancel)
{
    QList<hub::HubFile> wanted = library::listedFiles(manifest);
    wanted.removeIf([](const hub::HubFile &file) { return base::isAttributesFile(file.path); });
    const bool isAll = library::filesHere(place.target, wanted, cancel).size() == wanted.size();
    if (isAll)
        reporter.setAlreadyInstalled(true);
    return isAll;
}

base::Error asBranch(const base::Error &error, const DownloadRequest &request, const JobServices &services,
                     const base::CancelToken &cancel)
{
    const base::ErrorCode code = error.cause.code;
    if (code != base::ErrorCode::NoVariants && code != base::ErrorCode::NoSuchVariant)
        return error;
    const QString name = error.cause.values.value(0);
    DownloadRequest branch = request;
    branch.revision = name;
    if (!commitNamed(branch, services, cancel))
        return error;
    return {.kind = error.kind, .cause = base::Cause(base::ErrorCode::VariantIsBranch, name)};
}

bool isAtOtherCommit(const base::Error &error, const store::DownloadLayout &place)
{
    if (error.cause.code != base::ErrorCode::HoldsOtherCommit)
        return false;
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    return record && *record;
}

Result<bool> moveOn(DownloadRequest &request, store::DownloadLayout &place, const QString &configDir)
{
    request.update = library::MineOrNew::Refuse;
    request.movesOn = true;
    const Result<store::DownloadLayout> swap = placeOf(request, configDir);
    if (!swap)
        return fail(swap.error());
    place = *swap;
    return true;
}

void tellWhatStays(const DownloadRequest &request, const store::DownloadLayout &place, JobReporter &reporter)
{
    const bool without = request.nestedHistory && !request.keepHistory; // asked for, not by a setting
    if (without && QFileInfo::exists(place.target + u"/.git"_s))
        reporter.addNotice({.kind = Notice::Kind::HistoryKept, .detail = place.target});
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    const bool isOurs = record && *record && !library::hasMovedOn(**record, place.target);
    const QStringList changed =
        isOurs ? library::changedFiles(**record, place.target, library::ChangedBy::Bytes) : QStringList();
    if (!changed.isEmpty())
        reporter.addNotice({.kind = Notice::Kind::ChangedStays,
                            .detail = base::firstNames(changed, kMostChangedNamed),
                            .count = changed.size()});
}

bool keepsHistory(const DownloadRequest &request, const store::DownloadLayout &place, JobReporter &reporter)
{
    const QString around = request.keepHistory ? library::surroundingWorkTree(place.target) : QString();
    if (around.isEmpty())
        return request.keepHistory;
    const bool nested = request.nestedHistory.value_or(false);
    reporter.addNotice(
        {.kind = nested ? Notice::Kind::HistoryNested : Notice::Kind::HistoryLeftOut, .detail = around});
    return nested;
}

} // namespace weightyard::job
