#include "ui/window/focus_area.h"

#include <QEvent>

namespace weightyard::ui {

FocusArea::FocusArea(Home home, QWidget *parent) : QWidget(parent), m_home(std::move(home)) {}

bool FocusArea::isFocusLost() const
{
    const QWidget *has = window()->focusWidget();
    return has == nullptr || !has->isEnabled() || !has->isVisible();
}

bool FocusArea::goHome()
{
    QWidget *home = m_home();
    while (home != nullptr && home->focusProxy() != nullptr)
        home = home->focusProxy();
    if (home == nullptr || !home->isVisible() || !home->isEnabled())
        return false;
    home->setFocus(Qt::OtherFocusReason);
    return true;
}

// Qt asks for the next control both for the Tab key and when the one that has the focus cannot keep it.
bool FocusArea::focusNextPrevChild(bool next)
{
    return (isFocusLost() && goHome()) || QWidget::focusNextPrevChild(next);
}

// What had the focus may have gone while a question was in front.
bool FocusArea::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && isFocusLost())
        goHome();
    return QWidget::event(event);
}

} // namespace weightyard::ui
