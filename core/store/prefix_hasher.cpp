#include "store/prefix_hasher.h"

#include "base/cancel_token.h"
#include "base/error_code.h"
#include "platform/file_names.h"
#include "platform/page_memory.h"
#include "store/partial_files.h"

#include <QCryptographicHash>
#include <openssl/evp.h>
#include <xxhash.h>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kHashBuffer = 1024 * 1024;
constexpr qsizetype kPiece = 32 * 1024;

class Sha256
{
public:
    Sha256() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free) { reset(); }

    void reset() { m_working = EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1; }
    void add(const char *data, qint64 length)
    {
        m_working = m_working && EVP_DigestUpdate(m_context.get(), data, static_cast<size_t>(length)) == 1;
    }
    void copyFrom(const Sha256 &other)
    {
        m_working = other.m_working && EVP_MD_CTX_copy_ex(m_context.get(), other.m_context.get()) == 1;
    }
    /// Nothing when libcrypto failed on the way. Ends the hash.
    std::optional<base::Oid> result()
    {
        QByteArray digest(32, Qt::Uninitialized);
        m_working =
            m_working
            && EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<uchar *>(digest.data()), nullptr) == 1;
        if (!m_working)
            return {};
        return base::Oid::fromDigest(digest);
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
    bool m_working = false;
};

class Xxh3
{
public:
    Xxh3() : m_state(XXH3_createState(), XXH3_freeState) { reset(); }
    void reset() { XXH3_64bits_reset(m_state.get()); }
    void add(const char *data, qint64 length)
    {
        XXH3_64bits_update(m_state.get(), data, static_cast<size_t>(length));
    }
    quint64 result() const { return XXH3_64bits_digest(m_state.get()); }

private:
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> m_state;
};

} // namespace

struct PrefixHasher::Private {
    explicit Private(std::shared_ptr<Partial> p) : partial(std::move(p)) {}

    Result<std::optional<Interval>> add(QByteArrayView bytes);
    Result<std::optional<Interval>> endBlock();
    void goBackTo(qint64 dropped);
    void restart();
    qint64 blockIndex() const { return blockBegin / kBlockBytes; }
    qint64 blockEnd() const { return std::min(blockBegin + kBlockBytes, partial->size()); }

    const std::shared_ptr<Partial> partial;
    Sha256 whole;
    Sha256 wholeAtBlock; ///< as it was at blockBegin
    Xxh3 block;
    qint64 blockBegin = 0;
    qint64 position = 0;
    platform::PageMemory buffer; ///< made when something has to be read back
};

PrefixHasher::PrefixHasher(std::shared_ptr<Partial> partial)
    : d(std::make_unique<Private>(std::move(partial)))
{}

PrefixHasher::~PrefixHasher() = default;

qint64 PrefixHasher::hashedTo() const
{
    return d->position;
}

bool PrefixHasher::goBackIfDropped()
{
    const std::optional<qint64> dropped = d->partial->takeDropped();
    if (dropped)
        d->goBackTo(*dropped);
    return dropped.has_value();
}

Result<PrefixHasher::Step> PrefixHasher::advance(qint64 maxBytes)
{
    const qint64 contiguous = d->partial->received().firstGap(d->position);
    const qint64 limit = std::min(contiguous, d->position + maxBytes);
    if (d->position < limit && !d->buffer)
        d->buffer = platform::newPageMemory(kHashBuffer + 2 * platform::kPastCacheAlign);
    while (d->position < limit) {
        const qint64 wanted = std::min({limit - d->position, kHashBuffer, d->blockEnd() - d->position});
        const Result<QByteArrayView> got = d->partial->readBack(d->position, wanted, d->buffer.get());
        if (!got)
            return fail(got.error());
        if (got->size() != wanted)
            return fail(ErrorKind::Internal, ErrorCode::PartialTooShort, {.path = d->partial->path()});
        const Result<std::optional<Interval>> damaged = d->add(*got);
        if (!damaged)
            return fail(damaged.error());
        if (*damaged)
            return Step{d->position, *damaged};
    }
    return Step{d->position, {}};
}

Result<PrefixHasher::Step> PrefixHasher::advanceWith(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 length = std::min<qint64>(bytes.size(), d->blockEnd() - d->position);
        const Result<std::optional<Interval>> damaged = d->add(bytes.first(length));
        if (!damaged)
            return fail(damaged.error());
        if (*damaged)
            return Step{d->position, *damaged};
        bytes = bytes.sliced(length);
    }
    return Step{d->position, {}};
}

