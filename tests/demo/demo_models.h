// The models of the demo: the built-in catalogue with small generated content, on a LocalHub. Some go wrong on purpose,
// so that a newcomer sees that too.
#pragma once

#include "catalog/catalogue.h"
#include "local_hub.h"

#include <memory>

namespace weightyard::demo {

enum class Fate {
    Good,
    Sharded,
    Slow,
    Gated,
    Missing,
    Corrupt,
};

Fate fateOf(const QString &id);
/// The ErrorKind that the model ends with, as --json spells it; empty: it arrives.
QString expectedError(Fate fate);

struct Demo {
    std::unique_ptr<test::LocalHub> hub;
    catalog::Catalogue catalogue; ///< with the sizes of the demo
};

/// Makes all repositories. `bytesPerSecond` of each connection, so that there is something to see; 0: no limit.
Demo makeDemo(qint64 bytesPerSecond);

QByteArray catalogueJson(const catalog::Catalogue &catalogue);

} // namespace weightyard::demo
