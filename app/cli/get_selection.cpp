#include "app/cli/get_selection.h"

#include "base/config_layout.h"
#include "base/user_path.h"
#include "hub/facts_cache.h"
#include "library/library_scan.h"
#include "queue/download_queue.h"
#include "session/space_plan.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using job::DownloadRequest;
using queue::DownloadQueue;

namespace {

DownloadRequest requestFor(const ChosenModel &model, const CommandLine &line,
                           const settings::Settings &settings)
{
    DownloadRequest request;
    request.location = model.location;
    request.revision = line.revision;
    request.keepHistory = !line.removeGit.value_or(settings.removeGit);
    if (line.removeGit)
        request.nestedHistory = !*line.removeGit;
    request.library = line.library.isEmpty() ? settings.library : base::userPath(line.library);
    if (!line.into.isEmpty())
        request.into = base::userPath(line.into);
    request.transfer.connections = line.connections.value_or(settings.connections);
    return request;
}

/// What the Hub said lately wins over the catalogue.
QHash<QString, qint64> sizesOf(const QList<ChosenModel> &models, const GetSurroundings &around)
{
    QHash<QString, qint64> sizes;
    for (const ChosenModel &model : models)
        sizes.insert(model.location.modelPath, model.entry.bytes);
    const QList<hub::ModelFacts> cached =
        hub::cachedFacts(base::ConfigLayout(around.configDir).facts(), around.hub);
    for (const hub::ModelFacts &facts : cached) {
        const auto size = sizes.find(facts.modelPath);
        if (size != sizes.end() && facts.bytes > 0)
            *size = facts.bytes;
    }
    return sizes;
}

Result<session::SpacePlan> planFor(const QList<DownloadRequest> &requests,
                                   const QHash<QString, qint64> &sizes)
{
    const QString &library = requests.first().library;
    const auto contents = library::scanLibrary(library, sizes.keys(), base::CancelToken());
    if (!contents)
        return fail(contents.error());
    const Result<store::VolumeSpace> space = store::spaceAt(library);
    if (!space)
        return fail(space.error());
    QList<session::SpaceDemand> demands;
    for (const DownloadRequest &request : requests) {
        const QString &model = request.location.modelPath;
        const library::ModelOnDisk disk = contents->models.value(model);
        demands.append({.key = DownloadQueue::keyOf(request),
                        .volume = space->volume,
                        .bytesMissing = library::bytesToCome(disk, sizes.value(model), disk.allocatedBytes)});
    }
    return session::planSpace(demands, {*space});
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

QString whatIsTooMuch(const session::SpacePlan &plan, bool onlyWhatFits)
{
    const QString names = plan.tooMuch.join(u", "_s);
    if (plan.fits.isEmpty() || onlyWhatFits)
        return plan.tooMuch.size() > 1
                   ? QCoreApplication::translate("Terminal", "None of them fits: %1.").arg(names)
                   : QString();
    return QCoreApplication::translate("Terminal", "Does not fit: %1. With --fits the others are taken.")
        .arg(names);
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
    if (selection.requests.isEmpty())
        return fail(ErrorKind::Usage, line.families.isEmpty() ? u"the catalogue has no models"_s
                                                              : u"there is no model in the family '%1'"_s.arg(
                                                                  line.families.join(u"', '"_s)));
    if (const Result<void> once = refuseDoubles(selection.requests); !once)
        return fail(once.error());
    const QHash<QString, qint64> sizes = sizesOf(*models, around);
    const bool unknown = std::all_of(sizes.cbegin(), sizes.cend(), [](qint64 bytes) { return bytes == 0; });
    if (unknown || line.wait
        || !line.into.isEmpty()) // a download into a folder looks itself what is there, and reserves the rest
        return selection;

    const Result<session::SpacePlan> plan = planFor(selection.requests, sizes);
    if (!plan)
        return fail(plan.error());
    if (!plan->allFits() && (!line.fits || plan->fits.isEmpty()))
        return fail(ErrorKind::DiskFull, whatIsTooMuch(*plan, line.fits),
                    {.path = selection.requests.first().library,
                     .bytesNeeded = plan->bytesNeeded,
                     .bytesFree = plan->bytesAvailable});
    selection.leftOut = plan->tooMuch;
    selection.requests.removeIf([&](const DownloadRequest &request) {
        return plan->tooMuch.contains(DownloadQueue::keyOf(request));
    });
    return selection;
}

} // namespace weightyard::cli
