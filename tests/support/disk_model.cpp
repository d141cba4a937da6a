#include "disk_model.h"

#include "disk_model_node.h"

#include "temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

DiskModel::DiskModel(QString root) : m_root(std::move(root)), m_tree(load(m_root)) {}

DiskModel::~DiskModel() = default;

DiskModel::NodePtr DiskModel::load(const QString &path) const
{
    const QFileInfo info(path);
    auto node = std::make_shared<Node>();
    if (info.isSymbolicLink()) {
        node->kind = Node::Kind::Link;
        node->bytes =
            QByteArray::fromStdString(std::filesystem::read_symlink(path.toStdU16String()).string());
    } else if (info.isDir()) {
        node->kind = Node::Kind::Folder;
        const QStringList names =
            QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        for (const QString &name : names)
            node->names.insert(name, load(path + u'/' + name));
        node->durableNames = node->names;
    } else {
        node->bytes = readFile(path);
    }
    node->synced = node->bytes;
    return node;
}

DiskModel::NodePtr DiskModel::find(const QString &path) const
{
    NodePtr node = m_tree;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (!node)
            return {};
        node = node->names.value(part);
    }
    return node;
}

bool DiskModel::exists(const QString &path) const
{
    return find(path) != nullptr;
}

bool DiskModel::isDurable(const QString &path) const
{
    NodePtr node = m_tree;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        const NodePtr next = node->names.value(part);
        if (!next || node->durableNames.value(part) != next)
            return false;
        node = next;
    }
    return node->isDurable();
}

bool DiskModel::isTreeDurable(const QString &path) const
{
    const NodePtr node = find(path);
    if (!node || !node->isDurable() || node->names != node->durableNames)
        return false;
    return std::all_of(node->names.keyBegin(), node->names.keyEnd(),
                       [&](const QString &name) { return isTreeDurable(path + u'/' + name); });
}

int DiskModel::syncsSinceWrite(const QString &path) const
{
    const NodePtr node = find(path);
    return node ? node->syncs : 0;
}

QStringList DiskModel::filesBelow(const QString &path) const
{
    const NodePtr node = find(path);
    if (!node)
        return {};
    if (node->kind != Node::Kind::Folder)
        return node->kind == Node::Kind::File ? QStringList{path} : QStringList();
    QStringList files;
    for (auto name = node->names.keyBegin(); name != node->names.keyEnd(); ++name)
        files += filesBelow(path + u'/' + *name);
    return files;
}

QString DiskModel::pathOfDescriptor(qint64 descriptor) const
{
    const NodePtr node = m_descriptors.value(descriptor);
    return node ? pathOf(*node, *m_tree, {}) : QString();
}

QString DiskModel::pathOf(const Node &wanted, const Node &folder, const QString &prefix) const
{
    for (auto name = folder.names.cbegin(); name != folder.names.cend(); ++name) {
        if (name->get() == &wanted)
            return prefix + name.key();
        const QString below = pathOf(wanted, **name, prefix + name.key() + u'/');
        if (!below.isEmpty())
            return below;
    }
    return {};
}

void DiskModel::writeNode(const Node &node, const QString &path, Loss loss) const
{
    if (node.kind == Node::Kind::Link) {
        QFile::link(QFile::decodeName(node.bytes), path);
        return;
    }
    if (node.kind == Node::Kind::Folder) {
        QDir().mkpath(path);
        const auto &names = loss == Loss::AllUnsynced ? node.durableNames : node.names;
        for (auto name = names.cbegin(); name != names.cend(); ++name)
            writeNode(**name, path + u'/' + name.key(), loss);
        return;
    }
    QByteArray bytes = node.synced;
    if (loss == Loss::UnsyncedBytes) {
        bytes = node.bytes;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (i >= node.synced.size() || node.synced[i] != bytes[i])
                bytes[i] = '\0';
        }
    }
    test::writeFile(path, bytes);
    const QByteArray mode = loss == Loss::AllUnsynced ? node.syncedMode : node.mode;
    if ((mode.toInt(nullptr, 8) & 0100) != 0)
        QFile::setPermissions(path, QFile::permissions(path) | QFile::ExeOwner);
}

void DiskModel::writeAfter(Loss loss) const
{
    const QStringList names =
        QDir(m_root).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QFileInfo info(m_root + u'/' + name);
        if (info.isDir() && !info.isSymbolicLink())
            QDir(info.filePath()).removeRecursively();
        else
            QFile::remove(info.filePath());
    }
    writeNode(*m_tree, m_root, loss);
}

} // namespace weightyard::test
