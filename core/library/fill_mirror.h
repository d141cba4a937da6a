// Fills a folder with the objects of installed models as git-lfs's own store lies: <dir>/<ab>/<cd>/<oid>. That is a static mirror: any
// web server, bucket or CDN can give it out. Without taking room where the volume can do that: by reflink, else by hard link, else by
// copy. What is there in its size stays; each object appears whole, under its name, by a rename; a killed run is run again. A file that
// was written to since it was installed is hashed before it goes in; the others are what was verified when they came.
// Blocks on the disk; worker threads, or a terminal's main thread. One program at a time in a folder (Busy).
#pragma once

#include "base/cancel_token.h"
#include "library/verify_models.h"

#include <memory>

namespace weightyard::library {

struct MirrorFilled {
    int objects = 0; ///< of the model, each once
    qint64 bytes = 0;
    int added = 0; ///< or, in a dry run, that would be
    qint64 bytesAdded = 0;
    int shared = 0; ///< of those added, by reflink
    int linked = 0; ///< by hard link
    int copied = 0;
    QList<base::Error>
        errors; ///< objects that cannot go in: missing, or not what was downloaded; the others did
};

class MirrorFolder
{
public:
    /// Makes the folder, unless `dryRun`. Conflict when it lies in a model's folder or in our state folder.
    static base::Result<MirrorFolder> open(const QString &folder, const QList<InstalledModel> &models,
                                           const QString &library, bool dryRun);
    MirrorFolder(MirrorFolder &&) noexcept;
    ~MirrorFolder();

    /// Fails for what ends all of it: the disk, or Cancelled.
    base::Result<MirrorFilled> add(const InstalledModel &model, const base::CancelToken &cancel);

private:
    struct Private;
    explicit MirrorFolder(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace weightyard::library
