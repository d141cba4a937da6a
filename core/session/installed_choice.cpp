#include "session/installed_choice.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/user_path.h"
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

void addModels(InstalledModels &found, const QString &library, const QString &recordsDir)
{
    const store::RecordListing listing = store::listRecords(recordsDir);
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
        addModels(found, library, store::stateOfLibrary(library).records());
    const QString &first = libraries.first();
    addModels(found, first, base::ConfigLayout(configDir).records());
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

Result<InstalledModel> installedModelNamed(const QList<InstalledModel> &models, const QString &text,
                                           const QStringList &libraries)
{
    const QString folder = QFileInfo(base::userPath(text)).canonicalFilePath();
    QList<InstalledModel> exact;
    QList<InstalledModel> partly;
    for (const InstalledModel &model : models) {
        const QString &path = model.record.modelPath;
        if (!folder.isEmpty() && QFileInfo(model.folder).canonicalFilePath() == folder)
            return model;
        if (path.compare(text, Qt::CaseInsensitive) == 0)
            exact.append(model);
        else if (!text.isEmpty() && !isPath(text) && path.contains(text, Qt::CaseInsensitive))
            partly.append(model);
    }
    if (exact.size() > 1) { // those in folders of the user's have names of their own
        const auto inLibrary = [](const InstalledModel &model) {
            return QDir::isRelativePath(model.record.folder);
        };
        if (std::count_if(exact.cbegin(), exact.cend(), inLibrary) == 1)
            return *std::find_if(exact.cbegin(), exact.cend(), inLibrary);
    }
    const QList<InstalledModel> &meant = exact.isEmpty() ? partly : exact;
    if (meant.isEmpty())
        return fail(notInstalled(text, libraries));
    if (meant.size() == 1)
        return meant.first();
    QStringList names;
    QStringList folders;
    for (const InstalledModel &model : meant) {
        names.append(model.record.modelPath);
        folders.append(model.folder);
    }
    if (names.removeDuplicates() > 0) // copies: their folders tell them apart
        names = folders;
    return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, names.join(u", "_s)));
}

} // namespace weightyard::session
