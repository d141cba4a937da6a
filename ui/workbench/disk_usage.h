// DiskUsage: what takes room in the library, and what of it can go without a model being lost; looked at and cleaned on other threads.
// GUI thread.
#pragma once

#include "session/clean.h"
#include "store/space.h"
#include "ui/workbench/care_parts.h"
#include "ui/workbench/care_progress.h"

#include <functional>
#include <optional>

namespace weightyard::ui {

class DiskUsage : public QObject
{
    Q_OBJECT
public:
    struct Look {
        session::CleanFigures figures;
        store::VolumeSpace space; ///< total 0: not known
        int number = 0;           ///< of looks: a later one knows more
    };
    struct Cleaned {
        qint64 freed = 0;
        QList<base::Error> errors; ///< of rows that stayed; the others are gone
    };

    /// Of a look after a scan. Both are what a look lists, in sums.
    struct Taken {
        std::optional<qint64> bytes;  ///< on the volume of the chosen library; nothing: not looked at yet
        session::ClonesOnDisk clones; ///< on all volumes
    };

    explicit DiskUsage(const CareParts &parts, QObject *parent = nullptr);

    void look(std::function<void(const Look &)> done);
    /// Looks once more, for taken(). Of several that are wanted at the same time only one more is made.
    void lookAgain();
    const Taken &taken() const { return m_taken; }
    int looksBegun() const { return m_looks; }
    void forget(); ///< what was found of the library before: another one is chosen
    /// One row after the other.
    void clean(const QList<session::CleanRow> &rows, std::function<void(const Cleaned &)> done);
    const CareProgress &progress() const { return *m_progress; } ///< bytes, of what is being compared
    QString library() const { return m_parts.library.library(); }
    void stop() { m_stop.cancel(); }

Q_SIGNALS:
    void diskChanged();
    void looked(const weightyard::ui::DiskUsage::Look &look); ///< after lookAgain(); taken() is of it

private:
    QList<library::ModelOnDisk> folders() const;
    void take(const Look &look);

    const CareParts m_parts;
    base::CancelToken m_stop;
    SharedProgress m_progress = std::make_shared<CareProgress>();
    Taken m_taken;
    int m_place = 0; ///< counts the libraries
    int m_looks = 0;
    bool m_looking = false;
    bool m_lookAgain = false;
};

} // namespace weightyard::ui
