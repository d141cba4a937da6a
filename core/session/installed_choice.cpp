#include "session/installed_choice.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/hub_host.h"
#include "base/user_path.h"
#include "catalog/model_location.h"
#include "session/libraries.h"
#include "store/folder_content.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <utility>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

void addModels(InstalledModels &found, const QString &library, const store::RecordListing &listing)
{
    found.errors += listing.unreadable;
    for (const store::Record &record : listing.records) {
        const QString folder = QDir(library).absoluteFilePath(record.folder);
        if (const QString link = store::deadLink(folder); !link.isEmpty())
            found.errors.append(store::deadLinkError(link));
        if (QFileInfo(folder).isDir()) // else the user moved or deleted it
            found.models.append({record, folder});
    }
}

} // namespace

InstalledModels installedModels(const QStringList &libraries, const QString &configDir)
{
    InstalledModels found;
    const QStringList there = connectedLibraries(libraries, configDir);
    for (const QString &library : there)
        addModels(found, library,
                  store::listRecords(store::stateOfLibrary(library).records(), store::RecordsOf::Library));
    const QString &first = libraries.first();
    addModels(found, first,
              store::listRecords(base::ConfigLayout(configDir).records(), store::RecordsOf::Folders));
    if (const Result<void> connected = store::checkConnected(first, configDir); !connected)
        found.errors.append(connected.error());
    return found;
}

Result<InstalledModel> installedAt(const QString &folder, const QStringList &libraries,
                                   const QString &configDir)
{
    const InstalledModels installed = installedModels(libraries, configDir);
    const auto model = std::find_if(installed.models.cbegin(), installed.models.cend(),
                                    [&](const InstalledModel &one) { return one.folder == folder; });
    if (model != installed.models.cend())
        return *model;
    if (!installed.errors.isEmpty())
        return fail(installed.errors.first());
    return fail(base::ErrorKind::NotFound, base::Cause(base::ErrorCode::NoInstalledModel, folder));
}

const InstalledModel *installedVersion(const InstalledModels &installed, const QString &modelPath,
                                       const QString &revision)
{
    const auto found =
        std::find_if(installed.models.cbegin(), installed.models.cend(), [&](const InstalledModel &one) {
            const store::Record &record = one.record;
            return record.modelPath == modelPath
                   && (revision.isEmpty() || revision == record.revision || record.commit.startsWith(revision)
                       || record.ref.endsWith(u'/' + revision));
        });
    return found == installed.models.cend() ? nullptr : &*found;
}

Result<store::DownloadLayout> placeOf(const InstalledModel &model, const QString &library,
                                      const QString &configDir)
{
    return QDir::isRelativePath(model.record.folder)
               ? store::layoutInLibrary(libraryOf(model, library), model.record.modelPath)
               : store::layoutInFolder(model.folder, configDir);
}

namespace {

/// `word` as typed, from the current folder.
bool isSamePlace(const QString &word, const QString &folder)
{
    const QString named = word.isEmpty() ? QString() : QFileInfo(base::userPath(word)).canonicalFilePath();
    return !named.isEmpty() && QFileInfo(folder).canonicalFilePath() == named;
}

base::Error notInstalled(const QString &text, const QStringList &libraries)
{
    QStringList folders{base::userPath(text)};
    for (const QString &library : libraries)
        folders.append(library + u'/' + text);
    for (const QString &folder : std::as_const(folders)) {
        const bool isNamed = isPath(text) || text.contains(u'/');
        if (isNamed && QFileInfo(folder).isDir() && !store::firstThingIn(folder).isEmpty())
            return {.kind = ErrorKind::NotFound,
                    .cause = Cause(ErrorCode::NotTakenOver, QFileInfo(folder).absoluteFilePath())};
    }
    return {.kind = ErrorKind::NotFound, .cause = Cause(ErrorCode::NoInstalledModel, text)};
}

} // namespace

bool isPath(const QString &text)
{
    for (const QLatin1StringView begin : {"."_L1, ".."_L1, "~"_L1}) {
        if (text == begin || text.startsWith(begin + "/"_L1))
            return true;
    }
    return QDir::isAbsolutePath(text);
}

