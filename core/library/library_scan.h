// What is on disk: each model folder of a library for what it is. Reads folders, records and `.git/config` files,
// changes nothing, needs no lock. Blocks on the disk: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/pick_wish.h"
#include "base/result.h"

#include <QHash>
#include <QStringList>

namespace weightyard::library {

enum class OnDisk {
    Absent,
    Here,           ///< our record, every file there with its size
    HereUnverified, ///< a clone made by git, or weights without .git, that look complete; never checked by us
    Incomplete,     ///< files are missing, short, or still pointers
    NotRecognised,  ///< a folder with something else in it
};

/// Stable English, for --json: "absent", "here", "here_unverified", "incomplete", "not_recognised".
QString onDiskName(OnDisk state);

/// Of the problems of a model, so many are named.
constexpr qsizetype kMostProblemsShown = 20;

struct ModelOnDisk {
    QString modelPath; ///< "owner/name"
    QString folder;    ///< absolute
    OnDisk state = OnDisk::Absent;
    qint64 bytes = 0;            ///< of the files, history left out
    qint64 recordedBytes = 0;    ///< ours: of the files that belong to the model
    qint64 historyBytes = 0;     ///< of .git
    qint64 gapBytes = 0;         ///< ours: of the files that are missing, short or damaged
    qint64 partialBytes = 0;     ///< received by an unfinished job of ours for it, not published
    qint64 allocatedBytes = 0;   ///< the room that these take; more, where partials are preallocated
    qint64 wantedBytes = 0;      ///< of the objects which that job is after; 0: no such job, or not known
    base::PickWishes picks = {}; ///< ours: what was chosen of the repository; empty: all of it
    QString commit = {};         ///< by the record or the clone's HEAD
    QString url = {};            ///< redacted
    bool ours = false;           ///< has our record
    bool isMadeWhole = false;    ///< ours, of chosen files: its user has brought all of them (whole_clone.h)
    QStringList oldClones =
        {}; ///< of a model that a script fetched and that is here: folders beside it with its clone, absolute
    QStringList changed =
        {}; ///< ours: files that are their user's by now, and stay so; kMostProblemsShown at most
    QStringList problems = {}; ///< files missing, short or still pointers; kMostProblemsShown at most

    /// Of a model that is whole just what belongs to it; of another one what is there.
    qint64 ownBytes() const { return ours && state == OnDisk::Here ? recordedBytes : bytes; }
    friend bool operator==(const ModelOnDisk &, const ModelOnDisk &) = default;
};

/// What a download of this model would still have to bring, when it has `whole` bytes and `unfinished` of them are
/// there already (partialBytes: received; allocatedBytes: as far as room goes). 0 where something else is in the folder:
/// what a download finds there, and whether it stops at it, is known when it looks.
qint64 bytesToCome(const ModelOnDisk &disk, qint64 whole, qint64 unfinished);

struct LibraryContents {
    QHash<QString, ModelOnDisk>
        models; ///< by modelPath: every folder found, every record, every path asked for
                ///< and every unfinished job
    QList<base::Error> unreadable;
};

/// `modelPaths`: catalogue models to look for even where no record tells of them.
base::Result<LibraryContents> scanLibrary(const QString &library, const QStringList &modelPaths,
                                          const base::CancelToken &cancel);

} // namespace weightyard::library
