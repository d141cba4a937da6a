#include "app/cli/get_selection.h"

#include "queue/download_queue.h"
#include "queue/library_scan.h"
#include "queue/model_facts.h"
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

/// What the Hub said lately wins over the catalogue.
QHash<QString, qint64> sizesOf(const QList<ChosenModel> &models, const GetSurroundings &around)
{
    QHash<QString, qint64> sizes;
    for (const ChosenModel &model : models)
        sizes.insert(model.location.modelPath, model.entry.bytes);
    const QList<queue::ModelFacts> cached =
        queue::cachedFacts(around.configDir + u"/cache/facts.json"_s, around.hub);
    for (const queue::ModelFacts &facts : cached) {
        const auto size = sizes.find(facts.modelPath);
        if (size != sizes.end() && facts.bytes > 0)
            *size = facts.bytes;
    }
    return sizes;
}

Result<queue::SpacePlan> planFor(const QList<DownloadRequest> &requests, const QHash<QString, qint64> &sizes)
{
    const bool into = !requests.first().into.isEmpty();
    const QString folder = folderOf(requests.first());
    queue::LibraryContents contents;
    if (!into) {
        const auto scanned = queue::scanLibrary(folder, sizes.keys(), base::CancelToken());
        if (!scanned)
            return fail(scanned.error());
        contents = *scanned;
    }
    const Result<store::VolumeSpace> space = store::spaceAt(folder);
    if (!space)
        return fail(space.error());
    QList<queue::SpaceDemand> demands;
    for (const DownloadRequest &request : requests) {
        const QString &model = request.location.modelPath;
        demands.append({.key = DownloadQueue::keyOf(request),
                        .volume = space->volume,
                        .bytesMissing = bytesMissing(contents.models.value(model), sizes.value(model))});
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
    const auto loaded = catalogueFor(line, around.configDir);
    if (!loaded)
        return fail(loaded.error());
    const auto models = chooseModels(line, loaded->catalogue, around.hub);
    if (!models)
        return fail(models.error());
    GetSelection selection{.requests = {}, .leftOut = {}, .refusedCatalogues = loaded->refused};
    for (const ChosenModel &model : *models)
        selection.requests.append(requestFor(model, line, settings));
    if (const Result<void> once = refuseDoubles(selection.requests); !once)
        return fail(once.error());
    const QHash<QString, qint64> sizes = sizesOf(*models, around);
    if (std::all_of(sizes.cbegin(), sizes.cend(), [](qint64 bytes) { return bytes == 0; }))
        return selection;

    const Result<queue::SpacePlan> plan = planFor(selection.requests, sizes);
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
