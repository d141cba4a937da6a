// FocusArea: the window's page, which keeps the keyboard where the user works. A control that is disabled or hidden while it has the
// focus gives it to the list that is shown: Qt would hand it to the next control, where Enter does something else. GUI thread.
#pragma once

#include <QWidget>
#include <functional>

namespace weightyard::ui {

class FocusArea : public QWidget
{
    Q_OBJECT
public:
    /// Asked each time; null, hidden or disabled: Qt decides.
    using Home = std::function<QWidget *()>;
    FocusArea(Home home, QWidget *parent);

protected:
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;

private:
    bool isFocusLost() const;
    bool goHome();

    const Home m_home;
};

} // namespace weightyard::ui
