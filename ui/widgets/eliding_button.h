// ElidingButton: gives way where there is too little room (a large font, a low window): its text is cut with "…" then, and the
// whole of it is in the tool tip, before what the tip says else. GUI thread.
#pragma once

#include <QPushButton>

namespace weightyard::ui {

class ElidingButton : public QPushButton
{
    Q_OBJECT
public:
    explicit ElidingButton(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect textRoom() const;
    void refreshTip();

    QString m_tip; ///< as it was given
    bool m_refreshing = false;
};

} // namespace weightyard::ui
