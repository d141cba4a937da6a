#include "session/also_here.h"

#include <algorithm>

namespace weightyard::session {

namespace {

KnownModel modelOf(const library::ModelOnDisk &disk, const QString &url)
{
    KnownModel model{
        .entry = {.id = disk.modelPath, .url = url, .family = {}, .name = disk.modelPath.section(u'/', -1)},
        .facts = {},
        .disk = disk,
        .library = libraryOf(disk, {})};
    return model;
}

AlsoHere rowOf(const OwnFolder &own)
{
    AlsoHere row{.key = own.disk.folder,
                 .model = modelOf(own.disk, own.record.url),
                 .isOwnFolder = true,
                 .hasPrevious = own.hasPrevious};
    row.model.entry.revision = own.record.revision;
    row.model.entry.bytes = own.record.bytes();
    row.model.entry.exact = true;
    row.model.library.clear();
    row.model.awayIn = own.awayIn;
    return row;
}

QList<AlsoHere> ofLibraries(const LibrariesOnDisk &disk, const QSet<QString> &listed,
                            const QSet<QString> &ownFolders)
{
    QList<AlsoHere> rows;
    for (const library::ModelOnDisk &model : disk.contents.models) {
        const bool isModel = isHere(model) || model.state == library::OnDisk::Incomplete;
        // A folder of the user's own may lie in a library.
        if (isModel && !listed.contains(model.modelPath) && !ownFolders.contains(model.folder))
            rows.append({.key = model.modelPath, .model = modelOf(model, model.url)});
    }
    for (auto away = disk.awayModels.cbegin(); away != disk.awayModels.cend(); ++away) {
        if (listed.contains(away.key()))
            continue;
        AlsoHere row{.key = away.key(), .model = modelOf({.modelPath = away.key(), .folder = {}}, {})};
        row.model.awayIn = away.value();
        rows.append(row);
    }
    std::sort(rows.begin(), rows.end(),
              [](const AlsoHere &one, const AlsoHere &other) { return one.key < other.key; });
    return rows;
}

} // namespace

QList<AlsoHere> alsoHere(const LibrariesOnDisk &disk, const OwnFolders &own, const QSet<QString> &listed)
{
    QSet<QString> shown = listed; // by folder
    for (const library::ModelOnDisk &model : disk.contents.models) {
        if (listed.contains(model.modelPath))
            shown.insert(model.folder);
    }
    QList<AlsoHere> rows;
    QSet<QString> folders;
    for (const OwnFolder &one : own.models) {
        if (shown.contains(one.disk.folder))
            continue;
        folders.insert(one.disk.folder);
        rows.append(rowOf(one));
    }
    std::sort(rows.begin(), rows.end(),
              [](const AlsoHere &one, const AlsoHere &other) { return one.key < other.key; });
    return ofLibraries(disk, listed, folders) + rows;
}

} // namespace weightyard::session
