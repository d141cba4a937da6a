#include "session/hub_facts.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "hub/api_session.h"
#include "hub/facts_cache.h"
#include "hub/file_roles.h"
#include "session/model_look.h"

namespace weightyard::session {

namespace {

constexpr qint64 kFactAgeMs = 24LL * 3600 * 1000;

hub::ModelFacts factsIn(const catalog::ModelLocation &location, const ModelLook &look)
{
    hub::ModelFacts facts{.modelPath = location.modelPath,
                          .commit = look.details.model.commit,
                          .bytes = look.variants.bytes,
                          .licence = {},
                          .parameters = {},
                          .fetchedAtMs = look.details.fetchedAtMs,
                          .plainBytes = 0,
                          .unsafeBytes = 0};
    for (const hub::HubFile &file : look.details.files) {
        if (!file.oid)
            facts.plainBytes = base::addBytes(facts.plainBytes, file.size);
        if (hub::runsOnLoad(file.path))
            facts.unsafeBytes = base::addBytes(facts.unsafeBytes, file.size);
    }
    return facts;
}

} // namespace

base::Result<hub::ModelFacts> factsOf(const catalog::ModelLocation &location, const QString &revision,
                                      const job::JobServices &services, const QUrl &hub,
                                      const base::CancelToken &cancel)
{
    const QString cacheFile = base::ConfigLayout(services.configDir).facts();
    const hub::FactServices asked{.client = services.client,
                                  .credentials = services.credentials,
                                  .clock = services.clock,
                                  .hub = hub,
                                  .cacheFile = cacheFile,
                                  .tokens = services.hubTokens};
    const QString key = hub::factsKey(hub, location.modelPath, revision);
    if (location.onHub) {
        auto facts = hub::modelFacts(location, revision, asked, kFactAgeMs, cancel);
        if (facts || !hub::lacksEndpoint(facts.error()))
            return facts;
    } else if (const auto known = hub::readFacts(cacheFile, key)) {
        const qint64 age = services.clock.wallMs() - known->fetchedAtMs;
        if (age >= 0 && age < kFactAgeMs)
            return *known;
    }
    const auto look = lookAtManifest(location, revision, services, cancel);
    if (!look)
        return base::fail(look.error());
    const hub::ModelFacts facts = factsIn(location, *look);
    hub::keepFacts(cacheFile, key, facts);
    return facts;
}

} // namespace weightyard::session
