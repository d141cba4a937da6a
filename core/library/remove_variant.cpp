#include "library/remove_variant.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "git/clone.h"
#include "hub/file_roles.h"
#include "hub/gguf_names.h"
#include "library/clone_state.h"
#include "library/model_folder.h"
#include "library/picked_files.h"
#include "library/whole_clone.h"
#include "platform/file_allocation.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::PickWish;
using base::PickWishes;
using base::Result;
using hub::Variant;

namespace {

/// A path as a pattern that matches it and nothing else: Python's fnmatch takes the meaning of a character away in a set.
QString patternOf(const QString &path)
{
    QString pattern;
    for (const QChar c : path) {
        if (c == u'*' || c == u'?' || c == u'[')
            pattern += u'[' + QString(c) + u']';
        else
            pattern += c;
    }
    return pattern;
}

/// The model's files and the variants among them.
struct Installed {
    QList<hub::HubFile> files;
    hub::Variants variants;
};

// Files that no other variant has. A configuration at the top serves whatever else there is.
QStringList ownFiles(const Variant &variant, const Installed &installed)
{
    QStringList own;
    const QStringList files = variant.files();
    for (const QString &path : files) {
        const bool isShared = std::any_of(
            installed.variants.list.cbegin(), installed.variants.list.cend(),
            [&](const Variant &one) { return one.name != variant.name && one.files().contains(path); });
        const bool isAtTop = hub::folderOf(path).isEmpty() && !variant.weights.contains(path);
        if (!isShared && !isAtTop)
            own.append(path);
    }
    return own;
}

bool means(const QString &text, const Variant &variant, const hub::Variants &variants)
{
    const QList<Variant> named = hub::variantsNamed(variants, text);
    return named.size() == 1 && named.first().name == variant.name;
}

// Nothing: the wish was for this variant alone.
std::optional<PickWish> without(PickWish wish, const Variant &variant, const Installed &installed)
{
    const bool wasOpen = wish.isOpen();
    wish.variants.removeIf([&](const QString &text) { return means(text, variant, installed.variants); });
    wish.paths.removeIf([&](const QString &path) { return variant.weights.contains(path); });
    if (wish.isOpen() && !wasOpen)
        return {};
    const QStringList still = hub::pickFiles(wish, installed.files, installed.variants).paths;
    const bool hasWeights = std::any_of(variant.weights.cbegin(), variant.weights.cend(),
                                        [&](const QString &path) { return still.contains(path); });
    if (!hasWeights)
        return wish;
    const QStringList own = ownFiles(variant, installed);
    for (const QString &path : own) { // patterns, "default" or everything would bring them back
        if (still.contains(path))
            wish.exclude.append(patternOf(path));
    }
    return wish;
}

PickWishes wishesWithout(const PickWishes &picks, const Variant &variant, const Installed &installed)
{
    PickWishes left;
    const PickWishes before = picks.isEmpty() ? PickWishes{PickWish()} : picks;
    for (const PickWish &wish : before) {
        if (const std::optional<PickWish> one = without(wish, variant, installed))
            left.append(*one);
    }
    return left;
}

Result<Variant> variantOf(const QString &text, const Installed &installed)
{
    hub::Pick pick;
    const QList<Variant> named = hub::variantsNamed(installed.variants, text);
    if (named.size() == 1)
        return named.first();
    (named.isEmpty() ? pick.unknown : pick.ambiguous).append(text);
    return fail(checkPick(pick, installed.files, installed.variants).error());
}

// A removal of it was killed; nothing else is to be decided.
bool isLeaving(const QString &text, const store::Record &record)
{
    if (record.leaving.isEmpty())
        return false;
    const hub::Variants variants = hub::findVariants(listedFiles(record.files + record.leaving), 0);
    const QList<Variant> named = hub::variantsNamed(variants, text);
    if (named.size() != 1)
        return false;
    const auto isGoing = [&](const QString &path) {
        return std::any_of(record.leaving.cbegin(), record.leaving.cend(),
                           [&](const store::RecordFile &file) { return file.path == path; });
    };
    const QStringList &weights = named.first().weights;
    return std::all_of(weights.cbegin(), weights.cend(), isGoing);
}

void keep(store::Record &record, const QSet<QString> &going)
{
    const auto isGoing = [&](const QString &path) { return going.contains(path); };
    record.files.removeIf([&](const store::RecordFile &file) { return isGoing(file.path); });
    for (QStringList *list : {&record.leftAsPointers, &record.damaged, &record.different})
        list->removeIf(isGoing);
}

bool hasObjects(const store::Record &record)
{
    return std::any_of(record.files.cbegin(), record.files.cend(), [](const store::RecordFile &file) {
        const bool isProjector = hub::isGguf(file.path) && hub::parseGgufName(file.path).isProjector;
        return file.oid && !isProjector && !hub::isCompanion(file.path);
    });
}

// What is the user's by now stays, as where the whole model is removed.
void measure(RemovalPlan &plan, const QSet<QString> &going, const RemovalPlan &whole)
{
    const QSet<QString> owned(whole.going.cbegin(), whole.going.cend());
    for (const QString &path : going) {
        const QString file = plan.model.folder + u'/' + path;
        // Not through a folder that is a link by now: what that leads to is not the model's.
        if (!platform::stateOf(file) || !(owned.contains(path) || whole.kept.contains(path)))
            continue;
        if (whole.kept.contains(path)) {
            plan.kept.append(path);
            continue;
        }
        const platform::FileAllocation there = platform::allocationOf(file);
        plan.bytes = base::addBytes(plan.bytes, there.bytes);
        plan.freed = base::addBytes(plan.freed, there.freed);
        ++plan.files;
        plan.going.append(path);
    }
    plan.going.sort();
    plan.kept.sort();
}

} // namespace

