#include "store/partial.h"

#include "store/file_io.h"
#include "store/journal.h"
#include "store/partial_paths.h"

#include <utility>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kPastCacheBytes = 8LL * 1024 * 1024; // smaller objects cost little either way

Interval blockInterval(qint64 index, qint64 size)
{
    return {index * kBlockBytes, std::min((index + 1) * kBlockBytes, size)};
}

} // namespace

struct Partial::Private {
    Private(QString folder, base::Oid name, qint64 bytes)
        : dir(std::move(folder)),
          oid(std::move(name)),
          size(bytes),
          path(partialPath(dir, oid)),
          journal(journalPath(dir, oid), oid, size)
    {}

    Result<void> load(bool preallocate);
    Result<void> writeBytes(qint64 offset, QByteArrayView data);
    Result<void> claim();
    Result<void> broken() const;
    bool hasEnded() const;
    void end();
    Result<void> broke(const Result<void> &why);

    const QString dir;
    const base::Oid oid;
    const qint64 size;
    const QString path;
    File file;
    std::optional<File> pastCache; ///< of large objects, where the volume can; set once, when opened
    std::atomic<bool> pastCacheWorks = true;

    // Serialises what reaches the journal: a flush must not claim what a drop has just disowned. Taken before `mutex`.
    std::mutex journalMutex;
    Journal journal;

    mutable std::mutex mutex; ///< guards all below
    IntervalSet received;
    IntervalSet claimed;
    QHash<qint64, quint64> claimedBlocks;
    QHash<qint64, quint64> newBlocks;
    std::optional<qint64> droppedFrom; ///< until the hasher took it
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
    Result<File> opened = File::open(path, File::Access::ReadWrite);
    if (!opened)
        return fail(opened.error());
    file = std::move(*opened);
    const Result<qint64> here = file.size();
    if (!here)
        return fail(here.error());
    claimed = state->claimed;
    claimed.remove({*here, size});
    for (auto block = state->blocks.cbegin(); block != state->blocks.cend(); ++block) {
        if (claimed.contains(blockInterval(block.key(), size)))
            claimedBlocks.insert(block.key(), block.value());
    }
    received = claimed;
    // Bytes that nothing vouches for only take up room.
    const qint64 kept = claimed.all().isEmpty() ? 0 : claimed.all().last().end;
    if (*here > kept && !(preallocate && *here == size)) {
        if (const Result<void> cut = file.resize(kept); !cut)
            return cut;
    }
    if (size >= kPastCacheBytes)
        pastCache = File::openPastCache(path);
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
        return fail(ErrorKind::Internal, u"the partial has ended"_s, {.path = path});
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
        return fail(ErrorKind::Internal, u"a write beyond the object's end"_s, {.path = d->path});
    if (const Result<void> broken = d->broken(); !broken)
        return broken;
    if (const Result<void> wrote = d->writeBytes(offset, data); !wrote)
        return wrote;
    const std::lock_guard lock(d->mutex);
    d->received.add({offset, offset + data.size()});
    return {};
}

// Whole pages go straight to the disk: putting gigabytes into the cache costs more processor time than receiving and hashing
// them, and makes the machine forget what it was using. What is left at the ends never shares a page with them.
Result<void> Partial::Private::writeBytes(qint64 offset, QByteArrayView data)
{
    const qint64 head =
        std::min<qint64>((kPastCacheAlign - offset % kPastCacheAlign) % kPastCacheAlign, data.size());
    const qint64 pages = (data.size() - head) / kPastCacheAlign * kPastCacheAlign;
    const bool aligned = reinterpret_cast<quintptr>(data.data() + head) % kPastCacheAlign == 0;
    if (!pastCache || !pastCacheWorks || !aligned || pages == 0)
        return file.writeAt(offset, data);
    if (!pastCache->writeAt(offset + head, data.sliced(head, pages))) {
        pastCacheWorks = false; // the other way tells what is wrong, if anything is
        return file.writeAt(offset, data);
    }
    const Result<void> before = file.writeAt(offset, data.first(head));
    return before ? file.writeAt(offset + head + pages, data.sliced(head + pages)) : before;
}

Result<qint64> Partial::read(qint64 offset, char *buffer, qint64 length) const
{
    return d->file.readAt(offset, buffer, length);
}

