// FileTree: the files of a repository by folder, with their sizes, and a tick for each that is chosen. GUI thread.
#pragma once

#include "hub/model_files.h"

#include <QAbstractItemModel>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace weightyard::ui {

class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    using QAbstractItemModel::QAbstractItemModel;

    void setFiles(const QList<hub::HubFile> &files);
    void setChosen(const QStringList &paths);
    void setTickable(bool on);  ///< else it only shows them
    QStringList chosen() const; ///< in the repository's order

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenByUser(const QStringList &paths);

private:
    struct Node {
        QString name;
        QString path; ///< of a file
        int parent = 0;
        int row = 0; ///< in its parent
        QList<int> children = {};
        qint64 bytes = 0;
        int files = 0;  ///< below it, or 1
        int ticked = 0; ///< of these
    };
    int nodeOf(const QModelIndex &index) const;
    int folderNode(const QString &folder, QHash<QString, int> &folders);
    int addNode(const Node &node);
    void sortChildren();
    void tick(int node, bool on);
    void showChosen(const QStringList &paths);
    Qt::CheckState stateOf(const Node &node) const;
    QString spoken(const Node &node) const; ///< by a screen reader

    QList<Node> m_nodes; ///< the first one is the root
    QList<int> m_files;  ///< in the repository's order
};

class FileTreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
};

class FileTree : public QTreeView
{
    Q_OBJECT
public:
    explicit FileTree(QWidget *parent = nullptr);

    void setFiles(const QList<hub::HubFile> &files);
    void setChosen(const QStringList &paths) { m_model.setChosen(paths); }

Q_SIGNALS:
    void chosenByUser(const QStringList &paths);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FileTreeModel m_model;
    FileTreeDelegate m_delegate;
};

} // namespace weightyard::ui