namespace {

QString withoutLink(const QString &word)
{
    return catalog::behindHubLink(word).value_or(word);
}

/// A web address, as `get` takes it, of all of this repository: one of a file, a variant or a revision means less than the model.
bool isAddressOf(const QString &text, const ModelPlace &model)
{
    if (!text.contains("://"_L1) || model.url.isEmpty())
        return false;
    QUrl hub(model.url); // the one that it came from, a mirror's too
    if (!hub.path().endsWith(u'/' + model.modelPath))
        hub = QUrl(QString(base::kHubUrl));
    else
        hub.setPath(hub.path().chopped(model.modelPath.size() + 1));
    const Result<catalog::ModelLocation> meant = catalog::parseModelLocation(text, hub);
    return meant && meant->pick.isWhole() && meant->revision.isEmpty() && meant->openPage.isEmpty()
           && meant->modelPath.compare(model.modelPath, Qt::CaseInsensitive) == 0;
}

/// Of copies of one model. Nothing: they are several all the same.
std::optional<InstalledModel> copyMeant(const QList<InstalledModel> &copies, const QStringList &libraries)
{
    const auto only = [&](const auto &isIt) -> std::optional<InstalledModel> {
        if (std::count_if(copies.cbegin(), copies.cend(), isIt) != 1)
            return {};
        return *std::find_if(copies.cbegin(), copies.cend(), isIt);
    };
    if (copies.size() == 1)
        return copies.first();
    // Those in folders of the user's have names of their own.
    const auto meant =
        only([](const InstalledModel &one) { return QDir::isRelativePath(one.record.folder); });
    return meant ? meant : only([&](const InstalledModel &one) {
        return QDir::isRelativePath(one.record.folder) && libraryOf(one, {}) == libraries.first();
    });
}

} // namespace

Result<InstalledModel> installedModelNamed(const QList<InstalledModel> &models, const QString &word,
                                           const QStringList &libraries)
{
    const QString text = withoutLink(word);
    QList<InstalledModel> exact;
    QList<InstalledModel> partly;
    QStringList names; // of the latter
    std::optional<InstalledModel> inFolder;
    for (const InstalledModel &model : models) {
        const QString &path = model.record.modelPath;
        if (isSamePlace(text, model.folder))
            inFolder = model;
        if (path.compare(text, Qt::CaseInsensitive) == 0
            || isAddressOf(text, {path, model.folder, model.record.url}))
            exact.append(model);
        else if (!text.isEmpty() && !isPath(text) && path.contains(text, Qt::CaseInsensitive))
            partly.append(model);
    }
    if (const auto model = exact.isEmpty() ? std::nullopt : copyMeant(exact, libraries))
        return *model;
    if (inFolder)
        return *inFolder;
    const QList<InstalledModel> &meant = exact.isEmpty() ? partly : exact;
    if (meant.isEmpty())
        return fail(notInstalled(text, libraries));
    QStringList folders;
    for (const InstalledModel &model : meant) {
        names.append(model.record.modelPath);
        folders.append(model.folder);
    }
    names.removeDuplicates();
    if (names.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, names.join(u", "_s)));
    if (const auto model = copyMeant(meant, libraries))
        return *model;
    // Their folders tell copies apart.
    return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, folders.join(u", "_s)));
}

QStringList wordsAmong(const QStringList &words, const QList<ModelPlace> &known)
{
    QStringList all;
    for (const QString &word : words) {
        const QString text = withoutLink(word);
        const bool isPathOfModel = std::any_of(known.cbegin(), known.cend(), [&](const ModelPlace &one) {
            return one.modelPath.compare(text, Qt::CaseInsensitive) == 0;
        });
        const auto address = std::find_if(known.cbegin(), known.cend(),
                                          [&](const ModelPlace &one) { return isAddressOf(text, one); });
        const auto folder = std::find_if(known.cbegin(), known.cend(), [&](const ModelPlace &one) {
            return isSamePlace(text, one.folder);
        });
        if (isPathOfModel || (address == known.cend() && folder == known.cend()))
            all.append(text);
        else
            all.append(address != known.cend() ? address->modelPath
                                               : QFileInfo(folder->folder).canonicalFilePath());
    }
    return all;
}

bool isMeant(const QString &word, const QString &modelPath, const QString &folder)
{
    return isPath(word) ? isSamePlace(word, folder) : modelPath.contains(word, Qt::CaseInsensitive);
}

} // namespace weightyard::session
