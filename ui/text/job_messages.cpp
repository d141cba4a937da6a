#include "ui/text/job_messages.h"

#include "ui/text/format.h"
#include "ui/text/sentence.h"

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobState;
using job::Notice;

namespace {

QString partsText(const Notice &notice)
{
    QStringList parts;
    for (const Notice::Part &part : notice.parts)
        parts.append(withoutControls(part.name) + u' ' + formatBytes(part.bytes));
    if (notice.more > 0)
        parts.append(u"…"_s);
    return text::listed(parts);
}

} // namespace

QString JobMessages::notice(const Notice &notice)
{
    const QString detail = withoutControls(notice.detail).simplified();
    switch (notice.kind) {
    case Notice::Kind::HistoryNested:
        return tr("The folder is inside the git work tree %1; the model gets a .git of its own.").arg(detail);
    case Notice::Kind::HistoryLeftOut:
        return tr("The folder is inside the git work tree %1, so the git history is left out.").arg(detail);
    case Notice::Kind::FullHistory:
        return tr("The server does not give out this commit by itself; fetching the whole history of %1.")
            .arg(detail);
    case Notice::Kind::Submodules:
        return tr("Submodules are not fetched; their folders stay empty: %1").arg(detail);
    case Notice::Kind::PartialBySettings:
        return tr(
            "Partial by your settings: lfs.fetchinclude or lfs.fetchexclude leave %n file(s) as pointer(s).",
            nullptr, static_cast<int>(notice.count));
    case Notice::Kind::EmptyRepository:
        return tr("The repository has no files.");
    case Notice::Kind::MirrorSilent:
        return tr("The mirror %1 does not give what it should, and is left out of this download.")
            .arg(detail);
    case Notice::Kind::MirrorRefused:
        return tr("The mirror %1 refuses access, and is left out of this download. A mirror that may have a "
                  "token "
                  "is written with #token behind its address.")
            .arg(detail);
    case Notice::Kind::MirrorLied:
        return tr("The mirror %1 gave bytes that are not the model's; they were thrown away, and it is left "
                  "out of "
                  "this download.")
            .arg(detail);
    case Notice::Kind::SeveralVariants:
        return tr("%n variant(s) are downloaded, %1 with everything else: %2.", nullptr,
                  static_cast<int>(notice.parts.size() + notice.more))
            .arg(formatBytes(notice.count), partsText(notice));
    case Notice::Kind::Doubles:
        return tr("%1 of it are doubles: the same weights in another format.").arg(formatBytes(notice.count));
    case Notice::Kind::Licence:
        return tr("Licence, as its README states it: %1").arg(detail);
    case Notice::Kind::MissingShards:
        return tr("The repository lacks shards of its weights, which cannot be loaded without them: %1.")
            .arg(detail);
    case Notice::Kind::UnsafeFormats:
    case Notice::Kind::NamedUnsafe:
        return tr("%n file(s) of a format that runs code when it is loaded: %1.", nullptr,
                  static_cast<int>(notice.count))
            .arg(detail);
    case Notice::Kind::RemoteCode:
        return tr("The model brings code of its own, which programs run when they are told to trust it: %1.")
            .arg(detail);
    case Notice::Kind::OtherCommit:
        return tr("The model is here at commit %1, which is kept as its previous version.").arg(detail);
    case Notice::Kind::ChangedStays:
        return tr("%n file(s) of the model were changed since, and stay as they are: %1.", nullptr,
                  static_cast<int>(notice.count))
            .arg(detail);
    case Notice::Kind::HistoryKept:
        return tr("The model is here with its git history, which stays.");
    }
    Q_UNREACHABLE();
}

QString JobMessages::noticeOption(const Notice &notice)
{
    switch (notice.kind) {
    case Notice::Kind::HistoryLeftOut:
        return tr("With --keep-git it stays.");
    case Notice::Kind::OtherCommit:
        return tr("With update --rollback it comes back.");
    case Notice::Kind::ChangedStays:
        return tr("With verify MODEL --repair the model's come back.");
    case Notice::Kind::HistoryKept:
        return tr("With clean --git-history MODEL it goes.");
    case Notice::Kind::SeveralVariants:
        return tr("With --variant NAME one of them is.");
    case Notice::Kind::Doubles:
        return tr("With --variant default they are left out.");
    case Notice::Kind::UnsafeFormats:
        return tr("With --safe such files are left out.");
    case Notice::Kind::NamedUnsafe:
        return tr("A safe choice leaves such files out, but for those that are named.");
    default:
        return {};
    }
}

QString JobMessages::state(const job::JobSnapshot &job, qint64 wallNowMs)
{
    switch (job.state) {
    case JobState::Queued:
        return tr("Queued");
    case JobState::Resolving:
        return tr("Resolving");
    case JobState::Transferring:
        return tr("Downloading");
    case JobState::Verifying:
        return tr("Verifying");
    case JobState::Publishing:
        return tr("Publishing");
    case JobState::Waiting:
        if (job.error && job.error->kind == ErrorKind::DiskFull)
            return tr("Waiting for room");
        if (job.error && job.error->kind == ErrorKind::Busy)
            return job.error->context.oid.isEmpty() ? tr("Waiting for another program")
                                                    : tr("Waiting for another model");
        if (job.waitUntilMs <= wallNowMs)
            return tr("Trying again"); // and no byte has come yet
        return tr("Waiting %1").arg(formatDuration(job.waitUntilMs - wallNowMs));
    case JobState::Paused:
        return tr("Paused");
    case JobState::Installed:
        return job.alreadyInstalled ? tr("Already here") : tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Stopped");
    }
    Q_UNREACHABLE();
}

} // namespace weightyard::text
