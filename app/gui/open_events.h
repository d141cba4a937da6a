// OpenEvents: what the desktop asks a running program to open, as macOS does it: by an event (QFileOpenEvent), not by another start with
// arguments. Lives as long as the application; GUI thread. What comes before listen() is kept until then.
#pragma once

#include <QObject>
#include <QStringList>

namespace weightyard::gui {

class OpenEvents : public QObject
{
    Q_OBJECT
public:
    explicit OpenEvents(QObject *application);

    /// To be called once a receiver is connected: tells what has come so far, once the event loop runs, and then each as it comes.
    void listen();

Q_SIGNALS:
    /// Addresses, as arguments would be: of a model, or "file:///..." of a folder.
    void asked(const QStringList &addresses);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QStringList m_waiting;
    bool m_listening = false;
};

} // namespace weightyard::gui
