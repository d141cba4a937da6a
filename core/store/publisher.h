// Publisher: makes the model folder. Assembles the tree in staging on the target's volume (objects are moved, never stored
// twice; only a second path with the same object is copied, by reflink where the volume can), flushes, writes the record,
// and publishes: one rename, or, into a folder with other files, journalled moves (weights first, config.json and *.index.json
// last). Nothing half-done is ever visible in the target: absent, or complete (MoveInto: finished at the next start).
// One thread (the job's). Errors: those of platform/file_io.h (DiskFull, Permission, Disconnected, DiskFault, Conflict ...) and of the
// TreeSource; those of platform/versioned_file.h for records, plans and lists that a newer version wrote (Prerequisite) or that are
// damaged (Corrupt); Protocol for a list that is not ours; Cancelled. Nothing is lost, the next run goes on.
#pragma once

#include "base/cancel_token.h"
#include "platform/volume_traits.h"
#include "store/download_layout.h"
#include "store/path_rules.h"
#include "store/record.h"
#include "store/tree_source.h"

#include <QHash>
#include <QSet>

namespace weightyard::store {

struct PublishRequest {
    QList<TreeFile> files;
    QHash<base::Oid, QString> objects; ///< oid -> verified file (a partial's <oid>.object) that may be moved
    QSet<QString> alreadyThere; ///< MoveInto: paths that stand in the target with the right content already
    bool keepHistory = true;    ///< false: no .git, and no .gitattributes at any level
    bool mends = false; ///< puts files of an installed model back: .gitattributes files are such files
    QString gitDir;     ///< staging's git folder, to become <target>/.git when history is kept
    Record record;
    platform::VolumeTraits traits;
};

class Publisher
{
public:
    explicit Publisher(DownloadLayout layout);

    /// Up to the flush cancellable; from the record on it runs to its end. Files get an mtime at least 2 s before the index is
    /// written (racy-git).
    base::Result<void> publish(const PublishRequest &request, TreeSource &source,
                               const base::CancelToken &cancel);

    /// At the start of any run, with the lock held: finishes an interrupted swap or move, or takes objects back from an interrupted
    /// assembly to <partials>/<oid>.object and empties the rest of staging. Returns true when a swap or a move was finished (the
    /// model is installed now).
    base::Result<bool> recover();

private:
    DownloadLayout m_layout;
};

} // namespace weightyard::store
