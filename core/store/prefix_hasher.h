// PrefixHasher: SHA-256 (libcrypto: Qt 6.4's own is six times slower) of a Partial's contiguous prefix, following the writers,
// so that no second pass is needed after the last byte. One thread at a time. What it is not given it reads back, past
// the page cache where the volume can do that.
#pragma once

#include "store/partial.h"

#include <functional>

namespace weightyard::store {

class PrefixHasher
{
public:
    explicit PrefixHasher(std::shared_ptr<Partial> partial);
    ~PrefixHasher();

    struct Step {
        qint64 hashedTo = 0;
        std::optional<Interval>
            damaged; ///< block whose claimed checksum does not match: dropped from the partial; fetch it again
    };
    /// Goes back when bytes that it has hashed were dropped. True when any bytes were, since this was last asked: what
    /// the caller kept of them is worth nothing.
    bool goBackIfDropped();
    /// Hashes at most `maxBytes` more of what is contiguous. At each 64 MiB boundary (and the object's end) compares or
    /// records the block's checksum; on damage goes back to the block's begin.
    base::Result<Step> advance(qint64 maxBytes);
    /// The same for bytes at hand, which are what the partial has from hashedTo() on.
    base::Result<Step> advanceWith(QByteArrayView bytes);
    qint64 hashedTo() const;
    /// Everything hashed: does it match the oid? Call once, when hashedTo() == size().
    bool matches();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Size and hash of a whole file, cancellable; `progress` gets bytes done, from this thread. Missing file: NotFound.
class Verifier
{
public:
    static base::Result<bool> matches(const QString &path, const base::Oid &oid, qint64 size,
                                      const std::function<bool(qint64)> &progress);
    /// The same by the id that git gives a file's bytes: SHA-1 in hex, with git's header before them.
    static base::Result<bool> matchesBlob(const QString &path, const QByteArray &blob, qint64 size,
                                          const std::function<bool(qint64)> &progress);
    /// That id.
    static QByteArray blobId(const QByteArray &bytes);
    /// The path of an object that an earlier run finished, hashed again: the disk may have changed its mind since. One
    /// that does not match is removed.
    static base::Result<std::optional<QString>> adopt(const QString &partialsDir, const base::Oid &oid,
                                                      qint64 size,
                                                      const std::function<bool(qint64)> &progress);
};

} // namespace weightyard::store
