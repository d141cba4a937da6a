// What stands in a folder already, before a model is put into it beside the user's files. Blocking; the job's thread.
#pragma once

#include "base/cancel_token.h"
#include "store/download_layout.h"
#include "store/path_rules.h"
#include "store/tree_source.h"

#include <QSet>

namespace weightyard::store {

/// MoveInto, before the first byte: files of the target that are in the way. Same content (hashed) goes to the
/// result; other content, a folder where a file must be, or an own .git when history is kept is Conflict with the
/// path.
base::Result<QSet<QString>> existingFiles(const DownloadLayout &layout, const QList<TreeFile> &files,
                                          bool keepHistory, TreeSource &source,
                                          const base::CancelToken &cancel);

} // namespace weightyard::store
