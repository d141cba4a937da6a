// JobSnapshot: everything a window or a terminal shows of one download, as a value that may cross threads.
#pragma once

#include "base/error.h"
#include "job/job_state.h"

#include <QList>
#include <optional>

namespace weightyard::job {

/// A fact worth telling that is no failure. ui/text has the sentence.
struct Notice {
    enum class Kind {
        HistoryNested,     ///< inside another work tree, with a .git of its own (detail: that work tree)
        HistoryLeftOut,    ///< inside another work tree, so without .git (detail: that work tree)
        FullHistory,       ///< the commit is only reachable through a ref's whole history (detail: the ref)
        Submodules,        ///< stay empty folders (detail: their paths)
        PartialBySettings, ///< lfs.fetchinclude/fetchexclude left pointers (count)
        EmptyRepository,
        MirrorSilent,  ///< left out: no connection, errors, answers that are none (detail: the mirror)
        MirrorRefused, ///< left out: it wants a credential (detail: the mirror)
        MirrorLied,    ///< left out: its bytes do not have the object's hash (detail: the mirror)
        OtherCommit,  ///< is here, and makes way for the one that is asked for (detail: the one that is here)
        ChangedStays, ///< files that their user has changed, and that stay so (detail: some of them; count)
        HistoryKept,  ///< here already with its .git, which was to be left out (detail: the folder)
        SeveralVariants, ///< all of them come (parts, `more` of which are not named; count: bytes of all files)
        Doubles,         ///< the same weights in another format come, too (count: bytes)
        Licence,         ///< as the repository's README states it (detail)
        MissingShards, ///< the repository does not have all parts of these weights (detail: variants; count)
        UnsafeFormats, ///< files that run code when they are loaded (detail: some of them; count)
        NamedUnsafe,   ///< the same of a safe choice: these files were named (detail: some of them; count)
        RemoteCode,    ///< code that the model's configuration names (detail: some files; count)
    };
    struct Part {
        QString name;
        qint64 bytes = 0;
        friend bool operator==(const Part &, const Part &) = default;
    };
    Kind kind = Kind::EmptyRepository;
    QString detail = {};
    qint64 count = 0;
    QList<Part> parts = {};
    qint64 more = 0;
    friend bool operator==(const Notice &, const Notice &) = default;
};

struct FileProgress {
    QString path;
    qint64 size = 0;
    qint64 here = 0;
    bool verified = false;
    bool isUsers =
        false; ///< what is there is not the repository's: it was different when the folder was adopted
    bool damaged = false; ///< what was there, or came, is not what its hash says; it is to be fetched again
    friend bool operator==(const FileProgress &, const FileProgress &) = default;
};

struct JobSnapshot {
    QString modelPath;
    QString url;    ///< redacted
    QString commit; ///< empty until resolved
    QString folder; ///< where the model will be, or is
    JobState state = JobState::Queued;
    qint64 bytesTotal = 0; ///< of objects; 0 until known
    qint64 bytesHere =
        0; ///< each byte counted once; never goes back within a job, but for bytes that proved corrupt
    qint64 bytesFetched = 0; ///< over the network in this run
    qint64 bytesAllocated =
        0;           ///< on the disk, for these objects; more than bytesHere where partials are preallocated
    double rate = 0; ///< bytes/s while objects are on their way, smoothed
    std::optional<qint64> timeLeftMs; ///< when known well enough
    int objectsTotal = 0;
    int objectsVerified = 0;
    qint64 gitBytes = 0;    ///< of the git pack so far
    qint64 waitUntilMs = 0; ///< Waiting: wall clock; 0: until another download has it
    bool alreadyInstalled = false;
    bool unverified = false;   ///< alreadyInstalled, but not by us: a script's clone, weights from elsewhere
    QList<FileProgress> files; ///< the largest first, at most 200; empty until resolved
    qint64 filesTotal = 0;     ///< how many the commit has
    QList<Notice> notices;
    std::optional<base::Error> error; ///< Failed, Waiting
};

} // namespace weightyard::job
