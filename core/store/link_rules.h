// The part of the path rules that follows symbolic links: none may lead out of the tree, by itself or through others.
// Pure functions, any thread.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>

namespace weightyard::store {

/// `links`: path in the tree -> target as stored. Unsafe names the link.
base::Result<void> checkLinks(const QHash<QString, QString> &links);

} // namespace weightyard::store
