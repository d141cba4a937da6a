#include "store/space.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/volume.h"

#include <algorithm>
#include <utility>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr qint64 kGiB = 1024 * 1024 * 1024;
constexpr qint64 kSmallVolume = 50 * kGiB;
} // namespace

qint64 reserveOf(const VolumeSpace &space)
{
    return space.total < kSmallVolume ? std::max<qint64>(space.total, 0) / 50 : kGiB;
}

qint64 bytesOnDisk(const QString &path)
{
    const std::optional<platform::FileState> state = platform::stateOf(path);
    return state ? state->allocated : 0;
}

Result<VolumeSpace> spaceAt(const QString &path)
{
    const QString existing = platform::nearestExisting(path);
    const Result<platform::VolumeFacts> facts = platform::volumeFacts(existing);
    if (!facts)
        return fail(facts.error());
    return VolumeSpace{
        .volume = platform::mountPoint(existing), .total = facts->total, .available = facts->available};
}

SpaceLedger::Reservation::Reservation(Reservation &&other) noexcept
    : m_ledger(std::exchange(other.m_ledger, nullptr)),
      m_volume(std::move(other.m_volume)),
      m_bytes(std::exchange(other.m_bytes, 0))
{}

SpaceLedger::Reservation &SpaceLedger::Reservation::operator=(Reservation &&other) noexcept
{
    std::swap(m_ledger, other.m_ledger);
    std::swap(m_volume, other.m_volume);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

SpaceLedger::Reservation::~Reservation()
{
    release(m_bytes);
}

void SpaceLedger::Reservation::release(qint64 bytes)
{
    if (m_ledger == nullptr)
        return;
    const qint64 taken = std::min(bytes, m_bytes);
    m_bytes -= taken;
    const std::lock_guard lock(m_ledger->m_mutex);
    m_ledger->m_reserved[m_volume] -= taken;
}

Result<SpaceLedger::Reservation> SpaceLedger::reserve(const QString &path, qint64 bytes)
{
    const Result<VolumeSpace> space = spaceAt(path);
    if (!space)
        return fail(space.error());
    const std::lock_guard lock(m_mutex);
    qint64 &reserved = m_reserved[space->volume];
    const qint64 available = std::max<qint64>(space->available - reserveOf(*space) - reserved, 0);
    if (bytes > available)
        return fail(ErrorKind::DiskFull, ErrorCode::NoRoom,
                    {.path = space->volume, .bytesNeeded = bytes, .bytesFree = available});
    reserved += bytes;
    Reservation reservation;
    reservation.m_ledger = this;
    reservation.m_volume = space->volume;
    reservation.m_bytes = bytes;
    return reservation;
}

} // namespace weightyard::store