// Not beyond the end of the block.
Result<std::optional<Interval>> PrefixHasher::Private::add(QByteArrayView bytes)
{
    // In pieces that the second look finds in the processor's cache.
    for (qsizetype at = 0; at < bytes.size(); at += kPiece) {
        const QByteArrayView piece = bytes.sliced(at, std::min(kPiece, bytes.size() - at));
        whole.add(piece.data(), piece.size());
        block.add(piece.data(), piece.size());
    }
    position += bytes.size();
    if (position < blockEnd())
        return std::optional<Interval>();
    return endBlock();
}

Result<std::optional<Interval>> PrefixHasher::Private::endBlock()
{
    const quint64 sum = block.result();
    const std::optional<quint64> claimed = partial->claimedBlock(blockIndex());
    block.reset();
    if (claimed && *claimed != sum) {
        const Interval bytes{blockBegin, blockEnd()};
        position = blockBegin;
        whole.copyFrom(wholeAtBlock);
        if (const Result<void> dropped = partial->drop(bytes); !dropped)
            return fail(dropped.error());
        return bytes;
    }
    if (!claimed)
        partial->setBlock(blockIndex(), sum);
    blockBegin = position;
    wholeAtBlock.copyFrom(whole);
    return std::optional<Interval>();
}

bool PrefixHasher::matches()
{
    return d->position == d->partial->size() && d->whole.result() == d->partial->oid();
}

void PrefixHasher::Private::restart()
{
    position = 0;
    blockBegin = 0;
    whole.reset();
    wholeAtBlock.reset();
    block.reset();
}

// Other bytes may stand there next time, and it is those that must have the right hash.
void PrefixHasher::Private::goBackTo(qint64 dropped)
{
    if (dropped >= position)
        return;
    if (dropped < blockBegin) {
        restart();
        return;
    }
    position = blockBegin;
    whole.copyFrom(wholeAtBlock);
    block.reset();
}

namespace {

/// False: of another size. `add` gets the bytes in order.
Result<bool> readAll(const QString &path, qint64 size, const std::function<bool(qint64)> &progress,
                     const std::function<void(const char *, qint64)> &add)
{
    if (!platform::stateOf(path))
        return fail(ErrorKind::NotFound, ErrorCode::FileNotThere, {.path = path});
    const Result<platform::File> file = platform::File::open(path, platform::File::Access::Read);
    if (!file)
        return fail(file.error());
    const Result<qint64> here = file->size();
    if (!here)
        return fail(here.error());
    if (*here != size)
        return false;
    const auto buffer = std::make_unique<char[]>(kHashBuffer);
    for (qint64 done = 0; done < size;) {
        const Result<qint64> got = file->readAt(done, buffer.get(), std::min(kHashBuffer, size - done));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return false; // cut short under our hands
        add(buffer.get(), *got);
        done += *got;
        if (progress && !progress(done))
            return fail(base::cancelledError());
    }
    return true;
}

} // namespace

Result<bool> Verifier::matches(const QString &path, const base::Oid &oid, qint64 size,
                               const std::function<bool(qint64)> &progress)
{
    Sha256 whole;
    const Result<bool> read =
        readAll(path, size, progress, [&](const char *bytes, qint64 count) { whole.add(bytes, count); });
    return read && *read ? whole.result() == oid : read;
}

QByteArray Verifier::blobId(const QByteArray &bytes)
{
    QCryptographicHash whole(QCryptographicHash::Sha1);
    whole.addData("blob " + QByteArray::number(bytes.size()) + '\0');
    whole.addData(bytes);
    return whole.result().toHex();
}

Result<bool> Verifier::matchesBlob(const QString &path, const QByteArray &blob, qint64 size,
                                   const std::function<bool(qint64)> &progress)
{
    QCryptographicHash whole(QCryptographicHash::Sha1);
    whole.addData("blob " + QByteArray::number(size) + '\0');
    const Result<bool> read = readAll(path, size, progress, [&](const char *bytes, qint64 count) {
        whole.addData(QByteArrayView(bytes, count));
    });
    return read && *read ? whole.result().toHex() == blob : read;
}

Result<std::optional<QString>> Verifier::adopt(const QString &partialsDir, const base::Oid &oid, qint64 size,
                                               const std::function<bool(qint64)> &progress)
{
    const std::optional<QString> path = finishedObject(partialsDir, oid, size);
    if (!path)
        return path;
    const Result<bool> right = matches(*path, oid, size, progress);
    if (!right)
        return fail(right.error());
    if (*right)
        return path;
    if (const Result<void> removed = platform::removeFile(*path); !removed)
        return fail(removed.error());
    return std::optional<QString>();
}

} // namespace weightyard::store
