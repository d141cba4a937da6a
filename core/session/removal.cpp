#include "session/removal.h"

#include "base/config_entries.h"
#include "base/error_code.h"
#include "session/find_foreign.h"
#include "session/installed_choice.h"
#include "session/pending_changes.h"
#include "store/lock_keeper.h"
#include "store/pending_change.h"

#include <QDir>
#include <QHash>
#include <algorithm>

namespace weightyard::session {

using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

/// What the program is called whose store a folder of the user's is in; empty: in none.
QString storeAround(const library::InstalledModel &model)
{
    if (QDir::isRelativePath(model.record.folder))
        return {};
    const auto tool = foreignToolOf(model.folder, base::Environment::ofProcess());
    return tool ? foreignToolTitle(*tool) : QString();
}

} // namespace

Result<Removal> planRemoval(const library::InstalledModel &model, const QString &library,
                            const QString &configDir, const base::CancelToken &cancel,
                            const QStringList &variants)
{
    const Result<store::DownloadLayout> place = placeOf(model, library, configDir);
    if (!place)
        return fail(place.error());
    if (const QString store = storeAround(model); !store.isEmpty()) {
        if (!variants.isEmpty())
            return fail(ErrorKind::Conflict, Cause(ErrorCode::StoreOfOtherTool, store),
                        {.path = model.folder});
        return Removal{.plan = {.model = model, .storeOf = store}, .place = *place};
    }
    if (!variants.isEmpty()) {
        const auto part = library::planVariantRemoval(model, variants, cancel);
        return part ? Result<Removal>({.plan = part->plan, .place = *place, .variants = variants})
                    : fail(part.error());
    }
    const Result<library::RemovalPlan> plan = library::planRemoval(model, cancel);
    if (!plan)
        return fail(plan.error());
    return Removal{.plan = *plan, .place = *place};
}

namespace {

Result<Removal> planAmong(const InstalledModels &installed, const RemovalWish &wish, const QString &configDir,
                          const base::CancelToken &cancel)
{
    const auto model = std::find_if(
        installed.models.begin(), installed.models.end(), [&](const library::InstalledModel &one) {
            return one.folder == wish.modelPath
                   || (one.record.modelPath == wish.modelPath && QDir::isRelativePath(one.record.folder));
        });
    if (model != installed.models.end())
        return planRemoval(*model, wish.library, configDir, cancel);
    if (!installed.errors.isEmpty()) // a disk that is away, a record that cannot be read
        return fail(installed.errors.first());
    return fail(ErrorKind::NotFound, Cause(ErrorCode::NoInstalledModel, wish.modelPath));
}

} // namespace

Result<Removal> planRemovalOf(const QString &modelPath, const QString &library, const QString &configDir,
                              const base::CancelToken &cancel)
{
    return planAmong(installedModels({library}, configDir), {modelPath, library}, configDir, cancel);
}

QList<Result<Removal>> planRemovals(const QList<RemovalWish> &wishes, const QString &configDir,
                                    const base::CancelToken &cancel)
{
    QHash<QString, InstalledModels> read;
    QList<Result<Removal>> removals;
    for (const RemovalWish &wish : wishes) {
        auto installed = read.find(wish.library);
        if (installed == read.end())
            installed = read.insert(wish.library, installedModels({wish.library}, configDir));
        removals.append(planAmong(*installed, wish, configDir, cancel));
    }
    return removals;
}

namespace {

// The plan was made before a question was answered: the model may have been updated or mended since, or a change of it stopped.
Result<library::InstalledModel> modelNow(const Removal &removal, store::LockKeeper &locks)
{
    library::InstalledModel model = removal.plan.model;
    std::optional<store::LockKeeper::Hold> hold; // holdInstalled() holds nothing outside a library
    if (removal.place.removeStateDirAfterwards && store::isChangePending(removal.place)) {
        Result<store::LockKeeper::Hold> held = locks.holdModel(removal.place);
        if (!held)
            return fail(held.error());
        hold.emplace(*std::move(held));
    }
    if (const Result<bool> ended = endChange(removal.place); !ended)
        return fail(ended.error());
    const Result<std::optional<store::Record>> record = store::readRecord(removal.place.recordFile);
    if (!record)
        return fail(record.error());
    if (*record)
        model.record = **record;
    return model;
}

} // namespace

Result<void> remove(const Removal &removal, library::RemovalKind kind, store::LockKeeper &locks,
                    const base::CancelToken &cancel)
{
    const Result<store::LockKeeper::Hold> hold = locks.holdInstalled(removal.place);
    if (!hold)
        return fail(hold.error());
    const Result<library::InstalledModel> model = modelNow(removal, locks);
    if (!model)
        return fail(model.error());
    if (!removal.variants.isEmpty()) {
        const auto part = library::planVariantRemoval(*model, removal.variants, cancel);
        return part ? library::removeVariants(*part, removal.place) : fail(part.error());
    }
    if (!removal.plan.storeOf.isEmpty())
        return library::removeModel(removal.plan, removal.place, kind);
    const Result<library::RemovalPlan> now = library::planRemoval(*model, cancel);
    if (!now)
        return fail(now.error());
    return library::removeModel(*now, removal.place, kind);
}

} // namespace weightyard::session
