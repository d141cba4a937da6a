// Journal: the text file beside a partial that says which of its bytes were flushed. Only Partial uses it; not thread-safe.
//
// Format, version 1: lines "<words> <checksum>\n".
//     weightyard-journal 1 <oid> <size>    first line
//     claim <begin> <end>                  these bytes were flushed before this line was written
//     block <index> <xxh3>                 XXH3-64 of a complete 64 MiB block (or the object's last, shorter one)
//     drop <begin> <end>                   these bytes are not to be trusted any more
// The checksum is XXH3-64 of the words, seeded with the line before's, so that a line counts only behind the very lines that it
// was written behind: what an interrupted or overwritten tail leaves can never come back to life. Reading stops at the first
// line that does not fit.
#pragma once

#include "platform/file_io.h"
#include "store/interval_set.h"

#include "base/oid.h"

#include <QHash>

namespace weightyard::store {

struct JournalState {
    IntervalSet claimed;
    QHash<qint64, quint64> blocks;
};

class Journal
{
public:
    Journal(QString path, base::Oid oid, qint64 size);

    /// What can be trusted; empty when there is no journal, or none for this object. A long one is written anew in as
    /// few lines as it takes: many flushes over many connections leave many, and a download may be begun again any
    /// number of times. Prerequisite: written by a newer version,
    /// which stays as it is.
    base::Result<JournalState> load();
    /// The same for onlookers: reads, and takes what cannot be read for nothing. Also while a run writes to it.
    static IntervalSet claimsOf(const QString &path, const base::Oid &oid);

    void addClaim(Interval interval);
    void addBlock(qint64 index, quint64 xxh3);
    void addDrop(Interval interval);
    /// The file is there, from this run or an earlier one.
    bool exists() const { return m_file.isOpen(); }
    /// Writes what was added with one write and syncs it; the first time it makes the file and syncs the folder too.
    base::Result<void> commit();
    base::Result<void> remove();

private:
    QByteArray header() const;
    void add(const QByteArray &words);
    qint64 readLines(const QByteArray &text, JournalState &state);
    base::Result<void> compact(const JournalState &state);

    QString m_path;
    base::Oid m_oid;
    qint64 m_size;
    platform::File m_file;
    qint64 m_end = 0;       ///< of the trusted lines in the file
    bool m_hasTail = false; ///< something that does not count follows them
    quint64 m_seed = 0;     ///< checksum of the last line, written or not
    QByteArray m_unwritten;
};

} // namespace weightyard::store
