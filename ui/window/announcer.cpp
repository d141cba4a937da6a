#include "ui/window/announcer.h"

#include "ui/model/row_speech.h"
#include "ui/widgets/accessibility.h"

namespace weightyard::ui {

Announcer::Announcer(Workbench &workbench, QWidget &where, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_where(where)
{
    connect(&workbench, &Workbench::rowChanged, this, &Announcer::look);
}

void Announcer::look(const QString &key)
{
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row || !row->job)
        return;
    const QString ending = RowSpeech::ending(*row, m_workbench.clock().wallMs());
    if (ending.isEmpty())
        m_running.insert(key);
    if (ending.isEmpty() || !m_running.remove(key))
        return;
    announce(m_where, ending);
    Q_EMIT told(ending);
}

} // namespace weightyard::ui
