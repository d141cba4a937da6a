#include "library/picked_files.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "base/name_list.h"
#include "hub/file_roles.h"

#include <algorithm>

namespace weightyard::library {

using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::PickWish;
using base::PickWishes;
using base::Result;
using hub::HubFile;

namespace {

constexpr qsizetype kMostNamed = 20;

QStringList namesOf(const QList<hub::Variant> &variants)
{
    QStringList names;
    for (const hub::Variant &one : variants)
        names.append(one.name);
    return names;
}

QString pathsOf(const QList<HubFile> &files)
{
    QStringList paths;
    for (const HubFile &file : files)
        paths.append(file.path);
    return base::firstNames(paths, kMostNamed);
}

// Of wishes made before: only what must be there still.
hub::Pick withoutPatterns(hub::Pick pick, const PickWish &wish)
{
    pick.unmatched.removeIf([&](const QString &text) { return !wish.paths.contains(text); });
    return pick;
}

QSet<QString> foldersOf(const QSet<QString> &paths)
{
    QSet<QString> folders{QString()};
    for (const QString &path : paths) {
        for (QString folder = hub::folderOf(path); !folder.isEmpty(); folder = hub::folderOf(folder))
            folders.insert(folder);
    }
    return folders;
}

// A file that git reads for those that are chosen.
bool comesAlong(const QString &path, const QSet<QString> &folders)
{
    return base::isAttributesFile(path) && folders.contains(hub::folderOf(path));
}

lfs::Manifest reduced(const lfs::Manifest &whole, const QSet<QString> &chosen)
{
    lfs::Manifest part{.commit = whole.commit, .files = {}};
    const QSet<QString> folders = foldersOf(chosen);
    bool isPart = false;
    for (const lfs::ManifestFile &file : whole.files) {
        const QString &path = file.entry.path;
        if (chosen.contains(path) || comesAlong(path, folders))
            part.files.append(file);
        else
            isPart = isPart || file.entry.kind != git::TreeEntry::Kind::Submodule;
    }
    if (!isPart)
        return whole;
    part.isPart = true;
    return part;
}

} // namespace

QList<HubFile> listedFiles(const lfs::Manifest &manifest)
{
    QList<HubFile> files;
    for (const lfs::ManifestFile &file : manifest.files) {
        if (file.entry.kind == git::TreeEntry::Kind::Submodule)
            continue;
        files.append({.path = file.entry.path, .size = file.bytes(), .blob = file.entry.blob});
        if (file.isObject())
            files.last().oid = file.pointer->oid;
    }
    return files;
}

QList<HubFile> listedFiles(const QList<store::RecordFile> &files)
{
    QList<HubFile> list;
    for (const store::RecordFile &file : files)
        list.append({.path = file.path, .size = file.size, .blob = file.blob, .oid = file.oid});
    return list;
}

Result<void> checkPick(const hub::Pick &pick, const QList<HubFile> &files, const hub::Variants &variants)
{
    if (!pick.unknown.isEmpty() && variants.list.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NoVariants, pick.unknown.first()));
    if (!pick.unknown.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NoSuchVariant, pick.unknown.first(),
                                            base::firstNames(namesOf(variants.list), kMostNamed)));
    if (!pick.ambiguous.isEmpty()) {
        const QString &text = pick.ambiguous.first();
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::VariantUnclear, text,
                          base::firstNames(namesOf(hub::variantsNamed(variants, text)), kMostNamed)));
    }
    if (pick.unmatched.isEmpty())
        return {};
    return fail(ErrorKind::Usage, Cause(ErrorCode::NoFileMatches, pick.unmatched.first(), pathsOf(files)));
}

Result<void> checkChoice(const PickWish &wish, const hub::Pick &pick, const QList<HubFile> &files,
                         const hub::Variants &variants)
{
    const Result<void> hits = checkPick(pick, files, variants);
    if (!hits || !pick.paths.isEmpty())
        return hits;
    PickWish any = wish;
    any.isSafe = false;
    const bool isUnsafe = !hub::pickFiles(any, files, variants).paths.isEmpty();
    return fail(ErrorKind::Usage, isUnsafe ? ErrorCode::NothingSafe : ErrorCode::NothingChosen);
}

Result<PickedFiles> pickFiles(const lfs::Manifest &whole, const PickWishes &before,
                              const std::optional<PickWish> &asked)
{
    const bool isWhole = asked ? asked->isWhole() : before.isEmpty();
    if (isWhole)
        return PickedFiles{.manifest = whole, .wishes = {}};
    const QList<HubFile> files = listedFiles(whole);
    const hub::Variants variants = hub::findVariants(files, 0);
    QSet<QString> chosen;
    PickWishes wishes;
    for (const PickWish &wish : before) {
        const hub::Pick pick = hub::pickFiles(wish, files, variants);
        if (const Result<void> hits = checkPick(withoutPatterns(pick, wish), files, variants); !hits)
            return fail(ErrorKind::NotFound, hits.error().cause);
        chosen.unite(QSet<QString>(pick.paths.cbegin(), pick.paths.cend()));
        wishes.append(wish);
    }
    if (asked) {
        const hub::Pick pick = hub::pickFiles(*asked, files, variants);
        if (const Result<void> hits = checkPick(pick, files, variants); !hits)
            return fail(hits.error());
        PickWish known = *asked;
        known.variants = pick.variants;
        chosen.unite(QSet<QString>(pick.paths.cbegin(), pick.paths.cend()));
        wishes = wishes.isEmpty() ? PickWishes{known} : base::withWish(wishes, known);
        const Result<void> good =
            chosen.isEmpty() ? checkChoice(*asked, pick, files, variants) : Result<void>();
        if (!good)
            return fail(good.error());
    }
    if (chosen.isEmpty())
        return fail(ErrorKind::Usage, ErrorCode::NothingChosen);
    return PickedFiles{.manifest = reduced(whole, chosen), .wishes = wishes};
}

Result<void> checkWishes(const PickWishes &wishes, const QList<HubFile> &files)
{
    const hub::Variants variants = hub::findVariants(files, 0);
    for (const PickWish &wish : wishes) {
        const hub::Pick pick = withoutPatterns(hub::pickFiles(wish, files, variants), wish);
        if (const Result<void> hits = checkPick(pick, files, variants); !hits)
            return fail(ErrorKind::NotFound, hits.error().cause);
    }
    return {};
}

QSet<QString> chosenPaths(const PickWishes &wishes, const QList<HubFile> &files)
{
    QSet<QString> chosen;
    if (wishes.isEmpty()) {
        for (const HubFile &file : files)
            chosen.insert(file.path);
        return chosen;
    }
    const hub::Variants variants = hub::findVariants(files, 0);
    for (const PickWish &wish : wishes) {
        const QStringList paths = hub::pickFiles(wish, files, variants).paths;
        chosen.unite(QSet<QString>(paths.cbegin(), paths.cend()));
    }
    return chosen;
}

QStringList withAttributes(const QStringList &chosen, const QList<HubFile> &files)
{
    const QSet<QString> wanted(chosen.cbegin(), chosen.cend());
    const QSet<QString> folders = foldersOf(wanted);
    QStringList paths;
    for (const HubFile &file : files) {
        if (wanted.contains(file.path) || comesAlong(file.path, folders))
            paths.append(file.path);
    }
    return paths;
}

std::optional<QSet<QString>> checkedOutPaths(const store::Record &record)
{
    if (record.picks.isEmpty())
        return {};
    QSet<QString> paths;
    for (const store::RecordFile &file : record.files)
        paths.insert(file.path);
    return paths;
}

} // namespace weightyard::library
