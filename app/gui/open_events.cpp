#include "app/gui/open_events.h"

#include <QFileOpenEvent>
#include <QMetaObject>
#include <QUrl>
#include <utility>

namespace weightyard::gui {

OpenEvents::OpenEvents(QObject *application) : QObject(application)
{
    application->installEventFilter(this);
}

void OpenEvents::listen()
{
    m_listening = true;
    if (m_waiting.isEmpty())
        return;
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT asked(std::exchange(m_waiting, {})); }, Qt::QueuedConnection);
}

bool OpenEvents::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::FileOpen)
        return QObject::eventFilter(watched, event);
    const QString address = static_cast<QFileOpenEvent *>(event)->url().toString();
    if (address.isEmpty())
        return true;
    if (m_listening && m_waiting.isEmpty())
        Q_EMIT asked({address});
    else
        m_waiting.append(address);
    return true;
}

} // namespace weightyard::gui
