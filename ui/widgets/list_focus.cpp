#include "ui/widgets/list_focus.h"

#include "ui/theme/paint.h"

#include <QEvent>
#include <QPainter>
#include <QShortcut>

namespace weightyard::ui {

ListFocus::ListFocus(QAbstractItemView &view, bool always) : QWidget(&view), m_view(view), m_always(always)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

bool ListFocus::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::Resize:
    case QEvent::Paint: // rows came or went
        setGeometry(m_view.viewport()->geometry());
        setVisible(m_view.hasFocus() && (m_always || !m_view.currentIndex().isValid()));
        raise();
        break;
    default:
        break;
    }
    return false;
}

void addMenuKey(QAbstractItemView &view)
{
    auto *key = new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F10), &view);
    key->setContext(Qt::WidgetShortcut);
    QObject::connect(key, &QShortcut::activated, &view, [list = &view] {
        Q_EMIT list->customContextMenuRequested(list->visualRect(list->currentIndex()).center());
    });
}

void ListFocus::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFocusFrame(painter, rect(), tokensFor(palette()));
}

} // namespace weightyard::ui
