#include "app/services.h"

#include "base/limits.h"
#include "base/redact.h"
#include "catalog/model_location.h"
#include "net/network_settings.h"

namespace weightyard::app {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {
// A lane carries up to six connections to a host, and the next lane is used when it has them: three for kMostConnections.
constexpr int kLanes = 3;
} // namespace

Services::Services(ServiceOptions options)
    : m_options(std::move(options)),
      m_environment(base::Environment::ofProcess()),
      m_git(m_environment)
{}

Result<std::unique_ptr<Services>> Services::create(const ServiceOptions &options)
{
    std::unique_ptr<Services> services(new Services(options));
    const QString endpoint = services->m_environment.value(u"HF_ENDPOINT"_s).value_or(QString()).trimmed();
    if (!endpoint.isEmpty() && !catalog::isHubEndpoint(endpoint))
        return base::fail(base::ErrorKind::Usage,
                          u"'%1' is no web address"_s.arg(base::redactedText(endpoint)),
                          {.path = u"HF_ENDPOINT"_s});
    Result<git::UserConfig> config = services->m_git.userConfig();
    if (!config)
        return base::fail(config.error());
    services->m_unreadableConfig = config->unreadable;
    services->m_userConfig = base::ConfigEntries(std::move(config->entries));
    services->m_client = std::make_unique<net::HttpClient>(
        net::NetworkSettings::from(services->m_userConfig, services->m_environment), services->m_clock,
        kLanes);
    services->m_credentials = std::make_unique<settings::CredentialStore>(
        services->m_environment, options.mayPrompt, options.aroundPrompt);
    return services;
}

queue::JobServices Services::forJobs()
{
    return {.client = *m_client,
            .credentials = *m_credentials,
            .clock = m_clock,
            .userConfig = m_userConfig,
            .space = m_space,
            .locks = m_locks,
            .claims = m_claims,
            .configDir = m_options.configDir,
            .connections = m_connections,
            .waitForDisk = m_options.waitForDisk,
            .hub = hub()};
}

void Services::setLimits(int connections, qint64 bytesPerSecond)
{
    m_connections->setMost(connections);
    m_client->setRateLimit(bytesPerSecond);
}

QUrl Services::hub() const
{
    return catalog::hubEndpoint(m_environment.value(u"HF_ENDPOINT"_s).value_or(QString()));
}

} // namespace weightyard::app
