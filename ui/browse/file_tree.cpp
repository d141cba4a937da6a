#include "ui/browse/file_tree.h"

#include "base/byte_sum.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/theme/paint.h"
#include "ui/widgets/list_focus.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QSet>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { Name, Size };
constexpr int kOpenAtOnce = 60;        // files: a small repository shows all
constexpr qsizetype kMostFolders = 64; // in each other; further names stay one

QRect boxIn(const QStyleOptionViewItem &option)
{
    const QRect box(option.rect.left() + 2, option.rect.center().y() - kBoxSize / 2, kBoxSize, kBoxSize);
    return QStyle::visualRect(option.direction, option.rect, box);
}

} // namespace

int FileTreeModel::addNode(const Node &node)
{
    const int number = static_cast<int>(m_nodes.size());
    m_nodes.append(node);
    if (number > 0)
        m_nodes[node.parent].children.append(number);
    return number;
}

int FileTreeModel::folderNode(const QString &folder, QHash<QString, int> &folders)
{
    int node = 0;
    QString path;
    QStringList parts = folder.split(u'/', Qt::SkipEmptyParts);
    if (parts.size() > kMostFolders) {
        const QString rest = parts.mid(kMostFolders - 1).join(u'/');
        parts = parts.mid(0, kMostFolders - 1) << rest;
    }
    for (const QString &part : std::as_const(parts)) {
        path += u'/' + part;
        const auto known = folders.constFind(path);
        const int next =
            known != folders.cend() ? *known : addNode({.name = part, .path = {}, .parent = node});
        folders.insert(path, next);
        node = next;
    }
    return node;
}

void FileTreeModel::setFiles(const QList<hub::HubFile> &files)
{
    beginResetModel();
    m_nodes.clear();
    m_files.clear();
    addNode({.name = {}, .path = {}});
    QHash<QString, int> folders;
    for (const hub::HubFile &file : files) {
        const int folder = folderNode(file.path.section(u'/', 0, -2), folders);
        m_files.append(addNode({.name = file.path.section(u'/', -1),
                                .path = file.path,
                                .parent = folder,
                                .bytes = file.size,
                                .files = 1}));
    }
    for (qsizetype i = m_nodes.size() - 1; i > 0; --i) { // what is in a folder has a higher number
        Node &parent = m_nodes[m_nodes[i].parent];
        parent.bytes = base::addBytes(parent.bytes, m_nodes[i].bytes);
        parent.files += m_nodes[i].files;
    }
    sortChildren();
    endResetModel();
}

// Folders first, then by size: what matters is at the top.
void FileTreeModel::sortChildren()
{
    for (Node &node : m_nodes) {
        std::sort(node.children.begin(), node.children.end(), [this](int a, int b) {
            const Node &one = m_nodes[a];
            const Node &other = m_nodes[b];
            if (one.path.isEmpty() != other.path.isEmpty())
                return one.path.isEmpty();
            return one.bytes != other.bytes ? one.bytes > other.bytes : one.name < other.name;
        });
    }
    for (qsizetype i = 0; i < m_nodes.size(); ++i) {
        for (qsizetype row = 0; row < m_nodes[i].children.size(); ++row)
            m_nodes[m_nodes[i].children[row]].row = static_cast<int>(row);
    }
}

void FileTreeModel::setChosen(const QStringList &paths)
{
    if (paths == chosen()) // it was ticked here
        return;
    showChosen(paths);
}

void FileTreeModel::showChosen(const QStringList &paths)
{
    const QSet<QString> wanted(paths.begin(), paths.end());
    for (Node &node : m_nodes)
        node.ticked = 0;
    for (const int file : std::as_const(m_files)) {
        if (!wanted.contains(m_nodes[file].path))
            continue;
        for (int node = file;; node = m_nodes[node].parent) {
            ++m_nodes[node].ticked;
            if (node == 0)
                break;
        }
    }
    Q_EMIT dataChanged({}, {}, {Qt::CheckStateRole});
}

QStringList FileTreeModel::chosen() const
{
    QStringList paths;
    for (const int file : m_files) {
        if (m_nodes[file].ticked > 0)
            paths.append(m_nodes[file].path);
    }
    return paths;
}

int FileTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : 0;
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const int node = nodeOf(parent);
    if (node >= m_nodes.size() || row < 0 || row >= m_nodes[node].children.size() || column < 0
        || column > Size)
        return {};
    return createIndex(row, column, static_cast<quintptr>(m_nodes[node].children[row]));
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    const int node = nodeOf(index);
    if (node == 0 || m_nodes[node].parent == 0)
        return {};
    const int parent = m_nodes[node].parent;
    return createIndex(m_nodes[parent].row, 0, static_cast<quintptr>(parent));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0 || m_nodes.isEmpty())
        return 0;
    return static_cast<int>(m_nodes[nodeOf(parent)].children.size());
}

