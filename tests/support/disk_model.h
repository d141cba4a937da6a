// DiskModel: a file system's memory and its disk, side by side, fed with system calls. What was not synced may be lost:
// a file's bytes until the file is synced, a name until its folder is synced (POSIX promises no more; a rename is
// atomic, and durable when either folder is synced). Knows the calls that core/store makes. One thread.
#pragma once

#include "syscall_trace.h"

#include <QMap>
#include <QSet>
#include <memory>
#include <vector>

namespace weightyard::test {

class DiskModel
{
public:
    /// Takes what is below `root` now as being on the disk already. Calls on other paths are ignored.
    explicit DiskModel(QString root);
    ~DiskModel();

    /// Throws std::runtime_error for a call that it does not understand.
    void apply(const Syscall &call);

    /// Paths are relative to the root.
    bool exists(const QString &path) const;
    /// The name, all folders on the way, and, of a file, every byte.
    bool isDurable(const QString &path) const;
    /// The same for everything below the folder.
    bool isTreeDurable(const QString &path) const;
    /// How often a sync was asked for this very file since its last write.
    int syncsSinceWrite(const QString &path) const;
    QStringList filesBelow(const QString &path) const;
    /// Where a traced call's file is (its descriptor or path argument); empty when not below the root.
    QString pathOfDescriptor(qint64 descriptor) const;

    enum class Loss {
        AllUnsynced,   ///< what POSIX allows at worst
        UnsyncedData,  ///< all names made it, data did not: sizes are those last synced
        UnsyncedBytes, ///< all names and sizes made it, unsynced bytes are zeros (delayed allocation)
    };
    /// Replaces what is below the root by what a power loss now leaves.
    void writeAfter(Loss loss) const;

private:
    struct Node;
    struct NameChange;
    using NodePtr = std::shared_ptr<Node>;
    struct Place {
        NodePtr folder;
        QString name;
    };

    NodePtr load(const QString &path) const;
    Place placeOf(const QByteArray &path, qint64 descriptor) const;
    Place placeAt(const Syscall &call, int pathArgument, int descriptorArgument) const;
    NodePtr find(const QString &path) const;
    void open(const Syscall &call, const Place &place, const QByteArray &flags);
    void write(qint64 descriptor, qint64 offset, const QByteArray &bytes);
    void rename(const Place &from, const Place &to);
    void change(NameChange change);
    void settle(const NodePtr &folder);
    void sync(const NodePtr &node);
    QString pathOf(const Node &wanted, const Node &folder, const QString &prefix) const;
    bool applyNames(const Syscall &call);
    bool applyData(const Syscall &call);
    void writeNode(const Node &node, const QString &path, Loss loss) const;

    const QString m_root;
    NodePtr m_tree;
    QMap<qint64, NodePtr> m_descriptors;
    std::vector<NameChange> m_pending;
};

} // namespace weightyard::test
