// SearchField: the search of the toolbar, with a lens and the shortcut shown while it is empty. GUI thread.
#pragma once

#include <QLineEdit>

namespace weightyard::ui {

class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

Q_SIGNALS:
    void accepted(); ///< Return, or down to what was found; the next widget has the focus then

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeRoom();
};

} // namespace weightyard::ui