IntervalSet Partial::received() const
{
    const std::lock_guard lock(d->mutex);
    return d->received;
}

bool Partial::isComplete() const
{
    const std::lock_guard lock(d->mutex);
    return d->received.contains({0, d->size});
}

qint64 Partial::unflushedBytes() const
{
    const std::lock_guard lock(d->mutex);
    return d->received.total() - d->claimed.total();
}

Result<void> Partial::flush()
{
    const std::lock_guard journalLock(d->journalMutex);
    if (d->hasEnded())
        return {}; // the flushing thread was a moment late
    if (const Result<void> broken = d->broken(); !broken)
        return broken;
    return d->claim();
}

Result<void> Partial::Private::claim()
{
    IntervalSet flushed;
    QHash<qint64, quint64> blocks;
    IntervalSet fresh;
    {
        const std::lock_guard lock(mutex);
        flushed = received;
        blocks = newBlocks;
        fresh = received;
        for (const Interval &old : claimed.all())
            fresh.remove(old);
    }
    if (fresh.all().isEmpty() && blocks.isEmpty())
        return {};
    if (const Result<void> synced = file.syncData(); !synced)
        return broke(synced);
    for (const Interval &one : fresh.all())
        journal.addClaim(one);
    for (auto block = blocks.cbegin(); block != blocks.cend(); ++block)
        journal.addBlock(block.key(), block.value());
    if (const Result<void> written = journal.commit(); !written)
        return broke(written);
    const std::lock_guard lock(mutex);
    claimed = flushed;
    for (auto block = blocks.cbegin(); block != blocks.cend(); ++block) {
        claimedBlocks.insert(block.key(), block.value());
        newBlocks.remove(block.key());
    }
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
        const auto touched = [&](const auto &block) {
            const Interval bytes = blockInterval(block.key(), d->size);
            return bytes.begin < interval.end && bytes.end > interval.begin;
        };
        d->claimedBlocks.removeIf(touched);
        d->newBlocks.removeIf(touched);
        const qint64 before = d->claimed.total();
        const qint64 here = d->received.total();
        d->claimed.remove(interval);
        d->received.remove(interval);
        wasClaimed = d->claimed.total() != before;
        if (d->received.total() != here)
            d->droppedFrom = std::min(d->droppedFrom.value_or(d->size), interval.begin);
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
    return std::exchange(d->droppedFrom, std::nullopt);
}

bool Partial::hasDropped() const
{
    const std::lock_guard lock(d->mutex);
    return d->droppedFrom.has_value();
}

std::optional<quint64> Partial::claimedBlock(qint64 index) const
{
    const std::lock_guard lock(d->mutex);
    const auto found = d->claimedBlocks.constFind(index);
    return found == d->claimedBlocks.constEnd() ? std::nullopt : std::optional(*found);
}

void Partial::setBlock(qint64 index, quint64 xxh3)
{
    const std::lock_guard lock(d->mutex);
    if (d->claimedBlocks.value(index) != xxh3 && d->received.contains(blockInterval(index, d->size)))
        d->newBlocks.insert(index, xxh3);
}

// Rename, then the end of the journal, each on disk before the next: at any moment either the journal or the whole object is
// there. Objects that never reached a flush have no journal, and nothing to lose but themselves.
Result<QString> Partial::finish()
{
    const std::lock_guard journalLock(d->journalMutex);
    if (const Result<void> broken = d->broken(); !broken)
        return fail(broken.error());
    if (!isComplete())
        return fail(ErrorKind::Internal, u"an incomplete object cannot be finished"_s, {.path = d->path});
    const bool journalled = d->journal.exists();
    Result<void> done = journalled ? d->file.syncData() : Result<void>();
    d->end();
    if (done)
        done = d->file.close();
    if (d->pastCache && done)
        done = d->pastCache->close();
    if (!done)
        return fail(d->broke(done).error());
    const QString object = objectPath(d->dir, d->oid);
    done = renameOver(d->path, object);
    if (done && journalled)
        done = syncFolder(d->dir);
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
    d->pastCache.reset();
    const Result<void> done = d->file.close();
    const Result<void> removed = removeFile(d->path);
    const Result<void> journalRemoved = d->journal.remove();
    if (!removed)
        return removed;
    return journalRemoved ? done : journalRemoved;
}

} // namespace weightyard::store
