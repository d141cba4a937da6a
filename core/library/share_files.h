// The files of an installed model as another program gets them, and how one of them gets there: by reflink where the volume can
// (its own file, which takes no room), else by hard link (the same file under a second name: a program that writes into it in place
// writes into the model; the Hub's own tools and LM Studio replace files, they do not write into them), else, when a copy was asked
// for, by copying. Blocks on the disk; worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "library/verify_models.h"

#include <functional>

namespace weightyard::library {

struct ShareableFile {
    QString path;   ///< in the repository
    QString source; ///< absolute, links followed
    qint64 size = 0;
    qint64 mtimeSeconds = 0;
    std::optional<base::Oid> oid; ///< of an LFS file
    QByteArray blob;              ///< its id in git: of the pointer for an LFS file

    /// What the Hub calls it: its ETag.
    QString etag() const { return oid ? oid->toString() : QString::fromLatin1(blob); }
};

struct ShareableModel {
    QList<ShareableFile> files;
    bool isWhole = true; ///< nothing of the commit is missing in it: no link, no file that is still a pointer
                         ///< or was not chosen
};

/// Conflict: DamagedModel for a file that is missing, or has not the size that was installed.
base::Result<ShareableModel> shareableFiles(const InstalledModel &model);

/// The model's bytes are what the record says; nobody gets others by their name. Conflict: DamagedModel.
base::Result<void> checkShared(const ShareableFile &file, const QString &placed, const QString &folder,
                               const base::CancelToken &cancel);

enum class Placing { CannotWithoutCopy, Cloned, Linked, Copied };

struct PlacingWish {
    bool mayCopy = false;
    std::function<void(qint64 bytes)> copied = {}; ///< hears now and then how far a copy is
};

/// Puts a file to the free name `to` with the time and permissions of its source. Not synced.
base::Result<Placing> placeFile(const ShareableFile &file, const QString &to, const PlacingWish &wish,
                                const base::CancelToken &cancel);

} // namespace weightyard::library
