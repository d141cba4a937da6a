// OpenedModel: the model whose details are shown while browsing: what the search told of it at once, what the Hub says of it a moment
// later, and its gate, revisions and README when they are asked for. What is chosen of it is kept here. GUI thread.
#pragma once

#include "hub/pick.h"
#include "library/library_scan.h"
#include "session/machine_fit.h"
#include "ui/workbench/hub_browser.h"

#include <QSet>
#include <QTimer>

namespace weightyard::ui {

class OpenedModel : public QObject
{
    Q_OBJECT
public:
    enum class Gate { None, Asking, Open, Closed, NotTold };

    explicit OpenedModel(HubBrowser &browser, QObject *parent = nullptr);

    /// Asks a moment later: who walks through a list wants the last one. The one that is open already stays as it is.
    void open(const catalog::ModelLocation &location, const hub::FoundModel &found);
    void close(); ///< none is open
    void setMachine(const session::Machine &machine) { m_machine = machine; }
    void again();
    void checkAccess();
    void setRevision(const QString &revision); ///< empty: the default branch
    void wantRevisions();
    void wantReadme();
    void choose(const hub::PickWish &wish);
    void chooseFiles(const QStringList &paths); ///< these, by a better name where they have one
    void settle() { m_byUser = false; }         ///< what is chosen has been asked for
    /// Where the model lies, as `disk` has it: its files there are looked for anew when that has changed.
    void setDisk(const library::ModelOnDisk &disk);

    bool isOpen() const { return !m_location.modelPath.isEmpty(); }
    bool isAsking() const { return m_asking; }
    const catalog::ModelLocation &location() const { return m_location; }
    const hub::FoundModel &found() const { return m_found; } ///< the best that is known
    const std::optional<session::ModelLook> &look() const { return m_look; }
    const std::optional<base::Error> &error() const { return m_error; }
    Gate gate() const { return m_gate; }
    const std::optional<base::Error> &gateError() const { return m_gateError; }
    QString revision() const { return m_revision; }
    const std::optional<QList<hub::ModelRef>> &revisions() const { return m_revisions; }
    const std::optional<base::Error> &revisionsError() const
    {
        return m_revisionsError;
    } ///< why there are none
    /// Branches that are choices: once the revisions are known. They are asked for where the opened revision has no weights.
    const QList<session::BranchVariant> &branches() const { return m_branches; }
    /// Nothing yet: it was not asked for, or is on its way.
    const std::optional<base::Result<hub::Readme>> &readme() const { return m_readme; }
    bool hasReadme() const { return !readmePath().isEmpty(); }
    const hub::PickWish &wish() const { return m_wish; }
    const hub::Pick &pick() const { return m_pick; }
    bool isChosenByUser() const { return m_byUser; } ///< else it is what was found best
    /// Why what was asked for by a tag or an address is not what is chosen.
    const std::optional<base::Error> &wishError() const { return m_wishError; }
    bool isHere(const QStringList &paths) const; ///< all of them; false: not known, too
    /// All that is chosen is here; nothing: not known yet.
    std::optional<bool> isChoiceHere() const;
    bool isNothingChosen() const { return m_look && m_pick.paths.isEmpty(); }
    /// What is chosen hits something, all of it: else a download would be refused.
    bool isChoiceGood() const { return !isNothingChosen() && m_pick.isUnderstood(); }
    session::Fit fitOf(qint64 bytes) const;
    bool isOpened(const hub::ModelRef &branch) const;
    /// Of the smallest and the largest that can be downloaded; 0: not known.
    std::pair<qint64, qint64> sizes() const;
    /// The best that fits; what is chosen unless its user chooses otherwise. Null: there is nothing to choose.
    const hub::Variant *bestVariant() const;

Q_SIGNALS:
    void changed();
    void revisionsCame();
    void branchesCame();
    void readmeCame();
    void pickChanged();
    void hereChanged(); ///< which of its files are

private:
    void ask();
    void forget();
    void take(const base::Result<session::ModelLook> &look);
    void askLater();
    void preselect();
    void apply(const hub::PickWish &wish);
    void lookForFiles();
    void askForBranches();
    QString readmePath() const;

    HubBrowser &m_browser;
    QTimer m_pause;
    QTimer m_later; ///< until a quota begins anew
    session::Machine m_machine;
    catalog::ModelLocation m_location;
    QString m_revision;
    hub::FoundModel m_found;
    std::optional<session::ModelLook> m_look;
    std::optional<base::Error> m_error;
    Gate m_gate = Gate::None;
    std::optional<base::Error> m_gateError;
    std::optional<QList<hub::ModelRef>> m_revisions;
    std::optional<base::Error> m_revisionsError;
    std::optional<base::Result<hub::Readme>> m_readme;
    QList<session::BranchVariant> m_branches;
    bool m_readmeWanted = false;
    bool m_readmeAsked = false;
    bool m_asking = false;
    bool m_byUser = false;
    hub::PickWish m_wish;
    hub::Pick m_pick;
    std::optional<base::Error> m_wishError;
    library::ModelOnDisk m_disk;
    std::optional<QSet<QString>> m_here; ///< paths of files
    int m_hereAsked = 0;
};

} // namespace weightyard::ui
