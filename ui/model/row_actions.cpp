#include "ui/model/row_actions.h"

#include <QCoreApplication>

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
    else if (failed || kept)
        actions.append(RowAction::Discard);
    else if (row.added)
        actions.append(RowAction::RemoveFromList);
    if (!open && !row.work && row.disk.ours)
        actions.append(RowAction::Remove);
    return actions;
}

QString actionText(RowAction action)
{
    switch (action) {
    case RowAction::Download:
        return RowActions::tr("Download");
    case RowAction::Pause:
        return RowActions::tr("Pause");
    case RowAction::Resume:
        return RowActions::tr("Resume");
    case RowAction::Retry:
        return RowActions::tr("Try again");
    case RowAction::CheckAgain:
        return RowActions::tr("Check again");
    case RowAction::Cancel:
        return RowActions::tr("Cancel download");
    case RowAction::StopWork:
        return RowActions::tr("Stop");
    case RowAction::Repair:
        return RowActions::tr("Repair");
    case RowAction::ChooseFiles:
        return RowActions::tr("Choose files…");
    case RowAction::Update:
        return RowActions::tr("Update");
    case RowAction::Verify:
        return RowActions::tr("Verify");
    case RowAction::LookForUpdate:
        return RowActions::tr("Look for an update");
    case RowAction::GoBack:
        return RowActions::tr("Back to previous version");
    case RowAction::ShareHubCache:
        return RowActions::tr("Share with Hugging Face cache");
    case RowAction::UnshareHubCache:
        return RowActions::tr("Take out of Hugging Face cache");
    case RowAction::ShareLmStudio:
        return RowActions::tr("Share with LM Studio");
    case RowAction::UnshareLmStudio:
        return RowActions::tr("Take out of LM Studio");
    case RowAction::OpenFolder:
        return RowActions::tr("Open folder");
    case RowAction::UseIt:
        return RowActions::tr("Use it…");
    case RowAction::OpenTerminal:
        return RowActions::tr("Open in terminal");
    case RowAction::OpenPage:
        return RowActions::tr("Open page");
    case RowAction::StartNow:
        return RowActions::tr("This one now");
    case RowAction::CopyPath:
        return RowActions::tr("Copy path");
    case RowAction::CopyId:
        return RowActions::tr("Copy id");
    case RowAction::CopyAddress:
        return RowActions::tr("Copy address");
    case RowAction::CopyDiagnostics:
        return RowActions::tr("Copy diagnostics");
    case RowAction::Discard:
        return RowActions::tr("Discard download");
    case RowAction::RemoveFromList:
        return RowActions::tr("Remove from the list");
    case RowAction::Remove:
        return RowActions::tr("Delete model…");
    }
    Q_UNREACHABLE();
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
