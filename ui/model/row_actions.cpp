#include "ui/model/row_actions.h"

#include <QCoreApplication>
#include <QHash>

namespace weightyard::ui {

using job::JobState;
using library::OnDisk;

namespace {

class RowActions
{
    Q_DECLARE_TR_FUNCTIONS(RowActions)
};

// Mended on a page of the host or by signing in, not by waiting.
bool needsAccess(const job::JobSnapshot &job)
{
    return job.error
           && (job.error->kind == base::ErrorKind::Gated || job.error->kind == base::ErrorKind::Auth);
}

void addSharing(QList<RowAction> &actions, const ModelRow &row, library::ForeignTool tool, RowAction share,
                RowAction unshare)
{
    if (row.standing.sharedWith.contains(tool))
        actions.append(unshare);
    else if (row.shareable.contains(tool) && row.disk.ours)
        actions.append(share);
}

// What is here can be cared for, while no download works on it.
void addCare(QList<RowAction> &actions, const ModelRow &row)
{
    using library::ForeignTool;
    if (row.disk.ours || !row.inFolder)
        actions.append(RowAction::Verify);
    if (row.disk.ours && !row.update)
        actions.append(RowAction::LookForUpdate);
    if (row.standing.hasPrevious)
        actions.append(RowAction::GoBack);
    addSharing(actions, row, ForeignTool::HubCache, RowAction::ShareHubCache, RowAction::UnshareHubCache);
    addSharing(actions, row, ForeignTool::LmStudio, RowAction::ShareLmStudio, RowAction::UnshareLmStudio);
}

} // namespace

QList<RowAction> actionsFor(const ModelRow &row)
{
    QList<RowAction> actions;
    const bool hasFolder =
        row.disk.state != OnDisk::Absent || (row.job && row.job->state == JobState::Installed);
    const bool open = row.job && !job::isFinal(row.job->state);
    if (open && row.job->state == JobState::Paused)
        actions = {RowAction::Resume, RowAction::StartNow};
    else if (open)
        actions = {RowAction::Pause};
    else if (row.work)
        actions = {RowAction::StopWork};
    else if (wantsChoice(row))
        actions = {RowAction::ChooseFiles};
    else if (row.job && row.job->state == JobState::Failed)
        actions = needsAccess(*row.job) ? QList{RowAction::CheckAgain} : QList{RowAction::Retry};
    else if (row.damage)
        actions = {RowAction::Repair};
    else if (!isHere(row) && row.awayIn.isEmpty())
        actions = {RowAction::Download};
    else if (isHere(row) && row.update)
        actions = {RowAction::Update};
    if (open && row.job->state == JobState::Queued)
        actions.append(RowAction::StartNow);
    if (hasFolder)
        actions.append(RowAction::OpenFolder);
    if (isHere(row))
        actions.append(RowAction::UseIt);
    if (hasFolder)
        actions.append(RowAction::OpenTerminal);
    actions.append(RowAction::OpenPage);
    if (!open && !row.work && !row.inFolder && row.awayIn.isEmpty())
        actions.append(RowAction::DownloadInto);
    if (!open && !row.work && row.disk.state != OnDisk::Absent && row.disk.state != OnDisk::NotRecognised)
        addCare(actions, row);
    if (hasFolder)
        actions.append(RowAction::CopyPath);
    if (!modelPathOf(row).isEmpty())
        actions.append(RowAction::CopyId);
    actions.append(RowAction::CopyAddress);
    if (row.job)
        actions.append(RowAction::CopyDiagnostics);
    const bool failed = row.job && row.job->state == JobState::Failed;
    const bool kept = !isHere(row) && row.disk.partialBytes > 0;
    if (open)
        actions.append(RowAction::Cancel); // never beside Pause
    else if ((failed || kept) && !row.work)
        actions.append(RowAction::Discard);
    else if (row.added && !failed && !kept)
        actions.append(RowAction::RemoveFromList);
    if (!open && !row.work && row.disk.ours)
        actions.append(RowAction::Remove);
    return actions;
}

QString actionText(RowAction action)
{
    static const QHash<RowAction, const char *> texts{
        {RowAction::Download, QT_TRANSLATE_NOOP("RowActions", "Download")},
        {RowAction::DownloadInto, QT_TRANSLATE_NOOP("RowActions", "Download into a folder…")},
        {RowAction::Pause, QT_TRANSLATE_NOOP("RowActions", "Pause")},
        {RowAction::Resume, QT_TRANSLATE_NOOP("RowActions", "Resume")},
        {RowAction::Retry, QT_TRANSLATE_NOOP("RowActions", "Try again")},
        {RowAction::CheckAgain, QT_TRANSLATE_NOOP("RowActions", "Check again")},
        {RowAction::Cancel, QT_TRANSLATE_NOOP("RowActions", "Cancel download")},
        {RowAction::StopWork, QT_TRANSLATE_NOOP("RowActions", "Stop")},
        {RowAction::Repair, QT_TRANSLATE_NOOP("RowActions", "Repair")},
        {RowAction::ChooseFiles, QT_TRANSLATE_NOOP("RowActions", "Choose files…")},
        {RowAction::Update, QT_TRANSLATE_NOOP("RowActions", "Update")},
        {RowAction::Verify, QT_TRANSLATE_NOOP("RowActions", "Verify")},
        {RowAction::LookForUpdate, QT_TRANSLATE_NOOP("RowActions", "Look for an update")},
        {RowAction::GoBack, QT_TRANSLATE_NOOP("RowActions", "Back to previous version")},
        {RowAction::ShareHubCache, QT_TRANSLATE_NOOP("RowActions", "Share with Hugging Face cache")},
        {RowAction::UnshareHubCache, QT_TRANSLATE_NOOP("RowActions", "Take out of Hugging Face cache")},
        {RowAction::ShareLmStudio, QT_TRANSLATE_NOOP("RowActions", "Share with LM Studio")},
        {RowAction::UnshareLmStudio, QT_TRANSLATE_NOOP("RowActions", "Take out of LM Studio")},
        {RowAction::OpenFolder, QT_TRANSLATE_NOOP("RowActions", "Open folder")},
        {RowAction::UseIt, QT_TRANSLATE_NOOP("RowActions", "Use it…")},
        {RowAction::OpenTerminal, QT_TRANSLATE_NOOP("RowActions", "Open in terminal")},
        {RowAction::OpenPage, QT_TRANSLATE_NOOP("RowActions", "Open page")},
        {RowAction::StartNow, QT_TRANSLATE_NOOP("RowActions", "This one now")},
        {RowAction::CopyPath, QT_TRANSLATE_NOOP("RowActions", "Copy path")},
        {RowAction::CopyId, QT_TRANSLATE_NOOP("RowActions", "Copy id")},
        {RowAction::CopyAddress, QT_TRANSLATE_NOOP("RowActions", "Copy address")},
        {RowAction::CopyDiagnostics, QT_TRANSLATE_NOOP("RowActions", "Copy diagnostics")},
        {RowAction::Discard, QT_TRANSLATE_NOOP("RowActions", "Discard download")},
        {RowAction::RemoveFromList, QT_TRANSLATE_NOOP("RowActions", "Remove from the list")},
        {RowAction::Remove, QT_TRANSLATE_NOOP("RowActions", "Delete model…")},
    };
    return RowActions::tr(texts.value(action));
}

bool isObvious(RowAction action)
{
    return action == RowAction::Download || action == RowAction::Retry || action == RowAction::CheckAgain
           || action == RowAction::Repair || action == RowAction::ChooseFiles || action == RowAction::Update;
}

int actionGroup(RowAction action)
{
    switch (action) {
    case RowAction::OpenFolder:
    case RowAction::UseIt:
    case RowAction::OpenTerminal:
    case RowAction::OpenPage:
    case RowAction::DownloadInto:
        return 1;
    case RowAction::Verify:
    case RowAction::LookForUpdate:
    case RowAction::GoBack:
        return 2;
    case RowAction::ShareHubCache:
    case RowAction::UnshareHubCache:
    case RowAction::ShareLmStudio:
    case RowAction::UnshareLmStudio:
        return 3;
    case RowAction::CopyPath:
    case RowAction::CopyId:
    case RowAction::CopyAddress:
    case RowAction::CopyDiagnostics:
        return 4;
    default:
        return isDestructive(action) ? 5 : 0;
    }
}

bool isDestructive(RowAction action)
{
    return action == RowAction::Cancel || action == RowAction::Discard || action == RowAction::RemoveFromList
           || action == RowAction::Remove;
}

} // namespace weightyard::ui
