// What a folder says by itself of the model that it may hold: a clone's .git, the record of the library that it lies in (ours, a
// colleague's, one of an external disk), the metadata that huggingface_hub leaves in a --local-dir, and its own name. Reads a bounded
// number of small files and changes nothing. Blocks on the disk; any thread.
#pragma once

#include "git/clone.h"
#include "store/record.h"

#include <QStringList>

namespace weightyard::library {

struct FolderOrigin {
    std::optional<git::Clone> clone;
    std::optional<store::Record> record; ///< nobody has gone on with the folder since it was written
    QString commit;                      ///< by huggingface_hub's metadata: that most of the files came from
    QStringList names;                   ///< "OWNER/NAME" as folders are called, most likely first: guesses
};

/// `folder` is absolute and clean.
FolderOrigin originOfFolder(const QString &folder);

} // namespace weightyard::library
