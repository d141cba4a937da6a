#include "app/gui/first_frame.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>
#include <QWindow>

namespace weightyard::gui {

void FirstFrame::then(QWidget &window, QObject &context, std::function<void()> then)
{
    new FirstFrame(window, context, std::move(then));
}

FirstFrame::FirstFrame(QWidget &window, QObject &context, std::function<void()> then)
    : QObject(&context),
      m_then(std::move(then))
{
    window.windowHandle()->installEventFilter(this);
    QTimer::singleShot(kLongestMs, this, &FirstFrame::end);
}

// Qt draws while it handles the event: what is queued comes behind that.
bool FirstFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Expose) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, &FirstFrame::end);
    }
    return false;
}

void FirstFrame::end()
{
    if (!m_then)
        return;
    const std::function<void()> then = std::exchange(m_then, {});
    deleteLater();
    then();
}

} // namespace weightyard::gui
