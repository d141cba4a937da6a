// ModelTree: families and their models as an item model of two levels, three columns. Owns the rows; the window's only
// place that changes them, and keeps counts and sums of them as it does. A change of one row costs that row, not all of
// them. GUI thread. A tick means "act on this next", never "installed".
#pragma once

#include "base/clock.h"
#include "catalog/catalogue.h"
#include "ui/model/row_sums.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <functional>

namespace weightyard::ui {

class ModelTree : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Status, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< what a click on the header sorts by
        CountRole,               ///< of a family: "1 of 3 here"
    };

    explicit ModelTree(const base::Clock &clock, QObject *parent = nullptr);
    ~ModelTree() override;

    /// Rows that stay keep ticks and states. `extra`: the second set too. Entries whose address is not understood are left out.
    void setCatalogue(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra);
    /// Family of user-added models; this string is also stored in added.json.
    static QString addedFamily();
    /// A model of the user's own; returns its key. One that is there already stays.
    QString addEntry(const catalog::ModelEntry &entry, const QString &key);
    void removeEntry(const QString &key);
    /// From where the model comes: another address or revision than before makes what the Hub said of it void.
    void setSource(const QString &key, const QString &url, const QString &revision);
    void setContents(const library::LibraryContents &contents);
    /// They are of that revision; rows of another one do not take them.
    void setFacts(const QList<hub::ModelFacts> &facts, const QString &revision = {});
    void setJob(const QString &key, const job::JobSnapshot &job);
    void removeJob(const QString &key);
    void setQueueOrder(const QStringList &queuedKeys);
    /// What may still be written to the library; marks rows that do not fit alone.
    void setRoom(qint64 bytes);
    void setTicked(const QString &key, bool ticked);
    /// What is wanted of them; when all that is ticked already, the ticks go.
    void tickTogether(const QStringList &keys, bool on);
    void tickOnly(const QStringList &keys); ///< these and no others
    void refreshTimes();                    ///< rows that count seconds

    const ModelRow *row(const QString &key) const;
    const ModelRow *row(const QModelIndex &index) const; ///< null for a family
    QString family(const QModelIndex &index) const;
    QList<ModelRow> rows() const; ///< copies: for what happens once, not for what happens ten times a second
    const RowSums &sums() const { return m_sums; }
    const RowSums &familySums(const QModelIndex &family) const;
    /// Rises with each change of a tick.
    int tickRevision() const { return m_tickRevision; }
    /// How many rows were looked at by passes over all of them, so far: what an event costs is tested by it.
    qint64 visitedRows() const { return m_visited; }
    template<typename Visit>
    void visit(Visit visit) const
    {
        m_visited += m_sums.rows;
        for (const Family &family : m_families) {
            for (const ModelRow &row : family.rows)
                visit(row);
        }
    }
    QModelIndex indexOf(const QString &key, int column = 0) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void ticksChanged();
    void statesChanged(); ///< of any row: counts and sums are to be made anew

private:
    static constexpr quintptr kFamily =
        ~quintptr(0); ///< internal id of a family's index; a model's is its family's row
    struct Family {
        QString name;
        QList<ModelRow> rows;
        RowSums sums = {};
    };
    struct Place {
        qsizetype family = 0;
        qsizetype row = 0;
    };
    ModelRow *find(const QString &key);
    static void fold(ModelRow &row); ///< its search text, after entry or facts changed
    /// Changes a row with its sums; who calls says changed() for it.
    void edit(const QString &key, const std::function<void(ModelRow &)> &change);
    /// Another order, or many rows that changed at once.
    void recount();
    void changed(const QString &key);
    void changed(const QStringList &keys);
    void allChanged(); ///< what they show
    void changedAll(); ///< what they are
    void editAndShow(const QString &key, const std::function<void(ModelRow &)> &change);
    QVariant familyData(const Family &family, int column, int role) const;
    QVariant rowData(const ModelRow &row, int column, int role) const;

    const base::Clock &m_clock;
    QList<Family> m_families;
    QHash<QString, Place> m_places;
    QSet<QString> m_waiting;  ///< rows that count seconds
    QStringList m_queueOrder; ///< as it was told last
    RowSums m_sums;
    int m_tickRevision = 0;
    mutable qint64 m_visited = 0;
};

} // namespace weightyard::ui
