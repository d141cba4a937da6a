// WelcomeCard: at the first start only, above the list: what this is for, and where models will go. Goes for good when it is dismissed or a
// download has begun. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

#include <QWidget>

class QLabel;

namespace weightyard::ui {

class WelcomeCard : public QWidget
{
    Q_OBJECT
public:
    WelcomeCard(Workbench &workbench, QWidget *parent = nullptr);

Q_SIGNALS:
    void folderWanted(); ///< another one

private:
    void showFolder();

    Workbench &m_workbench;
    QLabel *m_folder;
};

} // namespace weightyard::ui
