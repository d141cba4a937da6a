// Announcer: tells screen readers when a download has ended, however it ended. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class Announcer : public QObject
{
    Q_OBJECT
public:
    /// `where`: what readers are likely to follow; it lives as long as this.
    Announcer(Workbench &workbench, QWidget &where, QObject *parent = nullptr);

Q_SIGNALS:
    void told(const QString &text);

private:
    void tell(const QString &key);

    Workbench &m_workbench;
    QWidget &m_where;
};

} // namespace weightyard::ui
