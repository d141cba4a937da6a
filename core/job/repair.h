// Repair: an installed model whose files are missing or short gets just these again, at its recorded commit. What is
// whole stays as it is, history and record among it. What needs mending is found once, by begin(): what changes in the
// folder later is somebody's work, and is neither fetched nor deleted. In the same way more files of its commit come to a model of which
// some were chosen. Blocks on the disk; the job's thread.
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
    /// More is wanted than the model has: `chosen` is a record of all that is, with `picks`.
    void add(const store::Record &chosen);
    bool addsFiles() const { return !m_added.isEmpty(); }
    bool isIdle() const { return m_gaps.isEmpty() && m_added.isEmpty(); } ///< nothing is to be fetched
    /// Paths that need nothing. Conflict for other content of the user's where a file is added.
    base::Result<QSet<QString>> intact(const store::DownloadLayout &place,
                                       const QList<store::TreeFile> &files, store::TreeSource &source,
                                       const base::CancelToken &cancel) const;
    QList<store::TreeFile> missing(const QList<store::TreeFile> &files, const QSet<QString> &intact) const;
    /// Takes the short files that begin() found out of the way. When everything else is ready. Conflict when one of them
    /// changed since: it stays.
    base::Result<void> clear(const store::DownloadLayout &place) const;
    /// The index of a model with history learns of the files that were put back, so that git sees nothing to do, also without git-lfs.
    /// Where it cannot, git finds out by itself.
    void tellGit(const git::Repository &repository, const store::DownloadLayout &place) const;

private:
    store::Record m_record;
    std::optional<store::Record> m_more;                       ///< what add() was told
    QSet<QString> m_added;                                     ///< its files that the model has not
    QHash<QString, std::optional<platform::FileState>> m_gaps; ///< path -> what stood there when it was found
};

} // namespace weightyard::job
