#include "session/share_models.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "library/clone_state.h"
#include "library/share_hub_cache.h"
#include "library/share_lm_studio.h"
#include "library/share_record.h"
#include "store/lock_keeper.h"

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::ForeignTool;
using library::InstalledModel;

namespace {

QString recordFileOf(const QString &modelPath, const SharePlace &place)
{
    return library::shareRecordFile(place.sharesDir, library::foreignToolName(place.tool), modelPath,
                                    place.folder);
}

} // namespace

Result<ForeignTool> shareTool(const QString &name)
{
    QStringList names;
    for (const ForeignTool tool : {ForeignTool::HubCache, ForeignTool::LmStudio}) {
        if (library::foreignToolName(tool) == name)
            return tool;
        names.append(library::foreignToolName(tool));
    }
    return fail(ErrorKind::Usage, Cause(ErrorCode::NoSuchTool, name, names.join(u", "_s)));
}

Result<SharePlace> sharePlace(ForeignTool tool, const base::Environment &environment,
                              const QString &configDir)
{
    const library::ForeignPlaces places = library::foreignPlaces(environment);
    const bool isCache = tool == ForeignTool::HubCache;
    const SharePlace place{.tool = tool,
                           .folder = isCache ? places.hubCache : places.lmStudio,
                           .sharesDir = base::ConfigLayout(configDir).shares()};
    if (!place.folder.isEmpty())
        return place;
    return fail(ErrorKind::NotFound, isCache ? ErrorCode::FileNotThere : ErrorCode::NoLmStudio);
}

Result<library::ShareOutcome> share(const InstalledModel &model, const store::DownloadLayout &where,
                                    const SharePlace &place, const library::PlacingWish &placing, bool dryRun,
                                    store::LockKeeper &locks, const base::CancelToken &cancel)
{
    using Hold = store::LockKeeper::Hold;
    const Result<Hold> hold = dryRun ? Result<Hold>(Hold()) : locks.holdInstalled(where);
    if (!hold)
        return fail(hold.error());
    const library::ShareWish wish{.model = model,
                                  .place = place.folder,
                                  .recordFile = recordFileOf(model.record.modelPath, place),
                                  .dryRun = dryRun,
                                  .placing = placing};
    const Result<library::ShareOutcome> outcome = place.tool == ForeignTool::HubCache
                                                      ? library::shareWithHubCache(wish, cancel)
                                                      : library::shareWithLmStudio(wish, cancel);
    if (outcome && outcome->linked && library::checkClone(model.record, model.folder)) {
        const Result<void> settled = library::settleClone(model.record, model.folder);
        if (!settled)
            return fail(settled.error());
    }
    return outcome;
}

Result<QString> sharedModelNamed(const SharePlace &place, const QString &text)
{
    QStringList names;
    const QString tool = library::foreignToolName(place.tool);
    const QList<library::ShareRecord> shares = library::listShares(place.sharesDir);
    for (const library::ShareRecord &share : shares) {
        if (share.tool != tool || share.place != place.folder)
            continue;
        if (share.modelPath.compare(text, Qt::CaseInsensitive) == 0)
            return share.modelPath;
        if (!text.isEmpty() && share.modelPath.contains(text, Qt::CaseInsensitive))
            names.append(share.modelPath);
    }
    if (names.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, names.join(u", "_s)));
    if (names.isEmpty())
        return fail(ErrorKind::NotFound, Cause(ErrorCode::NotShared, text, tool));
    return names.first();
}

Result<library::UnshareOutcome> unshare(const QString &modelPath, const SharePlace &place, bool dryRun,
                                        const std::optional<InstalledModel> &installed)
{
    const Result<library::UnshareOutcome> outcome =
        library::unshare(recordFileOf(modelPath, place), modelPath, place.tool, dryRun);
    if (outcome && !dryRun && installed && library::checkClone(installed->record, installed->folder))
        static_cast<void>(
            library::settleClone(installed->record, installed->folder)); // else git reads them once
    return outcome;
}

} // namespace weightyard::session
