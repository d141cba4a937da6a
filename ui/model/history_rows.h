// HistoryRows: the history as an item model, the newest first; and the words of an entry. GUI thread.
#pragma once

#include "session/history.h"
#include "ui/model/row_status.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace weightyard::ui {

class HistoryRows : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setHistory(const session::DownloadHistory &history);
    const session::HistoryEntry *entry(const QModelIndex &index) const; ///< null: there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    static RowStatus status(const session::HistoryEntry &entry);
    static QString facts(const session::HistoryEntry &entry); ///< size and model; of a failure, why
    /// In the locale's form: the time of a day that is `today`, else the date with it.
    static QString when(const session::HistoryEntry &entry, const QDate &today);

private:
    session::DownloadHistory m_history;
};

} // namespace weightyard::ui
