// Does a selection fit? Pure arithmetic over what is missing and what the volume has free, before the first byte.
#pragma once

#include "store/space.h"

#include <QList>
#include <QStringList>

namespace weightyard::session {

struct SpaceDemand {
    QString key;
    QString volume;          ///< as store::VolumeSpace names it
    qint64 bytesMissing = 0; ///< still to be written
};

/// `available` is less what running jobs have reserved.
using VolumeRoom = store::VolumeSpace;

struct SpacePlan {
    QStringList fits;    ///< keys, in order: each one that still fits after those before it
    QStringList tooMuch; ///< the others
    qint64 bytesNeeded = 0;
    qint64 bytesAvailable = 0; ///< on the volumes concerned, less their reserve (store::reserveOf)
    bool allFits() const { return tooMuch.isEmpty(); }
};

/// A volume that is not among the rooms has none. What misses no byte fits anywhere.
SpacePlan planSpace(const QList<SpaceDemand> &demands, const QList<VolumeRoom> &rooms);

} // namespace weightyard::session
