// RunProgress: what a run has and what it tells its listener. Bookkeeping; the job's thread.
#pragma once

#include "base/oid.h"
#include "base/result.h"
#include "lfs/pointer.h"

#include <QHash>

namespace weightyard::lfs {

struct ObjectProgress {
    base::Oid oid;
    qint64 bytesHere = 0;
    bool isAgain = false; ///< all of it had come and was not what its hash says
};

struct TransferProgress {
    qint64 bytesHere = 0; ///< of all objects, each byte counted once
    qint64 bytesTotal = 0;
    int objectsVerified = 0;
    int objectsTotal = 0;
    bool verifying = false;          ///< everything is here; hashes are being finished
    QList<ObjectProgress> open = {}; ///< objects begun and not yet verified: few, whatever the model has
};

/// Called on the job's thread, progress at most ten times a second.
class TransferListener
{
public:
    virtual ~TransferListener() = default;
    virtual void progress(const TransferProgress &progress) = 0;
    virtual void waiting(const base::Error &why, qint64 delayMs) = 0;
    virtual void objectVerified(const base::Oid &oid) = 0;
    /// A mirror is left out for the rest of the job.
    virtual void sourceDropped(const QString &source, const base::Error &why) = 0;
};

class RunProgress
{
public:
    explicit RunProgress(TransferListener &listener) : m_listener(listener) {}

    void begin(const QList<Pointer> &objects);
    void verified(const Pointer &object, const QString &path);
    /// oid -> verified file.
    const QHash<base::Oid, QString> &verifiedObjects() const { return m_verified; }
    qint64 bytesVerified() const { return m_bytesVerified; }

    bool isDue(qint64 nowMs) const;
    void tell(const QList<ObjectProgress> &open, qint64 nowMs);

private:
    TransferListener &m_listener;
    QHash<base::Oid, QString> m_verified;
    qint64 m_bytesTotal = 0;
    qint64 m_bytesVerified = 0;
    int m_objectsTotal = 0;
    qint64 m_lastMs = 0;
};

} // namespace weightyard::lfs
