// ModelFiles: the files of the one model whose details are shown, read on another thread. GUI thread.
#pragma once

#include "session/files_of_model.h"
#include "ui/workbench/care_parts.h"

namespace weightyard::ui {

class ModelFiles : public QObject
{
    Q_OBJECT
public:
    explicit ModelFiles(const CareParts &parts, QObject *parent = nullptr);

    /// Those of this row, as they were read last; none while nothing is known, of a model that is not here, and of one whose download is
    /// under way. What changed on the disk since is read again.
    const QList<job::FileProgress> &of(const ModelRow *row);

    void stop() { m_stop.cancel(); } ///< a look that is under way ends early

Q_SIGNALS:
    void changed();

private:
    void read();

    const CareParts m_parts;
    library::ModelOnDisk m_wanted; ///< without a folder: none
    library::ModelOnDisk m_known;  ///< whose files these are
    QList<job::FileProgress> m_files;
    base::CancelToken m_stop;
    bool m_reading = false;
};

} // namespace weightyard::ui
