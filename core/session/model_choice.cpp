#include "session/model_choice.h"

#include "base/error_code.h"

#include <QHash>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using catalog::Catalogue;
using catalog::ModelEntry;
using catalog::ModelLocation;

namespace {

Result<NamedModel> ofEntry(const ModelEntry &entry, const QUrl &hub)
{
    const Result<ModelLocation> location = catalog::locationOf(entry, hub);
    if (!location)
        return fail(location.error());
    return NamedModel{.entry = entry, .location = *location};
}

NamedModel ofAddress(const ModelLocation &address, const Catalogue &catalogue, const QUrl &hub)
{
    for (const ModelEntry &entry : catalogue.models) {
        Result<ModelLocation> known = catalog::locationOf(entry, hub);
        if (!known || known->modelPath.compare(address.modelPath, Qt::CaseInsensitive) != 0)
            continue;
        known->url = address.url;
        known->credential = address.credential;
        if (!address.pick.isWhole())
            known->pick = address.pick;
        if (!address.revision.isEmpty())
            known->revision = address.revision;
        return {.entry = entry, .location = *known};
    }
    return {.entry = {.id = address.modelPath,
                      .url = address.url.toString(),
                      .revision = address.revision,
                      .family = {},
                      .name = address.modelPath.section(u'/', -1)},
            .location = address};
}

bool isIn(const QString &family, const ModelEntry &entry)
{
    return entry.family.compare(family, Qt::CaseInsensitive) == 0;
}

Result<void> checkFamilies(const QStringList &families, const Catalogue &catalogue)
{
    for (const QString &family : families) {
        if (!catalogue.families.contains(family, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage,
                        Cause(ErrorCode::NoSuchFamily, family, catalogue.families.join(u", "_s)));
    }
    return {};
}

} // namespace

Result<NamedModel> modelNamed(const QString &input, const Catalogue &catalogue, const QUrl &hub)
{
    const QString text = input.trimmed();
    if (const ModelEntry *entry = catalogue.find(text))
        return ofEntry(*entry, hub);
    if (!text.contains(u'/') && !text.contains(u':')) {
        const Result<ModelEntry> entry = catalog::findModel(catalogue, text);
        return entry ? ofEntry(*entry, hub) : fail(entry.error());
    }
    const Result<ModelLocation> address = catalog::parseModelLocation(text, hub);
    if (!address)
        return fail(address.error());
    return ofAddress(*address, catalogue, hub);
}

QList<ModelEntry> offeredModels(const ModelWish &wish, const Catalogue &catalogue)
{
    const auto hasMore = [&](const QString &family) {
        return std::any_of(catalogue.models.cbegin(), catalogue.models.cend(),
                           [&](const ModelEntry &entry) { return isIn(family, entry) && !entry.extra; });
    };
    QList<ModelEntry> offered;
    for (const ModelEntry &entry : catalogue.models) {
        const bool isAsked =
            wish.families.isEmpty() || wish.families.contains(entry.family, Qt::CaseInsensitive);
        const bool isShown =
            !entry.extra || wish.extra || (!wish.families.isEmpty() && !hasMore(entry.family));
        if (isAsked && isShown)
            offered.append(entry);
    }
    return offered;
}

Result<QList<NamedModel>> chooseModels(const ModelWish &wish, const Catalogue &catalogue, const QUrl &hub)
{
    if (const Result<void> known = checkFamilies(wish.families, catalogue); !known)
        return fail(known.error());
    QList<Result<NamedModel>> all;
    for (const QString &text : wish.texts)
        all.append(modelNamed(text, catalogue, hub));
    if (wish.all || !wish.families.isEmpty()) {
        ModelWish sets = wish;
        if (wish.all)
            sets.families.clear();
        const QList<ModelEntry> offered = offeredModels(sets, catalogue);
        for (const ModelEntry &entry : offered)
            all.append(ofEntry(entry, hub));
    }
    QList<NamedModel> once;
    QHash<QString, qsizetype> places;
    for (const Result<NamedModel> &one : std::as_const(all)) {
        if (!one)
            return fail(one.error());
        const QString place = one->location.modelPath + u'\n' + one->location.revision;
        if (const auto seen = places.constFind(place); seen != places.cend()) {
            base::PickWish &pick = once[*seen].location.pick;
            const base::PickWishes both = base::withWish({pick}, one->location.pick);
            pick = both.size() == 1 ? both.first() : base::PickWish(); // "o/m:Q4_0 o/m:Q8_0"
            continue;
        }
        places.insert(place, once.size());
        once.append(*one);
    }
    return once;
}

} // namespace weightyard::session
