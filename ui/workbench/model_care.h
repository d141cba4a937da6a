// ModelCare: what is done with one installed model besides downloads: verified, repaired, shared with other programs, brought back to
// the version before. Each on a thread of its own; one thing at a time for each model, shown in its row, and stopped by stop(). Of many
// that are verified or shared one is at work, the others wait for their turn. What is asked for answers here, unless it is gone by
// then. GUI thread.
#pragma once

#include "library/mine_or_new.h"
#include "session/share_models.h"
#include "session/verify_choice.h"
#include "ui/workbench/care_parts.h"
#include "ui/workbench/care_progress.h"

#include <QTimer>
#include <functional>

namespace weightyard::ui {

class ModelCare : public QObject
{
    Q_OBJECT
public:
    template<typename T>
    using Done = std::function<void(const base::Result<T> &)>;

    explicit ModelCare(const CareParts &parts, QObject *parent = nullptr);

    void verify(const QString &key, Done<session::VerifiedFolder> done);
    /// Of what verify() found last: notes it and fetches it.
    void repair(const QString &key, Done<void> done);
    void share(const QString &key, library::ForeignTool tool, bool mayCopy, Done<library::ShareOutcome> done);
    void unshare(const QString &key, library::ForeignTool tool, Done<library::UnshareOutcome> done);
    /// Answers with the commit that is here then.
    void goBack(const QString &key, library::MineOrNew choice, Done<QString> done);

    bool isBusy(const QString &key) const { return m_runs.contains(key); }
    void stop(const QString &key);
    void stopAll();
    /// Looks for previous versions and shares.
    void lookAtStandings();

Q_SIGNALS:
    void diskChanged();

private:
    struct Run {
        RowWork::Kind kind = RowWork::Kind::Verifying;
        base::CancelToken cancel;
        SharedProgress progress = std::make_shared<CareProgress>();
        std::function<void()> start = {}; ///< it waits for its turn
        bool hasTurn = false;
    };
    /// Nothing: something is under way with it already, or there is no such row.
    std::optional<Run> begin(const QString &key, RowWork::Kind kind);
    void end(const QString &key);
    /// At once, or when a turn is free.
    void inTurn(const QString &key, const std::function<void()> &start);
    void takeTurn(const QString &key);
    void showProgress();

    const CareParts m_parts;
    QHash<QString, Run> m_runs;
    QSet<RowWork::Kind> m_atWork;                     ///< one has its turn
    QStringList m_waiting;                            ///< for their turn, in order
    QHash<QString, library::ModelVerdict> m_verdicts; ///< that are not good
    QTimer m_tick;
};

} // namespace weightyard::ui
