// Closing: what happens when the window is to be closed while models are downloaded: the user is asked once, or the session ends and nobody
// can be. GUI thread.
#pragma once

#include <QObject>

class QWidget;

namespace weightyard::ui {

class Tray;
class Workbench;

class Closing : public QObject
{
    Q_OBJECT
public:
    /// `tray` may be null. All of it lives as long as the window.
    Closing(Workbench &workbench, Tray *tray, QWidget *window);

    /// False: not now. The window is closed later, when the downloads have stopped, or stays.
    bool mayClose();
    void quit(); ///< without a question

Q_SIGNALS:
    /// A download does not stop (a disk that does not answer). All that can be kept is kept.
    void stuck();

private:
    void askUser();

    Workbench &m_workbench;
    Tray *m_tray;
    QWidget *m_window;
    bool m_isLeaving = false;
};

} // namespace weightyard::ui
