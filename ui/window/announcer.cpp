#include "ui/window/announcer.h"

#include "ui/model/row_speech.h"
#include "ui/widgets/accessibility.h"

namespace weightyard::ui {

Announcer::Announcer(Workbench &workbench, QWidget &where, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_where(where)
{
    connect(&workbench, &Workbench::jobEnded, this, &Announcer::tell);
}

void Announcer::tell(const QString &key)
{
    const ModelRow *row = m_workbench.tree().row(key);
    const QString ending = row ? RowSpeech::ending(*row, m_workbench.clock().wallMs()) : QString();
    if (ending.isEmpty())
        return;
    announce(m_where, ending);
    Q_EMIT told(ending);
}

} // namespace weightyard::ui
