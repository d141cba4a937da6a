// What has time until the window shows its first frame. GUI thread.
#pragma once

#include <QObject>
#include <functional>

class QWidget;

namespace weightyard::gui {

class FirstFrame : public QObject
{
    Q_OBJECT
public:
    /// Calls `then` once, from the event loop: when `window`, which is shown, has been drawn, or after kLongestMs
    /// without that (minimised, on another work space, replaced by one in another language). Deletes itself; ends with
    /// `context`, too, and then calls nothing.
    static void then(QWidget &window, QObject &context, std::function<void()> then);

    static constexpr int kLongestMs = 1000;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FirstFrame(QWidget &window, QObject &context, std::function<void()> then);
    void end();

    std::function<void()> m_then;
};

} // namespace weightyard::gui
