#include "disk_model_node.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

// Of a path or of a name in an open folder. Nothing below the root: no folder.
DiskModel::Place DiskModel::placeOf(const QByteArray &path, qint64 descriptor) const
{
    const QString text = QFile::decodeName(path);
    if (!text.startsWith(u'/')) {
        const NodePtr folder = m_descriptors.value(descriptor);
        return folder && !text.contains(u'/') ? Place{folder, text} : Place{};
    }
    if (!text.startsWith(m_root + u'/'))
        return {};
    const QString relative = QDir::cleanPath(text.mid(m_root.size() + 1));
    return {find(relative.contains(u'/') ? relative.section(u'/', 0, -2) : QString()),
            relative.section(u'/', -1)};
}

DiskModel::Place DiskModel::placeAt(const Syscall &call, int pathArgument, int descriptorArgument) const
{
    const QByteArray descriptor = descriptorArgument < 0 ? "-1" : call.arguments.value(descriptorArgument);
    return placeOf(call.arguments.value(pathArgument),
                   descriptor == "AT_FDCWD" ? -1 : descriptor.toLongLong());
}

void DiskModel::open(const Syscall &call, const Place &place, const QByteArray &flags)
{
    m_descriptors.remove(call.result);
    if (call.arguments.value(1) == QFile::encodeName(m_root)
        || call.arguments.value(0) == QFile::encodeName(m_root)) {
        m_descriptors.insert(call.result, m_tree);
        return;
    }
    if (!place.folder)
        return;
    NodePtr node = place.folder->names.value(place.name);
    if (!node && flags.contains("O_CREAT")) {
        node = std::make_shared<Node>();
        change({{}, place, node});
    }
    if (node && flags.contains("O_TRUNC"))
        node->bytes.clear();
    if (node)
        m_descriptors.insert(call.result, node);
}

void DiskModel::change(NameChange change)
{
    if (change.from.folder)
        change.from.folder->names.remove(change.from.name);
    if (change.to.folder)
        change.to.folder->names.insert(change.to.name, change.node);
    m_pending.push_back(std::move(change));
}

// A folder is synced: its changes reach the disk, in order, and with a rename whatever happened to its other name before.
void DiskModel::settle(const NodePtr &folder)
{
    std::vector<bool> chosen(m_pending.size(), false);
    for (size_t i = m_pending.size(); i-- > 0;) {
        chosen[i] = chosen[i] || m_pending[i].touches(folder);
        if (!chosen[i])
            continue;
        for (size_t before = 0; before < i; ++before) {
            if ((m_pending[i].from.folder && m_pending[before].names(m_pending[i].from))
                || (m_pending[i].to.folder && m_pending[before].names(m_pending[i].to)))
                chosen[before] = true;
        }
    }
    std::vector<NameChange> left;
    for (size_t i = 0; i < m_pending.size(); ++i) {
        if (chosen[i])
            m_pending[i].carryOut();
        else
            left.push_back(m_pending[i]);
    }
    m_pending = std::move(left);
}

void DiskModel::sync(const NodePtr &node)
{
    if (!node)
        return;
    ++node->syncs;
    node->synced = node->bytes;
    if (node->kind == Node::Kind::Folder)
        settle(node);
}

void DiskModel::write(qint64 descriptor, qint64 offset, const QByteArray &bytes)
{
    const NodePtr node = m_descriptors.value(descriptor);
    if (!node)
        return;
    if (node->bytes.size() < offset + bytes.size())
        node->bytes.append(offset + bytes.size() - node->bytes.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), node->bytes.begin() + offset);
    node->syncs = 0;
}

void DiskModel::rename(const Place &from, const Place &to)
{
    if (!from.folder || !to.folder)
        return;
    const NodePtr node = from.folder->names.value(from.name);
    if (!node)
        throw std::runtime_error("a rename of what is not there: " + from.name.toStdString());
    change({from, to, node});
}

bool DiskModel::applyNames(const Syscall &call)
{
    const auto addNode = [&](const Place &place, Node::Kind kind, const QByteArray &bytes) {
        if (!place.folder)
            return;
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->bytes = node->synced = bytes;
        change({{}, place, node});
    };
    const auto setMode = [](const Place &place, const QByteArray &mode) {
        if (place.folder && place.folder->names.contains(place.name))
            place.folder->names.value(place.name)->mode = mode;
    };
    const auto remove = [&](const Place &place) {
        if (place.folder)
            change({place, {}, place.folder->names.value(place.name)});
    };
    if (call.name == "openat")
        open(call, placeAt(call, 1, 0), call.arguments.value(2));
    else if (call.name == "open")
        open(call, placeAt(call, 0, -1), call.arguments.value(1));
    else if (call.name == "rename")
        rename(placeAt(call, 0, -1), placeAt(call, 1, -1));
    else if (call.name == "renameat" || call.name == "renameat2")
        rename(placeAt(call, 1, 0), placeAt(call, 3, 2));
    else if (call.name == "mkdir")
        addNode(placeAt(call, 0, -1), Node::Kind::Folder, {});
    else if (call.name == "mkdirat")
        addNode(placeAt(call, 1, 0), Node::Kind::Folder, {});
    else if (call.name == "symlink")
        addNode(placeAt(call, 1, -1), Node::Kind::Link, call.arguments.value(0));
    else if (call.name == "chmod")
        setMode(placeAt(call, 0, -1), call.arguments.value(1));
    else if (call.name == "unlink" || call.name == "rmdir")
        remove(placeAt(call, 0, -1));
    else if (call.name == "unlinkat")
        remove(placeAt(call, 1, 0));
    else
        return false;
    return true;
}

bool DiskModel::applyData(const Syscall &call)
{
    const qint64 descriptor = call.arguments.value(0).toLongLong();
    const NodePtr node = m_descriptors.value(descriptor);
    if (call.name == "close") {
        m_descriptors.remove(descriptor);
    } else if (call.name == "pwrite64") {
        write(descriptor, call.arguments.value(3).toLongLong(), call.arguments.value(1).left(call.result));
    } else if (call.name == "write") {
        if (node) {
            write(descriptor, node->position, call.arguments.value(1).left(call.result));
            node->position += call.result;
        }
    } else if (call.name == "ftruncate") {
        if (node)
            node->bytes.resize(call.arguments.value(1).toLongLong());
    } else if (call.name == "copy_file_range") {
        const qint64 from = call.arguments.value(1).mid(1).split(']').first().toLongLong();
        const qint64 to = call.arguments.value(3).mid(1).split(']').first().toLongLong();
        if (node)
            write(call.arguments.value(2).toLongLong(), to, node->bytes.mid(from, call.result));
    } else if (call.name == "fdatasync" || call.name == "fsync") {
        sync(node);
        if (node && call.name == "fsync")
            node->syncedMode = node->mode;
    } else {
        return false;
    }
    return true;
}

void DiskModel::apply(const Syscall &call)
{
    if (applyNames(call) || applyData(call))
        return;
    const NodePtr node = m_descriptors.value(call.arguments.value(0).toLongLong());
    const bool concernsUs = node != nullptr || call.arguments.value(0).startsWith(QFile::encodeName(m_root));
    if (concernsUs && call.name != "ioctl")
        throw std::runtime_error("DiskModel does not know " + call.name.toStdString());
}

} // namespace weightyard::test
