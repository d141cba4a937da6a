// A folder that a download script fills with one model: by `git clone`, straight into it or by way of another folder that is moved
// there, or by `huggingface-cli download --local-dir`. What is in it, and what a killed clone left. Blocks on the disk: worker threads
// only. Needs a git::Runtime.
#pragma once

#include "base/pick_wish.h"
#include "lfs/manifest.h"
#include "library/library_scan.h"
#include "library/presence.h"

namespace weightyard::library {

struct ScriptFolder {
    QString script;           ///< absolute path
    QString folder;           ///< absolute
    QString cloneFolder;      ///< where its git clone lies at first; empty: it makes none
    QString modelPath;        ///< "owner/name"
    base::PickWish pick = {}; ///< which of its files the script wants
};

/// Ours by a record in the configuration folder; else by what is there. What a killed clone or an unfinished download of ours left is in
/// `partialBytes`. Incomplete only for what a download cannot complete: a clone that git finished without its LFS files. NotRecognised
/// for a clone of something else.
ModelOnDisk lookAtScriptFolder(const ScriptFolder &place, const QString &configDir,
                               const base::CancelToken &cancel);

/// For a folder without a record of ours, before a download into it. Conflict with what is in the way.
base::Result<Presence> scriptPresence(const ScriptFolder &place, const QString &revision,
                                      const base::CancelToken &cancel);

/// Folders beside it with a clone that did not come to its end: its objects need not be fetched again.
QStringList unfinishedClones(const ScriptFolder &place);

/// Busy: git may be at work in a clone in the folder itself, since something in it changed within the last minute. Changes nothing.
std::optional<base::Error> cloneAtWork(const ScriptFolder &place, qint64 wallMs);

/// That an old clone may go: it holds nothing that is nowhere else (Conflict; hashes, where git finished it), and nothing changed in an
/// unfinished one within the last minute (Busy).
base::Result<void> checkOldClone(const QString &clone, qint64 wallMs);

/// A clone that was killed before git had all files in place is moved to `<folder>.unfinished-clone`, so that the folder is free; nothing
/// is deleted. Where it is now; nothing: there was none. Busy as cloneAtWork() says; Conflict when the script itself lies in it.
base::Result<std::optional<QString>> setUnfinishedCloneAside(const ScriptFolder &place, qint64 wallMs);

/// Files in clones that may be objects of this model, by their place in git-lfs's store or by their path. Not hashed.
QHash<base::Oid, QString> objectsInClones(const lfs::Manifest &manifest, const QStringList &clones);

} // namespace weightyard::library
