// Repair: an installed model whose files are missing or short gets just these again, at its recorded commit. What is
// whole stays as it is, history and record among it. Blocks on the disk; the job's thread.
#pragma once

#include "store/publisher.h"

namespace weightyard::queue {

class Repair
{
public:
    /// Conflict when what is missing cannot be put back without the rest (.gitattributes files of a clone).
    static base::Result<Repair> begin(const store::Workplace &place);

    const store::Record &record() const { return m_record; }
    /// The record of the model once it is whole again.
    store::Record repairedRecord() const;
    /// Paths that need nothing.
    QSet<QString> intact(const QList<store::TreeFile> &files, const store::Workplace &place) const;
    QList<store::TreeFile> missing(const QList<store::TreeFile> &files, const QSet<QString> &intact) const;
    /// Takes the short files out of the way. When everything else is ready.
    base::Result<void> clear(const store::Workplace &place) const;

private:
    store::Record m_record;
};

} // namespace weightyard::queue
