// Counts and sums over rows that follow each change of a row at the cost of that row: what a window of ten thousand models
// shows of all of them must not be counted anew ten times a second. Pure.
#pragma once

#include "ui/model/model_row.h"

namespace weightyard::ui {

/// A sum of byte counts that strangers wrote. What was added can be taken away again, beyond 2^63 too; the value ends at the
/// largest number.
class ByteSum
{
public:
    void add(qint64 bytes);
    void remove(qint64 bytes);
    qint64 value() const;
    friend bool operator==(const ByteSum &, const ByteSum &) = default;

private:
    qint64 m_high = 0; ///< of 2^32
    qint64 m_low = 0;
};

struct RowSums {
    int rows = 0;
    int here = 0;
    int updates = 0; ///< that could be had
    int problems = 0;
    int estimated = 0; ///< size is not exact
    int ticked = 0;
    int selected = 0; ///< ticked, and lacking bytes
    int wanted = 0;   ///< not here and not on their way
    int active = 0;
    ByteSum bytes;
    ByteSum selectedHistory; ///< at most, of what is selected: as far as it is known
    ByteSum selectedMissing; ///< to be received
    ByteSum
        selectedToWrite; ///< the room that takes, on the volume that downloads go into; as the next ones that are written
    ByteSum wantedMissing;
    ByteSum goingMissing; ///< of what is active and not paused
    ByteSum activeToWrite;
    ByteSum claimedToWrite; ///< of all that is ticked or active

    void add(const ModelRow &row) { count(row, 1); }
    void remove(const ModelRow &row) { count(row, -1); }
    /// The box of all rows together: ticked when all are that could be.
    Qt::CheckState tick() const;
    /// The order of families when sorted by status, as statusRank() of their rows.
    int statusRank() const;
    /// What a family's row shows, and its place, are the same: bytes that come in are not in it.
    bool looksLike(const RowSums &other) const;
    friend bool operator==(const RowSums &, const RowSums &) = default;

private:
    void count(const ModelRow &row, int sign);
};

} // namespace weightyard::ui
