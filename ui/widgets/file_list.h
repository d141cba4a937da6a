// FileList: the files of one download with their own progress, as a list model and its delegate. GUI thread.
#pragma once

#include "job/job_snapshot.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace weightyard::ui {

class FileModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setFiles(const QList<job::FileProgress> &files);
    const job::FileProgress &file(int row) const { return m_files[row]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<job::FileProgress> m_files;
};

class FileDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

class FileList : public QListView
{
    Q_OBJECT
public:
    explicit FileList(QWidget *parent = nullptr);
    void setFiles(const QList<job::FileProgress> &files) { m_model.setFiles(files); }

private:
    FileModel m_model;
    FileDelegate m_delegate;
};

} // namespace weightyard::ui
