// LinkLabel: a label whose links the Tab key reaches. One that is disabled or hidden gives the focus away, which QLabel keeps for the
// next link. GUI thread.
#pragma once

#include <QFocusEvent>
#include <QLabel>

namespace weightyard::ui {

class LinkLabel : public QLabel
{
public:
    explicit LinkLabel(QWidget *parent) : QLabel(parent)
    {
        setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    }

protected:
    // QLabel has the focus first, which nothing shows, and at the next Tab its link.
    void focusInEvent(QFocusEvent *event) override
    {
        QLabel::focusInEvent(event);
        if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
            QLabel::focusNextPrevChild(event->reason() == Qt::TabFocusReason);
    }
    bool focusNextPrevChild(bool next) override
    {
        if (isVisible() && isEnabled())
            return QLabel::focusNextPrevChild(next);
        // QLabel's keeps the focus.
        return QWidget::focusNextPrevChild(next); // NOLINT(bugprone-parent-virtual-call)
    }
};

} // namespace weightyard::ui
