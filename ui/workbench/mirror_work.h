// MirrorWork: puts the objects of installed models into a folder that serves others as a mirror, on a thread of its own, one mirror at a
// time. GUI thread.
#pragma once

#include "library/fill_mirror.h"
#include "ui/workbench/care_parts.h"
#include "ui/workbench/care_progress.h"

#include <functional>

namespace weightyard::ui {

class MirrorWork : public QObject
{
    Q_OBJECT
public:
    struct Filled {
        qsizetype models = 0;
        library::MirrorFilled sum;
        QStringList left; ///< ids of models that are here and have no record: these must be taken over first
    };
    using Done = std::function<void(const base::Result<Filled> &)>;

    explicit MirrorWork(const CareParts &parts, QObject *parent = nullptr);

    /// The models of these rows that are here. Not while isFilling().
    void fill(const QStringList &keys, const QString &folder, Done done);
    bool isFilling() const { return m_isFilling; }
    const CareProgress &progress() const { return *m_progress; } ///< models
    void cancel();                                               ///< what went in stays
    void stop() { cancel(); }

private:
    const CareParts m_parts;
    base::CancelToken m_cancel;
    SharedProgress m_progress = std::make_shared<CareProgress>();
    bool m_isFilling = false;
};

} // namespace weightyard::ui
