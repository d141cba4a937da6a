#include "job/chosen_files.h"

#include "base/name_list.h"
#include "hub/file_roles.h"
#include "hub/readme.h"
#include "job/git_tree_source.h"
#include "store/path_rules.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kMostNamed = 5;
constexpr int kMostConfigs = 20;
constexpr qint64 kLargestConfig = 1024 * 1024;

bool isFile(const lfs::ManifestFile &file)
{
    return file.entry.kind == git::TreeEntry::Kind::File
           || file.entry.kind == git::TreeEntry::Kind::Executable;
}

// transformers runs what "auto_map" names, mlx-lm what "model_file" names; both only when they are told to trust it.
bool namesCode(const git::Repository &repository, const lfs::Manifest &chosen)
{
    int looked = 0;
    for (const lfs::ManifestFile &file : chosen.files) {
        const bool isConfig = file.entry.path.section(u'/', -1) == "config.json"_L1;
        if (!isConfig || !isFile(file) || file.pointer || file.entry.size > kLargestConfig)
            continue;
        if (++looked > kMostConfigs)
            return false;
        const Result<QByteArray> text = repository.blob(file.entry.blob);
        const QJsonObject config = text ? QJsonDocument::fromJson(*text).object() : QJsonObject();
        if (config[u"auto_map"_s].isObject() || config[u"model_file"_s].isString())
            return true;
    }
    return false;
}

// The API of the Hub is not asked: its answer is made of this file.
QString licenceIn(const git::Repository &repository, const lfs::Manifest &whole)
{
    const auto readme =
        std::find_if(whole.files.cbegin(), whole.files.cend(), [](const lfs::ManifestFile &file) {
            return file.entry.path.compare("README.md"_L1, Qt::CaseInsensitive) == 0;
        });
    if (readme == whole.files.cend() || !isFile(*readme) || readme->pointer
        || readme->entry.size > kLargestConfig)
        return {};
    const Result<QByteArray> text = repository.blob(readme->entry.blob);
    return text ? hub::statedLicence(*text) : QString();
}

Notice named(Notice::Kind kind, const QStringList &paths)
{
    return {.kind = kind, .detail = base::firstNames(paths, kMostNamed), .count = paths.size()};
}

} // namespace

Result<library::PickedFiles> chosenFiles(const DownloadRequest &request, const git::Repository &repository,
                                         const base::ConfigEntries &userConfig,
                                         const store::Record *installed, JobReporter &reporter)
{
    const Result<lfs::Manifest> whole = lfs::buildManifest(repository, lfs::Selection::from(userConfig));
    if (!whole)
        return fail(whole.error());
    const bool asRecorded = installed != nullptr
                            && (request.keepsChoice || (request.update && !request.movesOn)
                                || base::covers(installed->picks, request.pick));
    const base::PickWishes before = installed != nullptr ? installed->picks : base::PickWishes();
    Result<library::PickedFiles> picked =
        library::pickFiles(*whole, before, asRecorded ? std::nullopt : std::optional(request.pick));
    if (!picked)
        return picked;
    GitTreeSource all(repository, *whole, request.location.url);
    const Result<void> safe =
        picked->manifest.isPart
            ? store::checkTree(all.files(), [&](const store::TreeFile &file) { return all.content(file); })
            : Result<void>(); // the same files are looked at before they are put anywhere
    if (!safe)
        return fail(safe.error());
    reporter.addManifestNotices(picked->manifest);
    if (installed != nullptr && picked->wishes == installed->picks)
        return picked;
    if (const QString licence = licenceIn(repository, *whole); !licence.isEmpty() && installed == nullptr)
        reporter.addNotice({.kind = Notice::Kind::Licence, .detail = licence});
    const QList<Notice> notices = noticesOn(repository, *picked);
    for (const Notice &notice : notices)
        reporter.addNotice(notice);
    return picked;
}

QList<Notice> noticesOn(const git::Repository &repository, const library::PickedFiles &picked)
{
    const lfs::Manifest &chosen = picked.manifest;
    const bool isOpen = std::all_of(picked.wishes.cbegin(), picked.wishes.cend(),
                                    [](const base::PickWish &wish) { return wish.isOpen(); });
    QList<Notice> notices;
    const QList<hub::HubFile> files = library::listedFiles(chosen);
    const hub::Variants variants = hub::findVariants(files, 0);
    if (isOpen && variants.list.size() > 1) {
        Notice notice{.kind = Notice::Kind::SeveralVariants, .count = variants.bytes};
        for (const hub::Variant &variant : variants.list.mid(0, kMostNamed))
            notice.parts.append({.name = variant.name, .bytes = variant.bytes});
        notice.more = variants.list.size() - notice.parts.size();
        notices.append(notice);
    }
    if (isOpen && variants.doubleBytes > 0)
        notices.append({.kind = Notice::Kind::Doubles, .count = variants.doubleBytes});
    QStringList incomplete;
    for (const hub::Variant &variant : variants.list) {
        if (!variant.isComplete)
            incomplete.append(variant.name);
    }
    if (!incomplete.isEmpty())
        notices.append(named(Notice::Kind::MissingShards, incomplete));
    QStringList unsafe;
    QStringList code;
    for (const hub::HubFile &file : files) {
        if (hub::runsOnLoad(file.path))
            unsafe.append(file.path);
        if (file.path.endsWith(".py"_L1))
            code.append(file.path);
    }
    const bool isSafe = !picked.wishes.isEmpty()
                        && std::all_of(picked.wishes.cbegin(), picked.wishes.cend(),
                                       [](const base::PickWish &wish) { return wish.isSafe; });
    if (!unsafe.isEmpty())
        notices.append(named(isSafe ? Notice::Kind::NamedUnsafe : Notice::Kind::UnsafeFormats, unsafe));
    if (!code.isEmpty() && namesCode(repository, chosen))
        notices.append(named(Notice::Kind::RemoteCode, code));
    return notices;
}

} // namespace weightyard::job
