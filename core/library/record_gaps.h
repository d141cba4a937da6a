// Which files of an installed model are missing. Blocks on the disk: worker threads only.
#pragma once

#include "store/record.h"

namespace weightyard::library {

/// The file there has the record's size and hash. Hashes it.
bool hasBytesOf(const store::RecordFile &file, const QString &path);
/// There is a byte in it that is not zero: a crash or a full disk leaves a file without any.
bool holdsBytes(const QString &path);
/// A file that git keeps by itself, as texts are: what it has other than its record is its user's work. A weight that is short was cut off.
bool mayBeEdited(const store::RecordFile &file);
/// A .gitattributes file has no byte left: of those a record knows no more than their size (library/commit_files.cpp).
bool wasEmptied(const store::RecordFile &file, const QString &path);
/// A file that may be edited has other content, and holds bytes. Hashes it.
bool isChangedByUser(const store::RecordFile &file, const QString &path);
enum class ChangedBy {
    Size,  ///< what has other bytes and the same size is known when `verify` has noted it
    Bytes, ///< small files are hashed
};
/// Files that are their user's by now: edited, or other than the model's since it was adopted or updated.
QStringList changedFiles(const store::Record &record, const QString &folder, ChangedBy by);

/// Recorded files that are missing, weights that are short, and what was found damaged; so many at most. What may be edited and is not
/// empty is its user's, and so are small files of records that know no more than their names, and what was different when the folder was
/// adopted.
QStringList missingOrShort(const store::Record &record, const QString &folder, qsizetype most);
/// A weight was different when the folder was adopted, and is its user's still: what is there is not all of the model.
bool holdsOtherWeights(const store::Record &record);

} // namespace weightyard::library