int FileTreeModel::columnCount(const QModelIndex &) const
{
    return 2;
}

Qt::CheckState FileTreeModel::stateOf(const Node &node) const
{
    if (node.ticked == 0)
        return Qt::Unchecked;
    return node.ticked == node.files ? Qt::Checked : Qt::PartiallyChecked;
}

QString FileTreeModel::spoken(const Node &node) const
{
    QStringList parts{text::withoutControls(node.name), text::formatBytes(node.bytes)};
    if (node.path.isEmpty())
        parts.insert(1, tr("folder with %n file(s)", nullptr, node.files));
    if (stateOf(node) != Qt::Unchecked)
        parts.append(stateOf(node) == Qt::Checked ? tr("chosen") : tr("partly chosen"));
    return text::listed(parts);
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes[nodeOf(index)];
    const QString name = text::withoutControls(node.name);
    if (index.column() == Size) {
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return role == Qt::DisplayRole ? QVariant(text::formatBytes(node.bytes)) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return node.path.isEmpty() ? name + u'/' : name;
    case Qt::ToolTipRole:
        return u"%1, %2"_s.arg(node.path.isEmpty() ? name : text::withoutControls(node.path),
                               text::formatBytes(node.bytes));
    case Qt::AccessibleTextRole:
        return spoken(node);
    case Qt::CheckStateRole:
        return stateOf(node);
    default:
        return {};
    }
}

Qt::ItemFlags FileTreeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

bool FileTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    const int node = nodeOf(index);
    tick(node, value.toInt() != Qt::Unchecked);
    const QStringList paths = chosen();
    showChosen(paths);
    Q_EMIT chosenByUser(paths);
    return true;
}

void FileTreeModel::tick(int node, bool on)
{
    QList<int> left{node};
    while (!left.isEmpty()) {
        Node &one = m_nodes[left.takeLast()];
        left += one.children;
        if (!one.path.isEmpty())
            one.ticked = on ? 1 : 0;
    }
}

QSize FileTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(kLeastTarget + 2, QFontMetrics(option.font).height() + 8)};
}

void FileTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    painter->setFont(smallFont(option.font));
    painter->setPen(index.column() == Size ? tokens.secondary : tokens.text);
    const QFontMetrics metrics = painter->fontMetrics();
    QRect room = option.rect.adjusted(2, 0, -4, 0);
    if (index.column() == Name) {
        const auto state = static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt());
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        paintCheckBox(*painter, boxIn(option), state, hasFocus, tokens);
        if (hasFocus)
            paintFocusFrame(*painter, option.rect, tokens);
        painter->setPen(tokens.text);
        const int taken = kBoxSize + 10;
        room = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(taken, 0, -4, 0));
    }
    const Qt::Alignment side = index.column() == Size ? Qt::AlignRight : Qt::AlignLeft;
    const int flags = static_cast<int>(QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter);
    painter->drawText(room, flags, metrics.elidedText(index.data().toString(), Qt::ElideLeft, room.width()));
    painter->restore();
}

bool FileTreeDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                   const QStyleOptionViewItem &option, const QModelIndex &index)
{
    bool isTick = false;
    if (event->type() == QEvent::MouseButtonRelease)
        isTick = boxIn(option).adjusted(-4, -4, 4, 4).contains(static_cast<QMouseEvent *>(event)->pos());
    else if (event->type() == QEvent::KeyPress)
        isTick = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!isTick || index.column() != Name)
        return false;
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

FileTree::FileTree(QWidget *parent) : QTreeView(parent)
{
    setModel(&m_model);
    setItemDelegate(&m_delegate);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(16);
    setFrameShape(NoFrame);
    new ListFocus(*this);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideLeft);
    setAccessibleName(tr("Files"));
    setAccessibleDescription(tr("The files of this model; the space bar ticks what is to be downloaded"));
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(40);
    connect(&m_model, &FileTreeModel::chosenByUser, this, &FileTree::chosenByUser);
}

void FileTree::setFiles(const QList<hub::HubFile> &files)
{
    m_model.setFiles(files);
    if (files.size() <= kOpenAtOnce)
        expandAll();
}

void FileTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    const int size = fontMetrics().horizontalAdvance(u"999 bytes"_s) + 16;
    header()->resizeSection(Size, size);
    header()->resizeSection(Name, std::max(viewport()->width() - size, 40));
}

} // namespace weightyard::ui
