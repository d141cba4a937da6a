// LibraryWork: what the window does with installed models besides downloading them, each on a thread of its own. What it is asked for
// answers here, unless it is gone by then. GUI thread.
#pragma once

#include "base/background.h"
#include "session/model_uses.h"
#include "session/removal.h"

#include <functional>

namespace weightyard::ui {

class LibraryWork : public QObject
{
    Q_OBJECT
public:
    /// `locks`: those that the downloads have, too; they outlive this object and its threads.
    LibraryWork(QString configDir, store::LockKeeper &locks, base::Background &background,
                QObject *parent = nullptr);

    /// What deleting this model of that library would do.
    void planRemoval(const QString &modelPath, const QString &library,
                     std::function<void(const base::Result<session::Removal> &)> done);
    void remove(const session::Removal &removal, library::RemovalKind kind,
                std::function<void(const base::Result<void> &)> done);
    /// The same of several; each answer in the order of what was asked.
    void planRemovals(const QList<session::RemovalWish> &wishes,
                      std::function<void(const QList<base::Result<session::Removal>> &)> done);
    void removeAll(const QList<session::Removal> &removals, library::RemovalKind kind,
                   std::function<void(const QList<base::Result<void>> &)> done);
    void openTerminal(const QString &folder, std::function<void(const base::Result<void> &)> done);
    /// Command lines that use the model in that folder.
    void findUses(const QString &folder,
                  std::function<void(const base::Result<QList<session::ModelUse>> &)> done);
    void stop(); ///< what is under way ends early

Q_SIGNALS:
    void diskChanged();
    void removed(const weightyard::session::Removal &removal);

private:
    const QString m_configDir;
    store::LockKeeper &m_locks;
    base::Background &m_background;
    base::CancelToken m_stop;
};

} // namespace weightyard::ui
