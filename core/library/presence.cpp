#include "library/presence.h"

#include "base/error_code.h"
#include "library/model_folder.h"
#include "library/record_gaps.h"
#include "platform/file_io.h"
#include "store/folder_content.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kShortestCommit = 7;

// "OWNER" by itself may be a model without an owner, as the Hub's oldest ones, or the page of somebody whose models are here.
bool holdsOtherModels(const store::DownloadLayout &place, const QString &modelPath)
{
    const QString prefix = modelPath + u'/';
    const QList<store::Record> records =
        store::listRecords(store::StateLayout(place.stateDir).records(), store::RecordsOf::Library).records;
    if (std::any_of(records.cbegin(), records.cend(),
                    [&](const store::Record &record) { return record.folder.startsWith(prefix); }))
        return true;
    const QDir folder(place.target);
    if (folder.exists(u".git"_s) || !store::filesAtTop(place.target).isEmpty())
        return false;
    const bool isOwner = modelPath.count(u'/') == (modelPath.startsWith("datasets/"_L1) ? 1 : 0);
    const QStringList names = folder.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    return std::any_of(names.cbegin(), names.cend(),
                       [&](const QString &name) { return isOwner || folder.exists(name + u"/.git"_s); });
}

// Without a record, but perhaps a model all the same.
Result<Presence> foreignPresence(const store::DownloadLayout &place, const PresenceQuestion &question,
                                 const base::CancelToken &cancel)
{
    if (holdsOtherModels(place, question.modelPath))
        return fail(ErrorKind::Usage, Cause(ErrorCode::FolderOfModels, question.modelPath, place.target));
    ModelOnDisk model{.modelPath = question.modelPath, .folder = place.target};
    recognise(model, cancel);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    const base::ErrorContext context{.path = place.target};
    switch (model.state) {
    case OnDisk::Absent:
        return Presence::Absent;
    case OnDisk::Here:
    case OnDisk::HereUnverified:
        if (question.revision.isEmpty()
            || (question.revision.size() >= kShortestCommit && model.commit.startsWith(question.revision)))
            return Presence::Unverified;
        return fail(ErrorKind::Conflict, ErrorCode::OtherCopy, context);
    case OnDisk::Incomplete:
        return fail(ErrorKind::Conflict, Cause(ErrorCode::UnfinishedCopy, model.problems.value(0)), context);
    case OnDisk::NotRecognised:
        if (!platform::stateOf(place.target + u"/.git"_s))
            return Presence::Absent; // notes of somebody's: the model comes beside them
        return fail(ErrorKind::Conflict, Cause(ErrorCode::OtherFiles, store::firstThingIn(place.target)),
                    context);
    }
    Q_UNREACHABLE();
}

} // namespace

bool holdsShortFiles(const store::Record &record, const QString &folder)
{
    const QStringList gaps = missingOrShort(record, folder, record.files.size());
    return std::any_of(gaps.cbegin(), gaps.cend(), [&](const QString &path) {
        return !record.damaged.contains(path) && platform::stateOf(folder + u'/' + path);
    });
}

bool isSameRevision(const store::Record &record, const QString &revision)
{
    if (revision == record.revision)
        return true;
    if (revision.isEmpty())
        return true; // "the model", whichever revision of it was chosen before
    // The branch by its name, as the addresses of pages have it, after the default branch without a name.
    if (!record.ref.isEmpty()
        && (record.ref == revision || record.ref == u"refs/heads/"_s + revision
            || record.ref == u"refs/tags/"_s + revision))
        return true;
    return revision.size() >= kShortestCommit && record.commit.startsWith(revision);
}

Result<Presence> presence(const store::DownloadLayout &place, const PresenceQuestion &question,
                          const base::CancelToken &cancel)
{
    const bool into = question.modelPath.isEmpty();
    const QFileInfo target(place.target);
    const base::ErrorContext context{.path = place.target};
    if (const QString link = store::deadLink(place.target); !link.isEmpty())
        return fail(store::deadLinkError(link));
    if (target.exists() && !target.isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, context);
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    if (!target.isDir() || store::firstThingIn(place.target).isEmpty())
        return Presence::Absent; // a record without its folder says nothing
    if (!*record) {
        const Result<Presence> there = into ? Presence::Absent : foreignPresence(place, question, cancel);
        const bool isChosen = !question.keepsChoice && !question.pick.isWhole();
        return isChosen && there && *there == Presence::Unverified ? Presence::Others : there;
    }
    const bool same = question.hubPath.isEmpty() ? (*record)->url == question.url
                                                 : (*record)->modelPath == question.hubPath;
    if (!same)
        return fail(ErrorKind::Conflict, Cause(ErrorCode::HoldsOtherModel, (*record)->url), context);
    const bool hasIt = question.keepsChoice || base::covers((*record)->picks, question.pick);
    const bool movedOn = hasMovedOn(**record, place.target);
    if (movedOn && !hasIt) // which of the commit's files there are, nobody knows any more
        return fail(ErrorKind::Conflict, ErrorCode::MovedOn, context);
    if (movedOn)
        return into ? Presence::Unverified : foreignPresence(place, question, cancel);
    if (!isSameRevision(**record, question.revision))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::HoldsOtherCommit, (*record)->commit.left(12)),
                    context);
    if (missingOrShort(**record, place.target, 1).isEmpty() && !hasIt)
        return Presence::Partly;
    if (missingOrShort(**record, place.target, 1).isEmpty())
        return holdsOtherWeights(**record) ? Presence::Unverified : Presence::Installed;
    // A folder of the user's own may hold other content: there only what `verify` found is known to be ours and broken.
    return into && holdsShortFiles(**record, place.target) ? Presence::Absent : Presence::Damaged;
}

QString surroundingWorkTree(const QString &target)
{
    QString folder = QFileInfo(target).absolutePath();
    for (;;) {
        if (QFileInfo::exists(folder + u"/.git"_s))
            return folder;
        const QString parent = QFileInfo(folder).absolutePath();
        if (parent == folder)
            return {};
        folder = parent;
    }
}

} // namespace weightyard::library
