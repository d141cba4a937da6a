// Manifest: all files of one commit: path, kind, size, and either blob or pointer. Built once a job, on the job's
// thread; a value afterwards. A pointer is recognised by attribute (filter=lfs) *and* content; a pointer-looking file
// without the attribute stays as it is.
#pragma once

#include "git/repository.h"
#include "lfs/pointer.h"
#include "lfs/selection.h"

#include <QSet>

namespace weightyard::lfs {

struct ManifestFile {
    git::TreeEntry entry;
    std::optional<Pointer> pointer; ///< set: the bytes come over LFS
    bool leftOut = false;           ///< a pointer that the user's settings leave a pointer
    /// Its bytes are to be had over LFS. An empty file needs none.
    bool isObject() const { return pointer && !leftOut && pointer->size > 0; }
    qint64 bytes() const { return pointer && !leftOut ? pointer->size : entry.size; }
};

struct Manifest {
    QString commit;
    QList<ManifestFile> files;
    bool isPart = false; ///< the commit has more files, which nobody chose

    /// What is to be on disk at the end, second paths of an object counted again.
    qint64 totalBytes() const;
    /// Each object that has to be fetched once, largest first.
    QList<Pointer> objects() const;
    /// The same but for the files of these paths.
    Manifest without(const QSet<QString> &paths) const;
};

/// Protocol when two pointers give one oid different sizes.
base::Result<Manifest> buildManifest(const git::Repository &repository, const Selection &selection);

} // namespace weightyard::lfs
