// ListFocus: a frame around a list that has the focus while no row of it shows that: an empty one, one without a current row. Painted over
// the list; the mouse goes through. GUI thread.
#pragma once

#include <QAbstractItemView>

namespace weightyard::ui {

class ListFocus : public QWidget
{
public:
    /// `always`: its rows never show the focus.
    explicit ListFocus(QAbstractItemView &view, bool always = false);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QAbstractItemView &m_view;
    const bool m_always;
};

/// Shift+F10 opens the list's own menu at its current row, as the Menu key does: Qt knows that key alone.
void addMenuKey(QAbstractItemView &view);

} // namespace weightyard::ui
