// SearchField: the search of the toolbar, with a lens and the shortcut shown while it is empty. GUI thread.
#pragma once

#include <QLineEdit>

namespace weightyard::ui {

class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace weightyard::ui
