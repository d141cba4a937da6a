// What the Hub says of a model, not older than a day: asked by both programs in the same way. Other hosts, and mirrors that have no API,
// tell the sizes by the manifest of a shallow fetch. Blocks; worker threads only.
#pragma once

#include "hub/model_facts.h"
#include "job/job_services.h"

namespace weightyard::session {

/// Requests at once, at most: the Hub's quota for its API is small.
constexpr int kHubRequestsAtOnce = 4;

/// The services need a configuration folder: answers are cached there.
base::Result<hub::ModelFacts> factsOf(const catalog::ModelLocation &location, const QString &revision,
                                      const job::JobServices &services, const QUrl &hub,
                                      const base::CancelToken &cancel);

} // namespace weightyard::session
