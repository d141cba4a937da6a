#include "library/match_pick.h"

#include "library/picked_files.h"

#include <algorithm>

namespace weightyard::library {

namespace {

QSet<QString> asSet(const QStringList &paths)
{
    return {paths.cbegin(), paths.cend()};
}

// Nothing: some of its weights are there, and some are not.
std::optional<bool> isHere(const hub::Variant &variant, const QSet<QString> &missing)
{
    const auto gone = std::count_if(variant.weights.cbegin(), variant.weights.cend(),
                                    [&](const QString &path) { return missing.contains(path); });
    if (gone == 0)
        return true;
    return gone == variant.weights.size() ? std::optional(false) : std::nullopt;
}

} // namespace

void takeAsPick(FolderMatch &match)
{
    const QSet<QString> missing = asSet(match.missing);
    if (missing.isEmpty() || !match.record.picks.isEmpty() || !match.record.damaged.isEmpty())
        return;
    const QList<hub::HubFile> files = listedFiles(match.record.files);
    base::PickWish wish;
    bool lacksOne = false;
    const hub::Variants variants = hub::findVariants(files, 0);
    for (const hub::Variant &variant : variants.list) {
        const std::optional<bool> here = isHere(variant, missing);
        if (!here)
            return;
        if (*here)
            wish.variants.append(variant.name);
        lacksOne = lacksOne || !*here;
    }
    if (wish.variants.isEmpty() || !lacksOne)
        return;
    const QStringList present = match.complete + match.different;
    QSet<QString> chosen = chosenPaths({wish}, files);
    if (chosen.intersects(missing)) {
        wish = {.paths = present};
        chosen.clear();
    }
    for (const QString &path : present) {
        if (!chosen.contains(path) && !wish.paths.contains(path))
            wish.paths.append(path);
    }
    match.record.files.removeIf([&](const store::RecordFile &file) { return missing.contains(file.path); });
    match.record.picks = {wish};
    match.missing.clear();
}

} // namespace weightyard::library