Result<VariantRemoval> planVariantRemoval(const InstalledModel &installedModel, const QStringList &variants,
                                          const base::CancelToken &cancel)
{
    const Result<store::Record> now = asCheckedOut(installedModel.record, installedModel.folder, {});
    if (!now)
        return fail(now.error());
    InstalledModel model = installedModel;
    model.record = *now;
    const Result<RemovalPlan> whole = planFiles(model, cancel);
    if (!whole)
        return fail(whole.error());
    VariantRemoval removal{.plan = {.model = model}, .after = model.record};
    QSet<QString> going;
    for (const store::RecordFile &file : model.record.leaving)
        going.insert(file.path);
    for (const QString &text : variants) {
        if (isLeaving(text, model.record))
            continue;
        Installed installed{.files = listedFiles(removal.after.files)};
        installed.variants = hub::findVariants(installed.files, 0);
        const Result<Variant> variant = variantOf(text, installed);
        if (!variant)
            return fail(variant.error());
        const PickWishes left = wishesWithout(removal.after.picks, *variant, installed);
        const QSet<QString> staying = left.isEmpty() ? QSet<QString>() : chosenPaths(left, installed.files);
        QSet<QString> gone;
        const QStringList files = variant->files();
        for (const QString &path : files) {
            if (!staying.contains(path))
                gone.insert(path);
        }
        keep(removal.after, gone);
        removal.after.picks = left;
        going.unite(gone);
        if (left.isEmpty() || !hasObjects(removal.after))
            return fail(ErrorKind::Usage, Cause(ErrorCode::OnlyVariant, text, model.record.modelPath));
    }
    measure(removal.plan, going, *whole);
    removal.after.leaving.clear();
    return removal;
}

Result<void> removeVariants(const VariantRemoval &removal, const store::DownloadLayout &place)
{
    const QString &folder = removal.plan.model.folder;
    const QSet<QString> going(removal.plan.going.cbegin(), removal.plan.going.cend());
    const store::Record &before = removal.plan.model.record;
    store::Record meanwhile = removal.after;
    for (const store::RecordFile &file : before.files + before.leaving) {
        if (going.contains(file.path))
            meanwhile.leaving.append(file);
    }
    Result<void> done = store::writeRecord(place.recordFile, meanwhile);
    if (done && hasClone(removal.after, folder))
        done = git::checkOutOnly(folder + u"/.git"_s, folder, checkedOutPaths(removal.after), going);
    for (const QString &path : removal.plan.going) {
        if (done)
            done = platform::removeFile(folder + u'/' + path);
        if (done)
            removeEmptyParents(folder, path);
    }
    return done ? store::writeRecord(place.recordFile, removal.after) : done;
}

} // namespace weightyard::library
