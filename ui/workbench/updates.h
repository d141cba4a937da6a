// Updates: which installed models have a newer commit: asked on demand, and once a day by itself a while after the start; and the
// downloads that bring them. What was found is kept for the next start. GUI thread.
#pragma once

#include "library/mine_or_new.h"
#include "ui/workbench/care_parts.h"
#include "ui/workbench/care_progress.h"

#include <QTimer>
#include <functional>

namespace weightyard::ui {

class Updates : public QObject
{
    Q_OBJECT
public:
    explicit Updates(const CareParts &parts, QObject *parent = nullptr);

    /// Marks what is known, and asks later when a day has passed.
    void start();
    void checkIfDue();
    /// All installed models, or those. `done` gets what was found; not called where a check is under way already.
    void check(const QStringList &keys, std::function<void(const base::Result<session::UpdateCheck> &)> done);
    bool isChecking() const { return m_checking; }
    QStringList updatable() const;
    /// A conflict with the user's own changes stops a download unless `choice` says which are wanted.
    void update(const QStringList &keys, library::MineOrNew choice,
                std::function<void(const QList<base::Error> &)> done);
    void mark();      ///< the rows, by what is known
    void stopCheck(); ///< the one that is under way
    void stop();

Q_SIGNALS:
    void checkingChanged(bool on);
    void found(int models); ///< by a check that nobody asked for

private:
    const CareParts m_parts;
    session::KnownUpdates m_known;
    base::CancelToken m_cancel; ///< of the check that is under way
    QTimer m_daily;
    bool m_checking = false;
};

} // namespace weightyard::ui
