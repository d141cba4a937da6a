// Another folder becomes the library, as both programs do it: its models move there, or stay where they are. Blocks on the disk, for as
// long as copying takes; worker threads only. Needs a git::Runtime.
//
// Order of a move: the new folder is in the settings as a further library before the first model goes, and takes the old one's place
// when all is done. So every model is in a library that is shown, also after a kill, and the same move begun again brings it to its end.
#pragma once

#include "base/cancel_token.h"
#include "settings/settings.h"
#include "store/folder_move.h"

#include <functional>

namespace weightyard::session {

enum class OldLibrary {
    Move,   ///< its models come along
    Leave,  ///< they stay, in what is a further library from now on
    Forget, ///< they stay, and are not shown any more
};

struct LibraryMove {
    QString from; ///< absolute
    QString to;   ///< absolute
    OldLibrary old = OldLibrary::Move;
    settings::Settings settings;
    QString configDir;
    bool dryRun = false;
    bool failIfBusy = false; ///< Busy where another process works in one of the two; else it is waited for
    bool movesQueue = true;  ///< of the window's list that is on disk; false: whoever asks has it
};

struct MovedModel {
    QString modelPath;
    qint64 bytes = 0; ///< with its history
    store::FolderMoved how = store::FolderMoved::Renamed;
    std::optional<base::Error> error = {}; ///< it stays where it was, whole
};

/// An unfinished download of the old library: what is received of it.
struct UnfinishedMove {
    QString modelPath;
    qint64 bytes = 0;
    bool stays = false; ///< else it moves along
};

struct MoveListener {
    std::function<void(const base::Error &why)> waiting = {};     ///< Busy; told once
    std::function<void(qint64 done, qint64 total)> progress = {}; ///< bytes of all models
    std::function<void(const MovedModel &model)> moved = {};      ///< of a dry run, too
};

struct LibraryMoved {
    QString to; ///< as the settings have it
    QList<MovedModel> models;
    QList<UnfinishedMove> unfinished;
    QStringList staying; ///< folders of the old library that are none of its models
    qint64 bytesCopied = 0;
    settings::Settings settings; ///< as they are now
    QList<base::Error> errors;   ///< of models, and of records that cannot be read
};

/// Usage (nested libraries, too many), Busy (the window is open, and has its list of downloads in memory), Disconnected, DiskFull before
/// the first byte, Cancelled; those of single models are in the answer.
base::Result<LibraryMoved> moveLibrary(const LibraryMove &move, const MoveListener &listener,
                                       const base::CancelToken &cancel);

} // namespace weightyard::session
