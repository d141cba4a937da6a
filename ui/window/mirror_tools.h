// MirrorTools: the window's way to fill a folder that serves others as a mirror: asks which models and where, tells how far it is and what
// became of it. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

#include <QTimer>

namespace weightyard::ui {

class Banner;

class MirrorTools : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which dialogs are opened.
    MirrorTools(Workbench &workbench, Banner &banner, QWidget *window);

    void ask();

private:
    void fill(const QStringList &keys, const QString &folder);
    void tellProgress();
    void tellFilled(const base::Result<MirrorWork::Filled> &filled);

    Workbench &m_workbench;
    Banner &m_banner;
    QWidget *m_window;
    QString m_folder; ///< that is being filled
    QTimer m_tick;
};

} // namespace weightyard::ui
