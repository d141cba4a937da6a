// Adopting a folder that somebody else made: it gets a record of ours, and nothing of it is fetched, changed or deleted. Which commit it
// holds is known by the record of a library it lies in, by a clone's own HEAD (both offline), or by asking the repository's host; its
// files are compared with that by path, size and hash. Blocks, for as long as hashing takes; worker threads only. Needs a git::Runtime.
#pragma once

#include "catalog/catalogue.h"
#include "job/job_services.h"
#include "library/folder_match.h"

namespace weightyard::session {

struct AdoptQuestion {
    QString folder;      ///< absolute
    QString repo;        ///< as typed: OWNER/NAME or an address; empty: to be found out
    QString revision;    ///< as typed; empty: what the folder says, else the default branch
    bool move = false;   ///< into the library, by a rename
    bool dryRun = false; ///< compare, and write nothing
};

struct AdoptServices {
    QString library; ///< absolute
    const catalog::Catalogue &catalogue;
    const job::JobServices &jobs;
    std::function<void(qint64, qint64)> progress; ///< of hashing, from any thread, never two at a time
    library::HashMemory *memory = nullptr;
};

struct Adoption {
    library::FolderMatch match; ///< its record is the one that was written
    QString folder;             ///< where it is now
    bool inLibrary = false;     ///< the next get finds it there; else `get --into`
    bool already = false;       ///< it had a record
    bool moved = false;
    bool hasOwnCommits =
        false; ///< the clone goes on from the record's commit with its user's: nothing updates or removes it
};

/// Errors: Usage (repo not understood), NotFound (RepositoryUnknown), Conflict (another model, another program's store, no place to move
/// to), Busy, those of net and git, Cancelled.
base::Result<Adoption> adoptFolder(const AdoptQuestion &question, const AdoptServices &services,
                                   const base::CancelToken &cancel);

} // namespace weightyard::session
