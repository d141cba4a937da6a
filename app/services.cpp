#include "app/services.h"

#include "app/system_keychain.h"
#include "base/error_code.h"
#include "base/limits.h"
#include "base/redact.h"
#include "catalog/model_location.h"
#include "net/network_settings.h"
#include "net/qt_http_client.h"
#include "session/kept_scripts.h"
#include "settings/rate_schedule.h"

namespace weightyard::app {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {
// A lane carries up to six connections to a host, and the next lane is used when it has them: three for kMostConnections.
constexpr int kLanes = 3;
constexpr int kLimitLookMs = 5000;
} // namespace

Services::Services(ServiceOptions options)
    : m_options(std::move(options)),
      m_environment(base::Environment::ofProcess()),
      m_git(m_environment)
{}

Result<std::unique_ptr<Services>> Services::create(const ServiceOptions &options)
{
    auto services = prepare(options);
    if (!services)
        return services;
    const Result<git::UserConfig> config = (*services)->readUserConfig();
    if (!config)
        return base::fail(config.error());
    (*services)->build(*config);
    return services;
}

Result<std::unique_ptr<Services>> Services::prepare(const ServiceOptions &options)
{
    std::unique_ptr<Services> services(new Services(options));
    const QString endpoint = services->m_environment.value(u"HF_ENDPOINT"_s).value_or(QString()).trimmed();
    if (!endpoint.isEmpty() && !catalog::isHubEndpoint(endpoint))
        return base::fail(base::ErrorKind::Usage,
                          base::Cause(base::ErrorCode::NotWebAddress, base::redactedText(endpoint)),
                          {.path = u"HF_ENDPOINT"_s});
    return services;
}

void Services::build(const git::UserConfig &userConfig)
{
    m_unreadableConfig = userConfig.unreadable;
    m_userConfig = base::ConfigEntries(userConfig.entries);
    m_client = std::make_unique<net::QtHttpClient>(net::NetworkSettings::from(m_userConfig, m_environment),
                                                   m_clock, kLanes);
    m_keychain = systemKeychain();
    m_credentials = std::make_unique<settings::CredentialStore>(
        settings::UsualSources{.prompt = {.environment = m_environment,
                                          .config = m_userConfig,
                                          .mayPrompt = m_options.mayPrompt,
                                          .aroundPrompt = m_options.aroundPrompt,
                                          .onTerminal = m_options.onTerminal},
                               .keychain = m_keychain.get()});
    m_hubTokens = std::make_unique<settings::CredentialStore>(
        settings::hubTokenSources(m_environment, m_keychain.get()));
}

job::JobServices Services::forJobs()
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
            .failIfBusy = m_options.failIfBusy,
            .hub = hub(),
            .mirrors = m_mirrors,
            .libraries = m_libraries,
            .hubTokens = m_hubTokens.get(),
            .environment = m_environment,
            .scriptFolders = [configDir = m_options.configDir, hub = hub()](const QString &modelPath) {
                return session::keptFoldersOf(modelPath, configDir, hub);
            }};
}

void Services::setLimits(const settings::Settings &settings)
{
    m_connections->setMost(settings.connections);
    m_client->setRateLimit(settings::rateLimitAt(settings, QDateTime::currentDateTime()));
}

void Services::followLimits(const settings::Settings &settings)
{
    setLimits(settings);
    m_limitLook.reset();
    if (settings.fullSpeed.isEmpty())
        return;
    m_limitLook = std::make_unique<QTimer>();
    m_limitLook->setInterval(kLimitLookMs);
    m_limitLook->callOnTimeout(m_limitLook.get(), [this, settings] { setLimits(settings); });
    m_limitLook->start();
}

QUrl Services::hub() const
{
    return catalog::hubEndpoint(m_environment.value(u"HF_ENDPOINT"_s).value_or(QString()));
}

} // namespace weightyard::app
