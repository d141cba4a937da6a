// StateFolder: the marks that say what a state folder (.weightyard, .weightyard-*) is: a library's, or one download's
// into a folder.
//   library.json  {"version": 1, "id": "<uuid>"}       made once, the library's identity
//   into.json     {"version": 1, "target": "<folder>"}  the folder goes when its download is done
// Blocking; worker threads. platform/versioned_file.h says what becomes of newer and damaged ones.
#pragma once

#include "store/download_layout.h"

namespace weightyard::store {

enum class StateKind { None, Library, Into };
StateKind stateKind(const QString &stateDir);
/// The file that the state folder has as long as it is ours.
QString markOf(const DownloadLayout &place);
/// The library's identity; empty without a mark, or with one that cannot be read.
QString libraryId(const QString &stateDir);

/// Makes the folder (0700) and its mark. Conflict when it is the other kind. Permission when it cannot be made.
base::Result<void> makeStateFolder(const DownloadLayout &place);
/// The mark goes last, so that an interrupted removal can be finished.
base::Result<void> removeStateFolder(const QString &stateDir);
/// CACHEDIR.TAG (https://bford.info/cachedir/): backups may leave this folder out.
base::Result<void> markAsCache(const QString &folder);
bool isCacheMark(const QString &path);

} // namespace weightyard::store
