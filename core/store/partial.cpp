#include "store/partial.h"

#include "base/error_code.h"
#include "platform/file_names.h"
#include "store/journal.h"
#include "store/library_layout.h"
#include "store/object_file.h"

#include <mutex>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

struct Partial::Private {
    Private(QString folder, base::Oid name, qint64 bytes)
        : dir(std::move(folder)),
          oid(std::move(name)),
          size(bytes),
          path(partialPath(dir, oid)),
          journal(journalPath(dir, oid), oid, size),
          claims(size)
    {}

    Result<void> load(bool preallocate);
    Result<void> claim();
    Result<void> broken() const;
    bool hasEnded() const;
    void end();
    Result<void> broke(const Result<void> &why);

    const QString dir;
    const base::Oid oid;
    const qint64 size;
    const QString path;
    ObjectFile file;

    // Serialises what reaches the journal: a flush must not claim what a drop has just disowned. Taken before `mutex`.
    std::mutex journalMutex;
    Journal journal;
    QString object; ///< where it is now, once it is finished; under journalMutex

    mutable std::mutex mutex; ///< guards all below
    Claims claims;
    std::optional<base::Error> failure;
    bool ended = false; ///< finished or removed
};

Partial::Partial() = default;
Partial::~Partial() = default;

Result<std::shared_ptr<Partial>> Partial::open(const QString &partialsDir, const base::Oid &oid, qint64 size,
                                               bool preallocate)
{
    std::shared_ptr<Partial> partial(new Partial);
    partial->d = std::make_unique<Private>(partialsDir, oid, size);
    if (const Result<void> loaded = partial->d->load(preallocate); !loaded)
        return fail(loaded.error());
    return partial;
}

Result<void> Partial::Private::load(bool preallocate)
{
    // First the journal: one of a newer version leaves everything untouched.
    const Result<JournalState> state = journal.load();
    if (!state)
        return fail(state.error());
    if (const Result<void> opened = file.open(path, size); !opened)
        return opened;
    const Result<qint64> here = file.size();
    if (!here)
        return fail(here.error());
    claims.load(state->claimed, state->blocks, *here);
    if (!state->claimed.all().empty() && state->claimed.all().back().end > *here) {
        // Said before the file grows again, or a later run would believe the zeros.
        journal.addDrop({*here, size});
        if (const Result<void> written = journal.commit(); !written)
            return written;
    }
    // Bytes that nothing vouches for only take up room.
    const qint64 kept = claims.end();
    if (*here > kept && !(preallocate && *here == size)) {
        if (const Result<void> cut = file.resize(kept); !cut)
            return cut;
    }
    const Result<void> reserved = preallocate ? file.preallocate(size) : Result<void>();
    if (!reserved)
        static_cast<void>(file.resize(kept));
    return reserved;
}

// After a failed sync the kernel may have thrown the data away and call the next sync a success: nothing that this object wrote
// can be trusted any more. Opened again, it has what the journal claims.
Result<void> Partial::Private::broke(const Result<void> &why)
{
    const std::lock_guard lock(mutex);
    failure = why.error();
    return why;
}

Result<void> Partial::Private::broken() const
{
    const std::lock_guard lock(mutex);
    if (failure)
        return fail(*failure);
    if (ended)
        return fail(ErrorKind::Internal, ErrorCode::PartialEnded, {.path = path});
    return {};
}

bool Partial::Private::hasEnded() const
{
    const std::lock_guard lock(mutex);
    return ended;
}

void Partial::Private::end()
{
    const std::lock_guard lock(mutex);
    ended = true;
}

const base::Oid &Partial::oid() const
{
    return d->oid;
}

qint64 Partial::size() const
{
    return d->size;
}

QString Partial::path() const
{
    return d->path;
}

Result<void> Partial::write(qint64 offset, QByteArrayView data)
{
    if (offset < 0 || data.size() > d->size - offset)
        return fail(ErrorKind::Internal, ErrorCode::WriteBeyondEnd, {.path = d->path});
    if (const Result<void> broken = d->broken(); !broken)
        return broken;
    if (const Result<void> wrote = d->file.write(offset, data); !wrote)
        return wrote;
    const std::lock_guard lock(d->mutex);
    d->claims.receive({offset, offset + data.size()});
    return {};
}

Result<qint64> Partial::read(qint64 offset, char *buffer, qint64 length) const
{
    return d->file.read(offset, buffer, length);
}

