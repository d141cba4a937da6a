#include "app/cli/get_selection.h"

#include "queue/download_queue.h"
#include "queue/library_scan.h"
#include "queue/space_plan.h"

#include <QDir>
#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using queue::DownloadQueue;
using queue::DownloadRequest;
using queue::OnDisk;

namespace {

QString absolute(const QString &folder)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(folder));
}

DownloadRequest requestFor(const ChosenModel &model, const CommandLine &line,
                           const settings::Settings &settings)
{
    DownloadRequest request;
    request.location = model.location;
    request.revision = line.revision;
    request.keepHistory = !line.removeGit.value_or(settings.removeGit);
    if (line.removeGit)
        request.nestedHistory = !*line.removeGit;
    request.library = line.library.isEmpty() ? settings.library : absolute(line.library);
    if (!line.into.isEmpty())
        request.into = absolute(line.into);
    request.transfer.connections = std::min(request.transfer.connections, settings.connections);
    return request;
}

QString folderOf(const DownloadRequest &request)
{
    return request.into.isEmpty() ? request.library : request.into;
}

// What is in the way, or cannot be told, is the download's to say: it needs no room.
qint64 bytesMissing(const queue::ModelOnDisk &disk, qint64 whole)
{
    switch (disk.state) {
    case OnDisk::Absent:
        return std::max<qint64>(whole - disk.partialBytes, 0);
    case OnDisk::Incomplete:
        return disk.ours ? std::max<qint64>(whole - disk.bytes, 0) : 0;
    case OnDisk::Here:
    case OnDisk::HereUnverified:
    case OnDisk::NotRecognised:
        return 0;
    }
    Q_UNREACHABLE();
}

Result<queue::SpacePlan> planFor(const QList<ChosenModel> &models, const QList<DownloadRequest> &requests)
{
    const bool into = !requests.first().into.isEmpty();
    const QString folder = folderOf(requests.first());
    queue::LibraryContents contents;
    if (!into) {
        QStringList paths;
        for (const ChosenModel &model : models)
            paths.append(model.location.modelPath);
        const auto scanned = queue::scanLibrary(folder, paths, base::CancelToken());
        if (!scanned)
            return fail(scanned.error());
        contents = *scanned;
    }
    const Result<store::VolumeSpace> space = store::spaceAt(folder);
    if (!space)
        return fail(space.error());
    QList<queue::SpaceDemand> demands;
    for (qsizetype i = 0; i < models.size(); ++i) {
        const queue::ModelOnDisk disk = contents.models.value(models[i].location.modelPath);
        demands.append({.key = DownloadQueue::keyOf(requests[i]),
                        .volume = space->volume,
                        .bytesMissing = bytesMissing(disk, models[i].entry.bytes)});
    }
    return queue::planSpace(demands, {*space});
}

Result<void> refuseDoubles(const QList<DownloadRequest> &requests)
{
    QSet<QString> keys;
    for (const DownloadRequest &request : requests) {
        const QString key = DownloadQueue::keyOf(request);
        if (keys.contains(key))
            return fail(ErrorKind::Usage, u"'%1' is asked for at two revisions"_s.arg(key));
        keys.insert(key);
    }
    return {};
}

} // namespace

Result<GetSelection> selectDownloads(const CommandLine &line, const settings::Settings &settings,
                                     const GetSurroundings &around)
{
    const catalog::LoadedCatalogue loaded = catalog::loadCatalogue(
        around.configDir, line.catalogue.isEmpty() ? QString() : absolute(line.catalogue));
    if (!line.catalogue.isEmpty()) {
        for (const base::Error &refused : loaded.refused) {
            if (refused.context.path == absolute(line.catalogue))
                return fail(refused); // asked for by name
        }
    }
    const auto models = chooseModels(line, loaded.catalogue, around.hub);
    if (!models)
        return fail(models.error());
    GetSelection selection{.requests = {}, .leftOut = {}, .refusedCatalogues = loaded.refused};
    for (const ChosenModel &model : *models)
        selection.requests.append(requestFor(model, line, settings));
    if (const Result<void> once = refuseDoubles(selection.requests); !once)
        return fail(once.error());
    const bool known = std::any_of(models->cbegin(), models->cend(),
                                   [](const ChosenModel &model) { return model.entry.bytes > 0; });
    if (!known)
        return selection;

    const Result<queue::SpacePlan> plan = planFor(*models, selection.requests);
    if (!plan)
        return fail(plan.error());
    if (!plan->allFits() && (!line.fits || plan->fits.isEmpty()))
        return fail(ErrorKind::DiskFull, plan->tooMuch.join(u", "_s),
                    {.path = folderOf(selection.requests.first()),
                     .bytesNeeded = plan->bytesNeeded,
                     .bytesFree = plan->bytesAvailable});
    selection.leftOut = plan->tooMuch;
    selection.requests.removeIf([&](const DownloadRequest &request) {
        return plan->tooMuch.contains(DownloadQueue::keyOf(request));
    });
    return selection;
}

} // namespace weightyard::cli
