#include "ui/model/row_sums.h"

#include <algorithm>
#include <limits>

namespace weightyard::ui {

namespace {

constexpr qint64 kHalf = 1LL << 32;

void move(ByteSum &sum, qint64 bytes, int sign)
{
    if (sign > 0)
        sum.add(bytes);
    else
        sum.remove(bytes);
}

} // namespace

void ByteSum::add(qint64 bytes)
{
    m_high += bytes / kHalf;
    m_low += bytes % kHalf;
}

void ByteSum::remove(qint64 bytes)
{
    m_high -= bytes / kHalf;
    m_low -= bytes % kHalf;
}

qint64 ByteSum::value() const
{
    const qint64 high = m_high + m_low / kHalf;
    const bool isBeyond = high > std::numeric_limits<qint64>::max() / kHalf;
    return isBeyond ? std::numeric_limits<qint64>::max() : high * kHalf + m_low % kHalf;
}

Qt::CheckState RowSums::tick() const
{
    if (ticked == 0)
        return Qt::Unchecked;
    return selected == wanted ? Qt::Checked : Qt::PartiallyChecked;
}

bool RowSums::looksLike(const RowSums &other) const
{
    return rows == other.rows && here == other.here && estimated == other.estimated && ticked == other.ticked
           && selected == other.selected && wanted == other.wanted && bytes == other.bytes
           && statusRank() == other.statusRank();
}

// By what its rows want attention for; all here comes before some, and none at last.
int RowSums::statusRank() const
{
    if (active > 0)
        return 0;
    if (problems > 0)
        return 1;
    return here == 0 ? 4 : here == rows ? 2 : 3;
}

void RowSums::count(const ModelRow &row, int sign)
{
    const bool wants = isWanted(row);
    const bool acts = isActive(row);
    const qint64 missing = bytesMissing(row);
    const qint64 toWrite = row.elsewhere ? 0 : bytesToWrite(row);
    rows += sign;
    here += isHere(row) ? sign : 0;
    updates += isUpdatable(row) ? sign : 0;
    problems += isProblem(row) ? sign : 0;
    estimated += isExact(row) ? 0 : sign;
    ticked += row.ticked ? sign : 0;
    selected += row.ticked && wants ? sign : 0;
    wanted += wants ? sign : 0;
    active += acts ? sign : 0;
    move(bytes, bytesOf(row), sign);
    if (row.ticked && wants) {
        if (row.facts && !row.inFolder) // a script says itself what becomes of its history
            move(selectedHistory, std::max<qint64>(row.facts->plainBytes, 0), sign);
        move(selectedMissing, missing, sign);
        move(selectedToWrite, toWrite, sign);
    }
    if (wants)
        move(wantedMissing, missing, sign);
    if (acts) {
        if (row.job->state != job::JobState::Paused)
            move(goingMissing, missing, sign);
        move(activeToWrite, toWrite, sign);
    }
    if (row.ticked || acts)
        move(claimedToWrite, toWrite, sign);
}

} // namespace weightyard::ui