Result<QByteArrayView> Partial::readBack(qint64 offset, qint64 length, char *pages) const
{
    return d->file.readBack(offset, length, pages);
}

IntervalSet Partial::received() const
{
    const std::lock_guard lock(d->mutex);
    return d->claims.received();
}

bool Partial::isComplete() const
{
    const std::lock_guard lock(d->mutex);
    return d->claims.received().contains({0, d->size});
}

qint64 Partial::unflushedBytes() const
{
    const std::lock_guard lock(d->mutex);
    return d->claims.unclaimedBytes();
}

Result<void> Partial::flush()
{
    const std::lock_guard journalLock(d->journalMutex);
    if (d->hasEnded()) // the flushing thread was a moment late
        return d->object.isEmpty() ? Result<void>() : platform::syncFile(d->object);
    if (const Result<void> broken = d->broken(); !broken)
        return broken;
    return d->claim();
}

Result<void> Partial::Private::claim()
{
    Claims::News news;
    {
        const std::lock_guard lock(mutex);
        news = claims.news();
    }
    if (news.isEmpty())
        return {};
    if (const Result<void> synced = file.syncData(); !synced)
        return broke(synced);
    for (const Interval &one : std::as_const(news.fresh))
        journal.addClaim(one);
    for (auto block = news.blocks.cbegin(); block != news.blocks.cend(); ++block)
        journal.addBlock(block.key(), block.value());
    if (const Result<void> written = journal.commit(); !written)
        return broke(written);
    const std::lock_guard lock(mutex);
    claims.markClaimed(news);
    return {};
}

Result<void> Partial::drop(Interval interval)
{
    interval = {std::max<qint64>(interval.begin, 0), std::min(interval.end, d->size)};
    const std::lock_guard journalLock(d->journalMutex);
    if (d->hasEnded())
        return {}; // a receiver was a moment late: the hash has decided
    if (const Result<void> broken = d->broken(); !broken)
        return broken;
    bool wasClaimed = false;
    {
        const std::lock_guard lock(d->mutex);
        wasClaimed = d->claims.drop(interval);
    }
    if (!wasClaimed)
        return {};
    d->journal.addDrop(interval);
    const Result<void> written = d->journal.commit();
    return written ? written : d->broke(written);
}

std::optional<qint64> Partial::takeDropped()
{
    const std::lock_guard lock(d->mutex);
    return d->claims.takeDropped();
}

bool Partial::hasDropped() const
{
    const std::lock_guard lock(d->mutex);
    return d->claims.droppedFrom().has_value();
}

std::optional<quint64> Partial::claimedBlock(qint64 index) const
{
    const std::lock_guard lock(d->mutex);
    return d->claims.claimedBlock(index);
}

void Partial::setBlock(qint64 index, quint64 xxh3)
{
    const std::lock_guard lock(d->mutex);
    d->claims.setBlock(index, xxh3);
}

// Rename, then the end of the journal, each on disk before the next: at any moment either the journal or the whole object is
// there. Objects that never reached a flush have no journal, and nothing to lose but themselves.
Result<QString> Partial::finish()
{
    const std::lock_guard journalLock(d->journalMutex);
    if (const Result<void> broken = d->broken(); !broken)
        return fail(broken.error());
    if (!isComplete())
        return fail(ErrorKind::Internal, ErrorCode::ObjectIncomplete, {.path = d->path});
    const bool journalled = d->journal.exists();
    Result<void> done = journalled ? d->file.syncData() : Result<void>();
    d->end();
    if (done)
        done = d->file.close();
    if (!done)
        return fail(d->broke(done).error());
    const QString object = objectPath(d->dir, d->oid);
    done = platform::renameOver(d->path, object);
    if (done && !journalled)
        d->object = object;
    if (done && journalled)
        done = platform::syncFolder(d->dir);
    if (done && journalled)
        done = d->journal.remove();
    if (!done)
        return fail(done.error());
    return object;
}

Result<void> Partial::remove()
{
    const std::lock_guard journalLock(d->journalMutex);
    d->end();
    const Result<void> done = d->file.close();
    const Result<void> removed = platform::removeFile(d->path);
    const Result<void> journalRemoved = d->journal.remove();
    if (!removed)
        return removed;
    return journalRemoved ? done : journalRemoved;
}

} // namespace weightyard::store
