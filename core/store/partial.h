// Partial: the bytes so far of one object, in <partials>/<oid>.partial, named by oid from byte 0, and its Journal
// <oid>.journal, the durable record of which bytes can be trusted after a crash.
//
// Threads: write(), received() and missing-byte queries from any thread (lanes write to disjoint ranges with pwrite); flush()
// from any thread, one at a time; PrefixHasher (prefix_hasher.h) reads from one hashing thread. open/remove on the job's thread.
// Units are bytes. Errors: those of platform/file_io.h; Prerequisite for a journal of a newer version, which open() leaves as it is.
// After a sync that failed every call says so again: nothing that this object wrote can be trusted.
//
// Durability: data is fdatasync'ed before the journal line that claims it is written and synced; the journal
// is append-only, every line carries its own checksum, a torn or foreign tail is ignored. A claim covers whole bytes that
// were flushed; for every complete 64 MiB block that was hashed it also carries an XXH3-64 checksum, so that a damaged
// partial loses blocks, not itself. A partial without a readable journal starts empty. A complete, verified object has no
// journal: it is renamed to <oid>.object, and is verified again by whoever finds it in a later run.
#pragma once

#include "base/oid.h"
#include "base/result.h"
#include "store/claims.h"

#include <memory>

namespace weightyard::store {

class Partial
{
public:
    /// Opens or creates. Bytes that the journal claims and the file still has are in received() at once; block checksums are
    /// compared later by the PrefixHasher. Preallocates (fallocate, without glibc's slow emulation) when `preallocate`.
    static base::Result<std::shared_ptr<Partial>> open(const QString &partialsDir, const base::Oid &oid,
                                                       qint64 size, bool preallocate);
    ~Partial();

    const base::Oid &oid() const;
    qint64 size() const;
    QString path() const;

    base::Result<void> write(qint64 offset, QByteArrayView data);
    base::Result<qint64> read(qint64 offset, char *buffer, qint64 length) const;
    /// The same, past the cache where that is possible: see ObjectFile::readBack.
    base::Result<QByteArrayView> readBack(qint64 offset, qint64 length, char *pages) const;

    IntervalSet received() const;
    bool isComplete() const;
    /// Written since the last flush: what a crash would cost.
    qint64 unflushedBytes() const;
    /// Claims everything received up to now: fdatasync, journal, fdatasync.
    base::Result<void> flush();

    /// Forgets bytes (a damaged block, a body that cannot be believed, or everything after a hash mismatch). Journalled at
    /// once. Does nothing after finish().
    base::Result<void> drop(Interval interval);
    /// The lowest byte dropped since this was last asked: what was hashed from there on has to be hashed again. For the
    /// hasher; hasDropped() looks without taking.
    std::optional<qint64> takeDropped();
    bool hasDropped() const;

    /// The block's checksum from an earlier run, if the journal had one; and the one computed in this run, to be claimed
    /// with the next flush.
    std::optional<quint64> claimedBlock(qint64 index) const;
    void setBlock(qint64 index, quint64 xxh3);

    /// After verification: journal gone, file renamed to <oid>.object. Returns the new path. Where a journal was on disk, data
    /// and name are synced first; a file that never had one is left to the flush of its run and to the Publisher.
    base::Result<QString> finish();
    /// Removes file and journal.
    base::Result<void> remove();

private:
    Partial();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace weightyard::store
