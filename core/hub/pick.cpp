#include "hub/pick.h"

#include "base/byte_sum.h"
#include "hub/file_roles.h"
#include "hub/path_pattern.h"

#include <QSet>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDefault(const QString &variant)
{
    return variant.compare(kDefaultVariant, Qt::CaseInsensitive) == 0;
}

void addVariant(QSet<QString> &chosen, Pick &pick, const QString &text, const QList<HubFile> &files,
                const Variants &variants)
{
    if (isDefault(text)) {
        const QSet<QString> doubles(variants.doubles.begin(), variants.doubles.end());
        for (const HubFile &file : files) {
            if (!doubles.contains(file.path))
                chosen.insert(file.path);
        }
        pick.variants.append(kDefaultVariant);
        return;
    }
    const QList<Variant> named = variantsNamed(variants, text);
    if (named.size() != 1) {
        (named.isEmpty() ? pick.unknown : pick.ambiguous).append(text);
        return;
    }
    pick.variants.append(named.first().name);
    const QStringList paths = named.first().files();
    chosen.unite(QSet<QString>(paths.begin(), paths.end()));
}

// Those that a pattern matches; one without a hit is noted.
QSet<QString> matched(const QStringList &patterns, const QList<HubFile> &files, Pick &pick)
{
    QSet<QString> paths;
    for (const QString &text : patterns) {
        const PathPattern pattern(text);
        bool hit = false;
        for (const HubFile &file : files) {
            if (!pattern.matches(file.path))
                continue;
            hit = true;
            paths.insert(file.path);
        }
        if (!hit)
            pick.unmatched.append(text);
    }
    return paths;
}

// Of paths that name no file: a page's address may be a folder's.
QSet<QString> below(const QStringList &folders, const QList<HubFile> &files)
{
    QSet<QString> paths;
    for (const HubFile &file : files) {
        if (std::any_of(folders.begin(), folders.end(),
                        [&](const QString &folder) { return file.path.startsWith(folder + u'/'); }))
            paths.insert(file.path);
    }
    return paths;
}

void count(Pick &pick, const QList<HubFile> &files, const QSet<QString> &chosen)
{
    QSet<base::Oid> counted;
    for (const HubFile &file : files) {
        if (!chosen.contains(file.path))
            continue;
        pick.paths.append(file.path);
        pick.bytes = base::addBytes(pick.bytes, file.size);
        if (file.oid && !counted.contains(*file.oid)) {
            counted.insert(*file.oid);
            pick.objectBytes = base::addBytes(pick.objectBytes, file.size);
        }
    }
}

} // namespace

QStringList namedUnsafe(const PickWish &wish)
{
    QStringList paths = wish.isSafe ? wish.paths : QStringList();
    paths.removeIf([](const QString &path) { return !runsOnLoad(path); });
    return paths;
}

Pick pickFiles(const PickWish &wish, const QList<HubFile> &files, const Variants &variants)
{
    Pick pick;
    QSet<QString> all; // only where it is needed: there may be many
    if (wish.isOpen() || !wish.paths.isEmpty()) {
        for (const HubFile &file : files)
            all.insert(file.path);
    }
    QSet<QString> chosen;
    for (const QString &variant : wish.variants)
        addVariant(chosen, pick, variant, files, variants);
    chosen.unite(matched(wish.include, files, pick));
    QStringList folders = wish.paths;
    folders.removeIf([&](const QString &path) { return all.contains(path); });
    const QSet<QString> inFolders = folders.isEmpty() ? QSet<QString>() : below(folders, files);
    chosen.unite(inFolders);
    if (wish.isOpen())
        chosen = all;
    chosen.subtract(matched(wish.exclude, files, pick));
    if (wish.isSafe)
        chosen.removeIf(runsOnLoad);
    for (const QString &path : wish.paths) {
        const bool isFolder = std::any_of(inFolders.begin(), inFolders.end(),
                                          [&](const QString &file) { return file.startsWith(path + u'/'); });
        if (all.contains(path))
            chosen.insert(path);
        else if (!isFolder)
            pick.unmatched.append(path);
    }
    count(pick, files, chosen);
    return pick;
}

} // namespace weightyard::hub
