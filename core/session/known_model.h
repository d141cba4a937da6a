// What is known of a model without asking anybody: catalogue, what the Hub said some time ago, and what is on disk; and the best
// figures that follow from them. Questions are pure; knownModels() reads disks: not for the GUI thread.
#pragma once

#include "hub/model_facts.h"
#include "library/library_scan.h"
#include "session/model_choice.h"
#include "session/scan_libraries.h"

namespace weightyard::session {

struct KnownModel {
    catalog::ModelEntry entry;
    std::optional<hub::ModelFacts> facts; ///< of the revision that is meant
    library::ModelOnDisk disk;
    QString library;     ///< where that is: the first one, unless a further one has more of the model
    bool safe = false;   ///< a download leaves out the formats that run code when they are loaded
    QString awayIn = {}; ///< it is not here, and was in this library, which is not connected
};

/// Of the whole download in bytes, from the best source: what is here, then the Hub, then the catalogue. 0: not known.
qint64 bytesOf(const KnownModel &model);
bool isCounted(const KnownModel &model);      ///< it is of what is here
bool isExact(const KnownModel &model);        ///< it is no estimate
qint64 bytesMissing(const KnownModel &model); ///< to be received yet
/// Bytes still to be allocated on the disk; fewer than bytesMissing() when partials are preallocated.
qint64 bytesToWrite(const KnownModel &model);
bool isHere(const library::ModelOnDisk &disk);       ///< complete, verified or not
bool isUnfinished(const library::ModelOnDisk &disk); ///< not here, and a download has left bytes of it
/// The library that a download of this revision goes into: what another one has of it is completed there, and a model of ours is brought
/// to another revision there. Another revision than that of somebody's copy is a download of its own.
QString targetOf(const KnownModel &model, const QString &revision, const QString &library);
/// What the catalogue says, as far as the Hub does not know better.
QString licenceOf(const KnownModel &model);
QString parametersOf(const KnownModel &model);
bool isGated(const KnownModel &model);

struct LibraryView {
    QStringList libraries; ///< absolute; the first one always, the others where they are connected
    QString configDir;
    QString factsFile; ///< base::ConfigLayout::facts()
    QUrl hub;
    bool safe = false; ///< the setting
};

struct KnownModels {
    QList<KnownModel> models;      ///< one for each name, in that order
    QList<base::Error> unreadable; ///< of the libraries
    LibrariesOnDisk onDisk;        ///< all that is there
};

/// `revision`: what is asked for in place of each model's own, or empty.
base::Result<KnownModels> knownModels(const QList<NamedModel> &names, const QString &revision,
                                      const LibraryView &view, const base::CancelToken &cancel);

} // namespace weightyard::session
