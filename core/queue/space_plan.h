// Does a selection fit? Pure arithmetic over what is missing and what the volume has free, before the first byte.
#pragma once

#include <QList>
#include <QString>

namespace weightyard::queue {

struct SpaceDemand {
    QString key;
    QString volume;          ///< as store::VolumeSpace names it
    qint64 bytesMissing = 0; ///< still to be written
};

struct VolumeRoom {
    QString volume;
    qint64 total = 0;
    qint64 available = 0; ///< less what running jobs have reserved
};

struct SpacePlan {
    QStringList fits;    ///< keys, in order: each one that still fits after those before it
    QStringList tooMuch; ///< the others
    qint64 bytesNeeded = 0;
    qint64 bytesAvailable = 0; ///< on the volumes concerned, less their reserve
    bool allFits() const { return tooMuch.isEmpty(); }
};

/// Kept free: 1 GiB, or 2 % of volumes below 50 GiB.
qint64 reserveOf(const VolumeRoom &volume);
SpacePlan planSpace(const QList<SpaceDemand> &demands, const QList<VolumeRoom> &rooms);

} // namespace weightyard::queue
