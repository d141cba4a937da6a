// Does a selection fit into its library? Arithmetic over what is missing and what the volume has free, before the first byte.
#pragma once

#include "store/space.h"

#include <QList>
#include <QStringList>

namespace weightyard::session {

struct SpaceDemand {
    QString key;
    qint64 bytesMissing = 0; ///< still to be written
    QString library = {};    ///< where; for byVolume()
};

struct VolumeDemands {
    QString library; ///< the first one on that volume
    QList<SpaceDemand> demands;
};

struct SpacePlan {
    QStringList fits;    ///< keys, in order: each one that still fits after those before it
    QStringList tooMuch; ///< the others
    qint64 bytesNeeded = 0;
    qint64 bytesAvailable = 0; ///< less the reserve (store::reserveOf)
    bool allFits() const { return tooMuch.isEmpty(); }
};

/// `room.available` is less what running jobs have reserved. What misses no byte fits anywhere. Pure, any thread.
SpacePlan planSpace(const QList<SpaceDemand> &demands, const store::VolumeSpace &room);
/// Each disk once, whichever libraries lie on it; in the order of the demands. Blocks on the disks: not for the GUI thread.
QList<VolumeDemands> byVolume(const QList<SpaceDemand> &demands);
/// planSpace() for the disk of a library. Blocks on it: not for the GUI thread.
base::Result<SpacePlan> planLibrary(const QList<SpaceDemand> &demands, const QString &library);

} // namespace weightyard::session
