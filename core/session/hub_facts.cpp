#include "session/hub_facts.h"

#include "base/config_layout.h"

namespace weightyard::session {

namespace {
constexpr qint64 kFactAgeMs = 24LL * 3600 * 1000;
} // namespace

base::Result<hub::ModelFacts> factsOf(const catalog::ModelLocation &location, const QString &revision,
                                      const job::JobServices &services, const QUrl &hub,
                                      const base::CancelToken &cancel)
{
    const hub::FactServices asked{.client = services.client,
                                  .credentials = services.credentials,
                                  .clock = services.clock,
                                  .hub = hub,
                                  .cacheFile = base::ConfigLayout(services.configDir).facts()};
    return hub::modelFacts(location, revision, asked, kFactAgeMs, cancel);
}

} // namespace weightyard::session
