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

Result<store::DownloadLayout> placeOf(const InstalledModel &model, const QString &library,
                                      const QString &configDir)
{
    return QDir::isRelativePath(model.record.folder)
               ? store::layoutInLibrary(libraryOf(model, library), model.record.modelPath)
               : store::layoutInFolder(model.folder, configDir);
}

Result<InstalledModel> installedModelNamed(const QList<InstalledModel> &models, const QString &text)
{
    const QString folder = QFileInfo(base::userPath(text)).canonicalFilePath();
    QStringList names;
    QStringList folders;
    const InstalledModel *found = nullptr;
    for (const InstalledModel &model : models) {
        const QString &path = model.record.modelPath;
        const bool isFolder = !folder.isEmpty() && QFileInfo(model.folder).canonicalFilePath() == folder;
        if (isFolder || path.compare(text, Qt::CaseInsensitive) == 0)
            return model;
        if (text.isEmpty() || !path.contains(text, Qt::CaseInsensitive))
            continue;
        names.append(path);
        folders.append(model.folder);
        found = &model;
    }
    if (names.removeDuplicates() > 0) // copies: their folders tell them apart
        names = folders;
    if (names.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::MayBeSeveral, text, names.join(u", "_s)));
    if (found == nullptr)
        return fail(ErrorKind::NotFound, Cause(ErrorCode::NoInstalledModel, text));
    return *found;
}

} // namespace weightyard::session
