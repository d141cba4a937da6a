#include "lfs/hash_worker.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

namespace weightyard::lfs {

using base::Result;

namespace {
constexpr qint64 kReadStep = 4LL * 1024 * 1024;
constexpr qint64 kNear = 16LL * 1024 * 1024; // blocks kept for longer would hold the receivers up
} // namespace

struct HashWorker::Followed {
    explicit Followed(std::shared_ptr<store::Partial> p) : partial(std::move(p)), hasher(partial) {}
    std::shared_ptr<store::Partial> partial;
    store::PrefixHasher hasher; ///< hash thread only
    std::atomic<qint64> hashedTo = 0;
    std::atomic<bool> done = false;
    bool claimed = false;                            ///< a thread is at it; under the worker's mutex
    std::deque<std::shared_ptr<const Block>> blocks; ///< one behind the other; under the worker's mutex
    store::IntervalSet offered; ///< on disk, or on its way there; under the worker's mutex
};

HashWorker::HashWorker(EventQueue &events, int threads, std::function<void()> released)
    : m_events(events),
      m_released(std::move(released))
{
    m_threads.reserve(static_cast<size_t>(std::max(threads, 1)));
    for (int i = 0; i < threads; ++i) {
        try {
            m_threads.emplace_back([this] { loop(); });
        } catch (const std::system_error &) {
            if (m_threads.empty())
                throw;
            break; // fewer do the same work
        }
    }
}

HashWorker::~HashWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void HashWorker::add(const std::shared_ptr<store::Partial> &partial)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto followed = std::make_shared<Followed>(partial);
        followed->offered = partial->received();
        m_followed.insert(partial->oid(), followed);
        ++m_writes;
    }
    m_changed.notify_all();
}

void HashWorker::remove(const base::Oid &oid)
{
    const std::lock_guard lock(m_mutex);
    m_followed.remove(oid);
}

qint64 HashWorker::hashedTo(const base::Oid &oid) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_followed.constFind(oid);
    return found == m_followed.constEnd() ? 0 : (*found)->hashedTo.load();
}

void HashWorker::offer(const base::Oid &oid, const std::shared_ptr<const Block> &block)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_followed.constFind(oid);
    if (found == m_followed.constEnd() || (*found)->done)
        return;
    Followed &followed = **found;
    // Bytes that came before stay as they are on disk: these say nothing about them.
    const bool isNew = followed.offered.gapEnd(block->offset(), block->end()) == block->end();
    followed.offered.add({block->offset(), block->end()});
    if (!isNew)
        return;
    if (!followed.blocks.empty()) {
        if (block->offset() == followed.blocks.back()->end())
            followed.blocks.push_back(block);
        return;
    }
    const qint64 position = followed.hashedTo;
    if (block->offset() >= position && block->offset() - position <= kNear
        && followed.offered.contains({position, block->end()}))
        followed.blocks.push_back(block);
}

void HashWorker::wrote()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_writes;
    }
    m_changed.notify_all();
}

std::vector<std::shared_ptr<HashWorker::Followed>> HashWorker::followed() const
{
    const std::lock_guard lock(m_mutex);
    return {m_followed.cbegin(), m_followed.cend()};
}

std::vector<std::shared_ptr<store::Partial>> HashWorker::partials() const
{
    std::vector<std::shared_ptr<store::Partial>> all;
    for (const auto &one : followed())
        all.push_back(one->partial);
    return all;
}

void HashWorker::loop()
{
    quint64 seen = 0;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_stop || m_writes != seen; });
            if (m_stop)
                return;
            seen = m_writes;
        }
        for (bool busy = true; busy;) {
            busy = false;
            for (const auto &one : followed()) {
                if (m_stop)
                    return;
                if (!claim(*one))
                    continue; // its thread looks again before it sleeps
                busy = hashSome(*one) || busy;
                release(*one);
            }
        }
    }
}

bool HashWorker::claim(Followed &followed)
{
    const std::lock_guard lock(m_mutex);
    return !std::exchange(followed.claimed, true);
}

void HashWorker::release(Followed &followed)
{
    const std::lock_guard lock(m_mutex);
    followed.claimed = false;
}

// The first block that is kept, at or beyond where the hash stands. Those that it has passed go.
std::shared_ptr<const Block> HashWorker::nextBlock(Followed &followed)
{
    const qint64 position = followed.hasher.hashedTo();
    const std::lock_guard lock(m_mutex);
    auto &blocks = followed.blocks;
    while (!blocks.empty() && blocks.front()->offset() < position)
        blocks.pop_front();
    return blocks.empty() ? nullptr : blocks.front();
}

// What was dropped has to be fetched again, and that may need the memory.
void HashWorker::forgetBlocks(Followed &followed)
{
    const store::IntervalSet received = followed.partial->received();
    const std::lock_guard lock(m_mutex);
    followed.blocks.clear();
    followed.offered = received;
}

Result<store::PrefixHasher::Step> HashWorker::step(Followed &followed)
{
    if (followed.hasher.goBackIfDropped())
        forgetBlocks(followed);
    const std::shared_ptr<const Block> block = nextBlock(followed);
    const qint64 position = followed.hasher.hashedTo();
    if (!block)
        return followed.hasher.advance(kReadStep);
    if (block->offset() > position)
        return followed.hasher.advance(std::min(kReadStep, block->offset() - position));
    const Block::Fate fate = block->fate();
    if (fate == Block::Fate::Pending)
        return store::PrefixHasher::Step{position, {}}; // on its way to the disk
    Result<store::PrefixHasher::Step> done =
        fate == Block::Fate::Written ? followed.hasher.advanceWith(block->bytes())
                                     : followed.hasher.advance(block->size()); // others stand there, if any
    const std::lock_guard lock(m_mutex);
    if (!followed.blocks.empty() && followed.blocks.front() == block)
        followed.blocks.pop_front();
    return done;
}

// Reading back takes memory, and there may be none.
Result<store::PrefixHasher::Step> HashWorker::guardedStep(Followed &followed)
{
    try {
        return step(followed);
    } catch (const std::exception &thrown) {
        return base::fail(base::thrownError(thrown));
    }
}

// True when it got further, so that the caller comes round again.
bool HashWorker::hashSome(Followed &followed)
{
    if (followed.done)
        return false;
    const qint64 before = followed.hasher.hashedTo();
    const Result<store::PrefixHasher::Step> done = guardedStep(followed);
    m_released();
    if (!done) {
        followed.done = true;
        m_events.push(DiskFailed{done.error()});
        return false;
    }
    followed.hashedTo = done->hashedTo;
    if (done->damaged) {
        m_events.push(BlockDamaged{followed.partial->oid()});
        return true;
    }
    if (done->hashedTo < followed.partial->size())
        return done->hashedTo != before; // after a drop it goes back, and comes round again
    const bool matches = followed.hasher.matches();
    followed.done = true;
    m_events.push(Hashed{followed.partial->oid(), matches});
    return false;
}

} // namespace weightyard::lfs
