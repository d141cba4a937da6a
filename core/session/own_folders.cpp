#include "session/own_folders.h"

#include "base/config_layout.h"
#include "library/script_folder.h"
#include "store/download_layout.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"
#include "store/previous_version.h"

#include <QFileInfo>

namespace weightyard::session {

namespace {

// A folder that a script fills and one of the user's own differ only in who chose it.
void look(OwnFolder &own, const QString &configDir, const base::CancelToken &cancel)
{
    own.disk = library::lookAtScriptFolder(
        {.script = {}, .folder = own.record.folder, .cloneFolder = {}, .modelPath = own.record.modelPath},
        configDir, cancel);
    const auto place = store::layoutInFolder(own.record.folder, configDir);
    own.hasPrevious = place && !store::listPrevious(store::StateLayout(place->stateDir).previous()).isEmpty();
}

} // namespace

OwnFolders ownFolders(const QString &configDir, const base::CancelToken &cancel)
{
    const base::ConfigLayout config(configDir);
    const store::RecordListing listing = store::listRecords(config.records(), store::RecordsOf::Folders);
    QStringList all;
    QStringList there;
    QStringList gone;
    for (const store::Record &record : listing.records) {
        all.append(record.folder);
        (QFileInfo(record.folder).isDir() ? there : gone).append(record.folder);
    }
    const store::KnownLibraries known(config.libraries());
    const QHash<QString, QString> away = known.foldersAway(gone);
    known.rememberFolders(there, all);

    OwnFolders own{.models = {}, .unreadable = listing.unreadable};
    for (const store::Record &record : listing.records) {
        if (cancel.isCancelled())
            break;
        OwnFolder one{.record = record,
                      .disk = {.modelPath = record.modelPath, .folder = record.folder},
                      .awayIn = away.value(record.folder)};
        if (there.contains(record.folder))
            look(one, configDir, cancel);
        if (!one.awayIn.isEmpty() || one.disk.state != library::OnDisk::Absent || one.disk.partialBytes > 0)
            own.models.append(one);
    }
    return own;
}

} // namespace weightyard::session
