// DesktopLink: lets the services of the desktop follow the downloads of one window, as far as there are such services. GUI thread.
#pragma once

#include <QObject>

class QWidget;

namespace weightyard::ui {

class Banner;
class Tray;
class Workbench;

class DesktopLink : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives this object, which the window owns.
    DesktopLink(Workbench &workbench, Banner &banner, QWidget *window);

    Tray *tray() const { return m_tray; } ///< null: there never is one

Q_SIGNALS:
    void frontWanted();
    void quitWanted(); ///< without a question

private:
    void followDownloads();

    Workbench &m_workbench;
    Tray *m_tray = nullptr;
};

} // namespace weightyard::ui
