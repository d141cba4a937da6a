// Toggle: a check box that looks like a switch; its words stand elsewhere (SettingRow). GUI thread.
#pragma once

#include <QCheckBox>

namespace weightyard::ui {

class Toggle : public QCheckBox
{
    Q_OBJECT
public:
    using QCheckBox::QCheckBox;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &point) const override { return rect().contains(point); }
};

} // namespace weightyard::ui
