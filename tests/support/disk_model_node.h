// What DiskModel's two source files share: a file, folder or link with its state in memory and on disk, and a change of names.
#pragma once

#include "disk_model.h"

namespace weightyard::test {

struct DiskModel::Node {
    enum class Kind { File, Folder, Link };
    Kind kind = Kind::File;
    QByteArray bytes; ///< or the link's target
    QByteArray synced;
    QByteArray mode; ///< as strace prints it; empty: as it was made
    QByteArray syncedMode;
    int syncs = 0;
    qint64 position = 0; ///< for write(): the store opens no file twice at a time
    QMap<QString, NodePtr> names;
    QMap<QString, NodePtr> durableNames;

    bool isDurable() const { return kind != Kind::File || (bytes == synced && mode == syncedMode); }
};

/// `from` empty: a new name. `to` empty: a removed one.
struct DiskModel::NameChange {
    Place from;
    Place to;
    NodePtr node;

    bool touches(const NodePtr &folder) const { return from.folder == folder || to.folder == folder; }
    bool names(const Place &place) const
    {
        return (from.folder == place.folder && from.name == place.name)
               || (to.folder == place.folder && to.name == place.name);
    }
    void carryOut() const
    {
        if (from.folder && from.folder->durableNames.value(from.name) == node)
            from.folder->durableNames.remove(from.name);
        if (to.folder)
            to.folder->durableNames.insert(to.name, node);
    }
};

} // namespace weightyard::test
