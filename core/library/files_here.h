// Which files of a repository lie in a folder, with the sizes that they should have: enough to say of a variant that it is here. Their
// bytes are not looked at. Blocks on the disk: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "hub/model_files.h"

#include <QSet>

namespace weightyard::library {

/// Paths of `files`. A path that leads out of the folder is none; links are followed.
QSet<QString> filesHere(const QString &folder, const QList<hub::HubFile> &files,
                        const base::CancelToken &cancel);

} // namespace weightyard::library
