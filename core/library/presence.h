// What stands where a download wants to put a model, before it starts. Only reads. Blocks on the disk: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/pick_wish.h"
#include "store/download_layout.h"
#include "store/record.h"

namespace weightyard::library {

enum class Presence {
    Absent,
    Installed,  ///< complete by our record: every file is there with its size
    Unverified, ///< complete as far as one can see, but not by us: a script's clone, weights without .git
    Damaged,    ///< ours, and files are missing or short: can be mended in place
    Partly,     ///< ours, and whole as far as it was chosen; now more is wanted
    Others,     ///< weights that are not ours; whether those that are chosen are among them, the commit tells
};

struct PresenceQuestion {
    QString url;
    QString revision;
    QString modelPath; ///< below the library; empty for a folder given with --into, which may hold anything
    base::PickWish pick = {};
    bool keepsChoice = false; ///< what is there need not have more than its record says
    QString hubPath = {};     ///< the model's path on the Hub, for models of it: the same on every mirror
};

/// Usage when the path is that of a folder with models in it ("OWNER"). Conflict when the target holds something
/// else: another model, another revision, another clone, half a model of somebody else's.
/// Absent also where files lie that are none of a model: then they stay, and nothing may take the folder's place.
base::Result<Presence> presence(const store::DownloadLayout &place, const PresenceQuestion &question,
                                const base::CancelToken &cancel);

/// Of the files that are missing or short, at least one is there and nobody has found it to be damaged: in a folder of the user's own it
/// may be theirs, and no download replaces it.
bool holdsShortFiles(const store::Record &record, const QString &folder);

/// What is asked for by this name is what is recorded, as far as that can be known without asking anybody; an empty name is any revision.
bool isSameRevision(const store::Record &record, const QString &revision);

/// The nearest folder above `target` that has a .git; empty when there is none.
QString surroundingWorkTree(const QString &target);

} // namespace weightyard::library
