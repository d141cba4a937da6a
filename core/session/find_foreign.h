// Models that other programs keep on this machine, as `adopt --find` shows and takes them. Nothing in a store of theirs is changed. Blocks
// on the disk; worker threads only.
#pragma once

#include "library/foreign_stores.h"
#include "session/adopt.h"

namespace weightyard::session {

/// What of a find can be done.
enum class FindAction {
    None, ///< nothing says which repository it is of; its objects count all the same when a download wants them
    InPlace, ///< a folder of its own: it gets a record where it is
    Copy,    ///< a store: a download takes all objects from there, by reflink or copy, and fetches none
};

struct ForeignFind {
    library::ForeignModel model;
    FindAction action = FindAction::None;
    bool isHere = false; ///< a model of ours is of that repository
};

/// One for each repository and program; of several commits in the cache the one that a branch names.
QList<ForeignFind> findForeignModels(const AdoptServices &services, const base::CancelToken &cancel);

/// Copy: the commit that it is of, when the store has each of its objects; Conflict (NothingMatches) when not. Asks the host.
base::Result<QString> commitToCopy(const ForeignFind &found, const AdoptServices &services,
                                   const base::CancelToken &cancel);

/// The program whose store a folder is in.
std::optional<library::ForeignTool> foreignToolOf(const QString &folder,
                                                  const base::Environment &environment);
/// As it calls itself.
QString foreignToolTitle(library::ForeignTool tool);

} // namespace weightyard::session
