// Offer: which models the window has rows for: those of the catalogue, with or without its second set, and those that the user
// added, with their addresses, revisions and credentials. What was added is kept behind the scenes. GUI thread.
#pragma once

#include "catalog/catalogue.h"
#include "ui/model/model_tree.h"
#include "ui/workbench/keeper.h"

namespace weightyard::ui {

/// A model that the Hub has told all about, and what is wanted of it.
struct FoundChoice {
    hub::ModelFacts facts;
    QString revision;     ///< empty: the default branch
    base::PickWish pick;  ///< of its files
    qint64 pickBytes = 0; ///< of these
};

class Offer : public QObject
{
    Q_OBJECT
public:
    Offer(ModelTree &tree, QUrl hub, QString configDir, QObject *parent = nullptr);

    void setCatalogue(const catalog::Catalogue &catalogue);
    const catalog::Catalogue &catalogue() const { return m_catalogue; }
    const QUrl &hub() const { return m_hub; }
    void setExtra(bool on); ///< the catalogue's second set, too
    bool extra() const { return m_extra; }

    base::Result<catalog::ModelLocation> lookUp(const QString &text) const;
    /// Text that names a model: its key, or why not. A row is made, or takes the address and revision. What it names of the files, or
    /// else `pick`, is what its download takes, unless it is on its way; whole: as before.
    base::Result<QString> add(const QString &text, const base::PickWish &pick = {});
    /// The same, with what is known and wanted. What is on its way stays as it was chosen.
    base::Result<QString> addFound(const QString &text, const FoundChoice &choice);
    void remove(const QString &key); ///< one that was added and is not active; what is on disk stays
    void keepAdded();
    const Keeper &keeper() const { return m_keeper; }

    /// From where a row's model comes; with the credential of an address that was typed with one.
    base::Result<catalog::ModelLocation> locationOf(const ModelRow &row) const;
    bool hasCredential(const QString &key) const { return m_credentials.contains(key); }

Q_SIGNALS:
    void changed(); ///< rows came: the disk is to be looked at
    void extraChanged();
    void addedNotKept(const weightyard::base::Error &error);

private:
    base::Result<void> takeSource(const ModelRow &row, const catalog::ModelLocation &location);

    ModelTree &m_tree;
    const QUrl m_hub;
    const QString m_configDir;
    Keeper m_keeper;
    catalog::Catalogue m_catalogue;
    bool m_extra = false;
    QHash<QString, base::Credential> m_credentials; ///< of addresses with user info; never kept
};

} // namespace weightyard::ui
