#include "ui/workbench/library_work.h"

namespace weightyard::ui {

using base::Result;

LibraryWork::LibraryWork(QString configDir, base::Background &background, QObject *parent)
    : QObject(parent),
      m_configDir(std::move(configDir)),
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
    m_background.run([removal, kind, stop = m_stop] { return session::remove(removal, kind, stop); },
                     [this, removal, done = std::move(done)](const Result<void> &result) {
                         Q_EMIT diskChanged(); // also of one that ended half-way
                         if (result)
                             Q_EMIT removed(removal);
                         done(result);
                     });
}

void LibraryWork::stop()
{
    m_stop.cancel();
}

} // namespace weightyard::ui
