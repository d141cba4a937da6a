// Repair: an installed model whose files are missing or short gets just these again, at its recorded commit. What is
// whole stays as it is, history and record among it. What needs mending is found once, by begin(): what changes in the
// folder later is somebody's work, and is neither fetched nor deleted. Blocks on the disk; the job's thread.
#pragma once

#include "git/repository.h"
#include "platform/file_io.h"
#include "store/publisher.h"

#include <QHash>

namespace weightyard::job {

class Repair
{
public:
    /// Conflict when what is missing lies outside the model's folder.
    static base::Result<Repair> begin(const store::DownloadLayout &place);

    const store::Record &record() const { return m_record; }
    /// The record of the model once it is whole again.
    store::Record repairedRecord() const;
    /// Paths that need nothing.
    QSet<QString> intact(const QList<store::TreeFile> &files) const;
    QList<store::TreeFile> missing(const QList<store::TreeFile> &files, const QSet<QString> &intact) const;
    /// Takes the short files that begin() found out of the way. When everything else is ready. Conflict when one of them
    /// changed since: it stays.
    base::Result<void> clear(const store::DownloadLayout &place) const;
    /// The index of a model with history learns of the files that were put back, so that git sees nothing to do, also without git-lfs.
    /// Where it cannot, git finds out by itself.
    void tellGit(const git::Repository &repository, const store::DownloadLayout &place) const;

private:
    store::Record m_record;
    QHash<QString, std::optional<platform::FileState>> m_gaps; ///< path -> what stood there when it was found
};

} // namespace weightyard::job
