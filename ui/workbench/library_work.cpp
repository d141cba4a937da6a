#include "ui/workbench/library_work.h"

#include "ui/desktop/open_terminal.h"

namespace weightyard::ui {

using base::Result;

LibraryWork::LibraryWork(QString configDir, store::LockKeeper &locks, base::Background &background,
                         QObject *parent)
    : QObject(parent),
      m_configDir(std::move(configDir)),
      m_locks(locks),
      m_background(background)
{}

void LibraryWork::planRemoval(const QString &modelPath, const QString &library,
                              std::function<void(const Result<session::Removal> &)> done)
{
    m_background.run([modelPath, library, configDir = m_configDir,
                      stop = m_stop] { return session::planRemovalOf(modelPath, library, configDir, stop); },
                     std::move(done));
}

void LibraryWork::remove(const session::Removal &removal, library::RemovalKind kind,
                         std::function<void(const Result<void> &)> done)
{
    m_background.run([removal, kind, locks = &m_locks,
                      stop = m_stop] { return session::remove(removal, kind, *locks, stop); },
                     [this, removal, done = std::move(done)](const Result<void> &result) {
                         Q_EMIT diskChanged(); // also of one that ended half-way
                         if (result)
                             Q_EMIT removed(removal);
                         done(result);
                     });
}

void LibraryWork::planRemovals(const QList<session::RemovalWish> &wishes,
                               std::function<void(const QList<Result<session::Removal>> &)> done)
{
    m_background.run([wishes, configDir = m_configDir,
                      stop = m_stop] { return session::planRemovals(wishes, configDir, stop); },
                     std::move(done));
}

void LibraryWork::removeAll(const QList<session::Removal> &removals, library::RemovalKind kind,
                            std::function<void(const QList<Result<void>> &)> done)
{
    const auto work = [removals, kind, locks = &m_locks, stop = m_stop] {
        QList<Result<void>> results;
        for (const session::Removal &removal : removals)
            results.append(session::remove(removal, kind, *locks, stop));
        return results;
    };
    m_background.run(work, [this, removals, done = std::move(done)](const QList<Result<void>> &results) {
        Q_EMIT diskChanged(); // also of one that ended half-way
        for (qsizetype i = 0; i < results.size(); ++i) {
            if (results[i])
                Q_EMIT removed(removals[i]);
        }
        done(results);
    });
}

void LibraryWork::openTerminal(const QString &folder, std::function<void(const Result<void> &)> done)
{
    m_background.run([folder] { return ui::openTerminal(folder, base::Environment::ofProcess()); },
                     std::move(done));
}

void LibraryWork::findUses(const QString &folder,
                           std::function<void(const Result<QList<session::ModelUse>> &)> done)
{
    m_background.run(
        [folder, stop = m_stop] { return session::modelUses(folder, session::shellOfSystem(), stop); },
        std::move(done));
}

void LibraryWork::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
