// The file that keeps what the Hub said of models. Losing it costs requests, nothing else: what cannot be read is no
// cache, what cannot be written is not kept. Written atomically; threads of one process take turns, of several
// processes the last one wins.
#pragma once

#include "hub/model_facts.h"

#include <optional>

namespace weightyard::hub {

/// One entry a hub, model and revision.
QString factsKey(const QUrl &hub, const QString &modelPath, const QString &revision);
std::optional<ModelFacts> readFacts(const QString &cacheFile, const QString &key);
void keepFacts(const QString &cacheFile, const QString &key, const ModelFacts &facts);

/// What the cache has of default branches, whatever its age; no network. Of one hub, or of all.
QList<ModelFacts> cachedFacts(const QString &cacheFile, const QUrl &hub = {});

} // namespace weightyard::hub
