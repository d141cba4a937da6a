#include "app/cli/model_arguments.h"

#include "base/user_path.h"

#include <QSet>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using catalog::Catalogue;
using catalog::ModelEntry;
using catalog::ModelLocation;

namespace {

bool isOf(const ModelEntry &entry, const QString &family)
{
    return entry.family.compare(family, Qt::CaseInsensitive) == 0;
}

/// What the catalogue knows of a place, or the little that the place itself says.
ModelEntry entryOf(const ModelLocation &location, const Catalogue &catalogue, const QUrl &hub)
{
    for (const ModelEntry &entry : catalogue.models) {
        const auto known = catalog::locationOf(entry, hub);
        if (known && known->modelPath.compare(location.modelPath, Qt::CaseInsensitive) == 0)
            return entry;
    }
    return {.id = location.modelPath,
            .url = location.url.toString(),
            .revision = location.revision,
            .family = {},
            .name = location.modelPath.section(u'/', -1)};
}

Result<ChosenModel> chosen(const ModelEntry &entry, const QUrl &hub)
{
    const auto location = catalog::locationOf(entry, hub);
    if (!location)
        return fail(location.error());
    return ChosenModel{.entry = entry, .location = *location};
}

Result<ChosenModel> understood(const QString &text, const Catalogue &catalogue, const QUrl &hub)
{
    const bool isExact = text.contains(u'/') || text.contains(u':');
    if (const ModelEntry *entry = catalogue.find(text.trimmed()))
        return chosen(*entry, hub);
    if (!isExact) {
        const auto entry = catalog::findModel(catalogue, text);
        return entry ? chosen(*entry, hub) : fail(entry.error());
    }
    const auto location = catalog::parseModelLocation(text, hub);
    if (!location)
        return fail(location.error());
    return ChosenModel{.entry = entryOf(*location, catalogue, hub), .location = *location};
}

Result<void> checkFamilies(const QStringList &families, const Catalogue &catalogue)
{
    for (const QString &family : families) {
        if (!catalogue.families.contains(family, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage, u"no family is called '%1'; there are %2"_s.arg(
                                              family, catalogue.families.join(u", "_s)));
    }
    return {};
}

} // namespace

QList<ModelEntry> offeredModels(const CommandLine &line, const Catalogue &catalogue)
{
    const auto hasMore = [&](const QString &family) {
        return std::any_of(catalogue.models.cbegin(), catalogue.models.cend(),
                           [&](const ModelEntry &entry) { return isOf(entry, family) && !entry.extra; });
    };
    QList<ModelEntry> offered;
    for (const ModelEntry &entry : catalogue.models) {
        const bool isAsked =
            line.families.isEmpty() || line.families.contains(entry.family, Qt::CaseInsensitive);
        const bool isShown =
            !entry.extra || line.extra || (!line.families.isEmpty() && !hasMore(entry.family));
        if (isAsked && isShown)
            offered.append(entry);
    }
    return offered;
}

Result<QList<ChosenModel>> chooseModels(const CommandLine &line, const Catalogue &catalogue, const QUrl &hub)
{
    if (const auto known = checkFamilies(line.families, catalogue); !known)
        return fail(known.error());
    QList<Result<ChosenModel>> all;
    for (const QString &text : line.models)
        all.append(understood(text, catalogue, hub));
    if (line.all || !line.families.isEmpty()) {
        CommandLine wanted = line;
        if (line.all)
            wanted.families.clear();
        const QList<ModelEntry> offered = offeredModels(wanted, catalogue);
        for (const ModelEntry &entry : offered)
            all.append(chosen(entry, hub));
    }
    QList<ChosenModel> once;
    QSet<QString> seen;
    for (const Result<ChosenModel> &one : std::as_const(all)) {
        if (!one)
            return fail(one.error());
        const QString place = one->location.modelPath + u'\n' + one->location.revision;
        if (!seen.contains(place))
            once.append(*one);
        seen.insert(place);
    }
    return once;
}

Result<catalog::LoadedCatalogue> catalogueFor(const CommandLine &line, const QString &configDir)
{
    const QString file = base::userPath(line.catalogue);
    const catalog::LoadedCatalogue loaded = catalog::loadCatalogue(configDir, file);
    for (base::Error refused : loaded.refused) {
        if (file.isEmpty() || refused.context.path != file)
            continue;
        refused.kind = ErrorKind::Usage; // it was asked for by name
        return fail(refused);
    }
    return loaded;
}

} // namespace weightyard::cli
