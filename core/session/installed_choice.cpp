#include "session/installed_choice.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "store/folder_content.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::InstalledModel;

InstalledModels installedModels(const QString &library, const QString &configDir)
{
    const store::RecordListing inLibrary = store::listRecords(store::stateOfLibrary(library).records());
    const store::RecordListing elsewhere = store::listRecords(base::ConfigLayout(configDir).records());
    InstalledModels found{.models = {}, .errors = inLibrary.unreadable + elsewhere.unreadable};
    for (const store::Record &record : inLibrary.records + elsewhere.records) {
        const QString folder = QDir(library).absoluteFilePath(record.folder);
        if (const QString link = store::deadLink(folder); !link.isEmpty())
            found.errors.append(store::deadLinkError(link));
        if (QFileInfo(folder).isDir()) // else the user moved or deleted it
            found.models.append({record, folder});
    }
    if (const Result<void> there = store::checkConnected(library, configDir); !there)
        found.errors.append(there.error());
    return found;
}

Result<store::DownloadLayout> placeOf(const InstalledModel &model, const QString &library,
                                      const QString &configDir)
{
    return QDir::isRelativePath(model.record.folder) ? store::layoutInLibrary(library, model.record.modelPath)
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
