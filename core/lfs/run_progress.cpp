#include "lfs/run_progress.h"

#include "base/byte_sum.h"

namespace weightyard::lfs {

namespace {
constexpr qint64 kReportMs = 100;
}

void RunProgress::begin(const QList<Pointer> &objects)
{
    m_objectsTotal = static_cast<int>(objects.size());
    for (const Pointer &pointer : objects)
        m_bytesTotal = base::addBytes(m_bytesTotal, pointer.size);
}

void RunProgress::verified(const Pointer &object, const QString &path)
{
    m_verified.insert(object.oid, path);
    m_bytesVerified += object.size;
    m_listener.objectVerified(object.oid);
}

bool RunProgress::isDue(qint64 nowMs) const
{
    return nowMs - m_lastMs >= kReportMs;
}

void RunProgress::tell(const QList<ObjectProgress> &open, qint64 nowMs)
{
    m_lastMs = nowMs;
    TransferProgress progress{.bytesHere = m_bytesVerified,
                              .bytesTotal = m_bytesTotal,
                              .objectsVerified = static_cast<int>(m_verified.size()),
                              .objectsTotal = m_objectsTotal,
                              .open = open};
    for (const ObjectProgress &one : open)
        progress.bytesHere += one.bytesHere;
    progress.verifying = progress.bytesHere == m_bytesTotal && !open.isEmpty();
    m_listener.progress(progress);
}

} // namespace weightyard::lfs
