#include "ui/workbench/model_files.h"

#include "ui/workbench/library_watch.h"

#include <utility>

namespace weightyard::ui {

ModelFiles::ModelFiles(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts) {}

const QList<job::FileProgress> &ModelFiles::of(const ModelRow *row)
{
    static const QList<job::FileProgress> none;
    const bool isSettled = row != nullptr && isHere(*row) && !isActive(*row);
    if (!isSettled)
        return none;
    m_wanted = row->disk;
    if (m_wanted != m_known)
        read();
    return m_wanted.folder == m_known.folder ? m_files : none; // of a moment ago, rather than nothing
}

void ModelFiles::read()
{
    if (std::exchange(m_reading, true))
        return;
    const auto work = [model = m_wanted, libraries = m_parts.library.libraries(),
                       config = m_parts.services.configDir,
                       stop = m_stop] { return session::filesOfModel(model, libraries, config, stop); };
    m_parts.background.run(work, [this, model = m_wanted](const QList<job::FileProgress> &files) {
        m_reading = false;
        m_known = model;
        m_files = files;
        Q_EMIT changed();
    });
}

} // namespace weightyard::ui
