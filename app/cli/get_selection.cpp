#include "app/cli/get_selection.h"

#include "app/cli/cli_text.h"
#include "app/cli/model_arguments.h"
#include "app/cli/pick_arguments.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "queue/download_queue.h"
#include "session/known_model.h"
#include "session/make_request.h"
#include "ui/text/sentence.h"

#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using job::DownloadRequest;
using queue::DownloadQueue;

namespace {

session::RequestChoice choiceOf(const CommandContext &context)
{
    const CommandLine &line = context.line;
    session::RequestChoice choice{.library = context.library,
                                  .into = line.has("into") ? base::userPath(line.text("into")) : QString(),
                                  .revision = line.text("revision"),
                                  .pick = pickOf(line)};
    if (line.has("remove-git") || line.has("keep-git"))
        choice.removeGit = line.has("remove-git");
    if (const std::optional<qint64> connections = line.number("connections"))
        choice.connections = static_cast<int>(*connections);
    return choice;
}

Result<void> refuseDoubles(const QList<DownloadRequest> &requests)
{
    QSet<QString> keys;
    for (const DownloadRequest &request : requests) {
        const QString key = DownloadQueue::keyOf(request);
        if (keys.contains(key))
            return fail(ErrorKind::Usage, Cause(ErrorCode::TwoRevisions, key));
        keys.insert(key);
    }
    return {};
}

Cause whatIsTooMuch(const session::SpacePlan &plan, bool onlyWhatFits)
{
    const QString names = text::listed(plan.tooMuch);
    if (plan.fits.isEmpty() || onlyWhatFits)
        return plan.tooMuch.size() > 1 ? Cause(ErrorCode::NoneFits, names) : Cause();
    return {ErrorCode::SomeDoNotFit, names};
}

Result<GetSelection> requested(const QList<session::NamedModel> &models, const CommandContext &context)
{
    GetSelection selection;
    for (const session::NamedModel &model : models)
        selection.requests.append(session::makeRequest(model.location, choiceOf(context), context.settings));
    if (selection.requests.isEmpty()) {
        const QStringList families = context.line.list("family");
        return fail(ErrorKind::Usage, families.isEmpty()
                                          ? ErrorCode::CatalogueEmpty
                                          : Cause(ErrorCode::NoModelInFamily, families.join(u"', '"_s)));
    }
    if (const Result<void> once = refuseDoubles(selection.requests); !once)
        return fail(once.error());
    return selection;
}

// Each disk once, whichever libraries lie on it.
Result<void> fitOnVolumes(GetSelection &selection, const QList<session::KnownModel> &models,
                          const CommandLine &line)
{
    QList<session::SpaceDemand> demands;
    for (qsizetype i = 0; i < models.size(); ++i)
        demands.append({.key = DownloadQueue::keyOf(selection.requests[i]),
                        .bytesMissing = selection.requests[i].pick.isWhole()
                                            ? session::bytesToWrite(models[i])
                                            : 0, // known later
                        .library = selection.requests[i].library});
    const QList<session::VolumeDemands> volumes = session::byVolume(demands);
    for (const session::VolumeDemands &volume : volumes) {
        if (const Result<void> fits = fitOn(volume.library, volume.demands, selection, line); !fits)
            return fits;
    }
    return {};
}

// Of many at once; one that is asked for by its name is wanted here.
void leaveOutAway(GetSelection &selection, QList<session::KnownModel> &models)
{
    for (qsizetype i = models.size() - 1; i >= 0; --i) {
        if (models[i].awayIn.isEmpty())
            continue;
        selection.away.prepend(selection.requests[i].location.modelPath);
        selection.requests.removeAt(i);
        models.removeAt(i);
    }
}

} // namespace

Result<void> fitOn(const QString &folder, const QList<session::SpaceDemand> &demands, GetSelection &selection,
                   const CommandLine &line)
{
    const bool onlyWhatFits = line.has("fits");
    const Result<session::SpacePlan> plan = session::planLibrary(demands, folder);
    if (!plan)
        return fail(plan.error());
    if (!plan->allFits() && (!onlyWhatFits || plan->fits.isEmpty()))
        return fail(ErrorKind::DiskFull, whatIsTooMuch(*plan, onlyWhatFits),
                    {.path = folder, .bytesNeeded = plan->bytesNeeded, .bytesFree = plan->bytesAvailable});
    selection.leftOut += plan->tooMuch;
    selection.requests.removeIf([&](const DownloadRequest &request) {
        return plan->tooMuch.contains(DownloadQueue::keyOf(request));
    });
    return {};
}

Result<GetSelection> selectDownloads(const CommandContext &context, const QUrl &hub)
{
    const auto models = namedModels(context, hub);
    if (!models)
        return fail(models.error());
    Result<GetSelection> selection = requested(*models, context);
    if (!selection)
        return selection;
    if (context.line.has("into")) // such a download looks itself, and reserves what it needs
        return selection;
    auto known = cli::knownModels(context, *models, hub);
    if (!known)
        return fail(known.error());
    if (context.line.words.isEmpty())
        leaveOutAway(*selection, known->models);
    for (qsizetype i = 0; i < known->models.size(); ++i)
        selection->requests[i].library = session::targetOf(
            known->models[i], selection->requests[i].wantedRevision(), selection->requests[i].library);
    const bool looksLater = context.line.has("wait")
                            || std::all_of(known->models.cbegin(), known->models.cend(),
                                           [](const auto &model) { return session::bytesOf(model) == 0; });
    if (looksLater)
        return selection;
    if (const Result<void> fits = fitOnVolumes(*selection, known->models, context.line); !fits)
        return fail(fits.error());
    return selection;
}

} // namespace weightyard::cli
