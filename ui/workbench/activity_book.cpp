#include "ui/workbench/activity_book.h"

#include <QPointer>

namespace weightyard::ui {

ActivityBook::ActivityBook(const QString &configDir, QObject *parent)
    : QObject(parent),
      m_configDir(configDir)
{
    connect(&m_keeper, &Keeper::failed, this, &ActivityBook::notKept);
}

void ActivityBook::load(base::Background &background)
{
    background.run([configDir = m_configDir] { return session::readActivity(configDir); },
                   [self = QPointer(this)](const base::Result<QList<session::DownloadActivity>> &read) {
                       if (!self)
                           return;
                       if (!read)
                           Q_EMIT self->notKept(read.error());
                       else
                           self->m_log.restore(*read);
                       self->m_loaded = true;
                       Q_EMIT self->loaded();
                   });
}

void ActivityBook::add(const QString &key, const job::JobSnapshot &job, qint64 wallNowMs)
{
    if (m_log.add(key, job, wallNowMs) > 0)
        keep();
}

// Before it is loaded the file has what is not known here.
void ActivityBook::keep()
{
    if (!m_loaded)
        return;
    m_keeper.keep([configDir = m_configDir, downloads = m_log.kept()] {
        return session::writeActivity(configDir, downloads);
    });
}

} // namespace weightyard::ui
