#include "ui/workbench/download_plan.h"

#include "base/byte_sum.h"
#include "session/space_plan.h"

#include <QSet>
#include <algorithm>

namespace weightyard::ui {

namespace {

/// The first one: that of the chosen library. Empty: its disk has not answered.
struct Volume {
    store::VolumeSpace space;
    QList<session::SpaceDemand> demands = {};
};

QString volumeOf(const ModelRow &row, const LibraryWatch &library)
{
    return row.elsewhere ? library.elsewhere().value(row.library).volume : library.space().volume;
}

/// Less what running downloads will take there.
store::VolumeSpace roomOn(const QString &volume, const ModelTree &tree, const LibraryWatch &library)
{
    store::VolumeSpace space = library.space();
    for (const store::VolumeSpace &one : library.elsewhere()) {
        if (space.volume != volume && one.volume == volume)
            space = one;
    }
    qint64 taken = tree.sums().activeToWrite.value();
    if (volume != library.space().volume) {
        taken = 0;
        tree.visit([&](const ModelRow &row) {
            if (row.elsewhere && isActive(row) && volumeOf(row, library) == volume)
                taken = base::addBytes(taken, bytesToWrite(row));
        });
    }
    space.available = std::max<qint64>(space.available - taken, 0);
    return space;
}

QList<Volume> demandsOf(DownloadPlan &plan, const ModelTree &tree, const LibraryWatch &library)
{
    QList<Volume> volumes{{.space = roomOn(library.space().volume, tree, library)}};
    for (const QString &key : std::as_const(plan.keys)) {
        const ModelRow *row = tree.row(key);
        if (!row)
            continue;
        plan.bytes = base::addBytes(plan.bytes, bytesMissing(*row));
        const QString name = volumeOf(*row, library);
        const auto known = std::find_if(volumes.cbegin(), volumes.cend(),
                                        [&](const Volume &one) { return one.space.volume == name; });
        const qsizetype at = known - volumes.cbegin();
        if (known == volumes.cend())
            volumes.append({.space = roomOn(name, tree, library)});
        volumes[at].demands.append({.key = key, .bytesMissing = bytesToWrite(*row), .library = row->library});
    }
    return volumes;
}

} // namespace

DownloadPlan planDownloads(const QStringList &keys, const ModelTree &tree, const LibraryWatch &library)
{
    DownloadPlan plan{.keys = keys};
    QSet<QString> fitting;
    bool isTooSmall = false;
    const QList<Volume> volumes = demandsOf(plan, tree, library);
    for (const Volume &volume : volumes) {
        const session::SpacePlan fits = session::planSpace(volume.demands, volume.space);
        const bool isKnown = volume.space.total > 0;
        for (const session::SpaceDemand &demand : volume.demands) {
            if (!isKnown || fits.fits.contains(demand.key))
                fitting.insert(demand.key);
        }
        const bool isFirst = plan.bytesToWrite == 0 && !volume.demands.isEmpty();
        if (isTooSmall || (!isFirst && fits.allFits()))
            continue;
        isTooSmall = isKnown && !fits.allFits();
        plan.bytesToWrite = fits.bytesNeeded;
        plan.available = fits.bytesAvailable;
    }
    for (const QString &key : keys) {
        if (fitting.contains(key))
            plan.fitting.append(key);
    }
    return plan;
}

} // namespace weightyard::ui
