// ModelTree: the models that there are and what is known of them. The window's only place that changes rows; views see it as an
// item model (RowTreeModel). GUI thread. A tick means "act on this next", never "installed".
#pragma once

#include "catalog/catalogue.h"
#include "session/also_here.h"
#include "ui/model/row_disk.h"
#include "ui/model/row_tree_model.h"

namespace weightyard::ui {

class ModelTree : public RowTreeModel
{
    Q_OBJECT
public:
    explicit ModelTree(const base::Clock &clock, QObject *parent = nullptr);
    ~ModelTree() override;

    /// Rows that stay keep ticks and states. `extra`: the second set too. Entries whose address is not understood are left out.
    void setCatalogue(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra);
    /// A model of the user's own, or a folder's; returns its key. One that is there already stays.
    QString addEntry(const catalog::ModelEntry &entry, const QString &key);
    void removeEntry(const QString &key);
    /// From where the model comes: another address or revision than before makes what the Hub said of it void.
    void setSource(const QString &key, const QString &url, const QString &revision);
    /// Which of its files a download of it takes, and their size.
    void setPick(const QString &key, const base::PickWish &pick, qint64 bytes);
    /// Rows for what is here besides; whether rows came or went. Before setContents().
    bool setAlsoHere(const session::LibrariesOnDisk &disk, const session::OwnFolders &own);
    /// The row of a model by its path, or of a folder of the user's that has it where no library does. Null: there is none.
    const ModelRow *rowOfModel(const QString &modelPath) const;
    void setContents(const library::LibraryContents &contents, const Whereabouts &where = {});
    /// They are of that revision; rows of another one do not take them.
    void setFacts(const QList<hub::ModelFacts> &facts, const QString &revision = {});
    void setJob(const QString &key, const job::JobSnapshot &job);
    void removeJob(const QString &key);
    void setWork(const QString &key, const std::optional<RowWork> &work);
    void setDamage(const QString &key, const std::optional<RowDamage> &damage);
    /// What is known to be newer; one of another commit than the one that is here counts no more.
    void setUpdates(const QList<session::KnownUpdate> &updates);
    void setStandings(const session::ModelStandings &standings);
    /// The models of open folders of scripts, in place of those before. Rows that stay keep ticks and states.
    void setFolders(const QList<Family> &families);
    void setQueueOrder(const QStringList &queuedKeys);
    /// What may still be written to the library, and to those elsewhere; marks rows that do not fit alone.
    void setRoom(qint64 bytes, const QHash<QString, qint64> &elsewhere = {});
    /// The setting: what downloads leave out counts in no size.
    void setSafe(bool on);
    void setTicked(const QString &key, bool ticked);
    /// What is wanted of them; when all that is ticked already, the ticks go.
    void tickTogether(const QStringList &keys, bool on);
    void tickOnly(const QStringList &keys); ///< these and no others
    void refreshTimes();                    ///< rows that count seconds

    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void ticksChanged();
    void statesChanged(); ///< of any row: counts and sums are to be made anew

private:
    void editAndShow(const QString &key, const RowTable::Change &change);

    void rebuild(QList<Family> catalogue, const QList<Family> &folders);
    void reset(QList<Family> families);

    QStringList m_queueOrder;             ///< as it was told last
    QHash<QString, QString> m_ownFolders; ///< with models that are here, by the models' paths
};

} // namespace weightyard::ui
