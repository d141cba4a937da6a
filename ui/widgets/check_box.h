// CheckBox: a QCheckBox that looks like the ones of the list. GUI thread.
#pragma once

#include <QCheckBox>

namespace weightyard::ui {

class CheckBox : public QCheckBox
{
    Q_OBJECT
public:
    using QCheckBox::QCheckBox;
    QSize sizeHint() const override;
    QSize minimumSizeHint()
        const override; ///< with room for a few letters: the whole text belongs into the tool tip

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &point) const override { return rect().contains(point); }
};

} // namespace weightyard::ui
