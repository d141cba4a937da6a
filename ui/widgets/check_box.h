// CheckBox and RadioButton: QCheckBox and QRadioButton that look like the marks of the lists. GUI thread.
#pragma once

#include <QCheckBox>
#include <QRadioButton>

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

class RadioButton : public QRadioButton
{
    Q_OBJECT
public:
    using QRadioButton::QRadioButton;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< as CheckBox

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &point) const override { return rect().contains(point); }
};

} // namespace weightyard::ui
