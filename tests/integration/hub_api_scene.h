// A LocalHub, and what core needs to ask its API. One thread.
#pragma once

#include "hub/model_details.h"
#include "hub/model_search.h"
#include "hub/quota.h"
#include "local_hub.h"
#include "net/qt_http_client.h"
#include "repo_builder.h"
#include "store_results.h"
#include "temp_dir.h"

namespace weightyard::test {

class GivenCredential final : public base::Credentials
{
public:
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &,
                                                       const base::CancelToken &) override
    {
        return token;
    }
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    std::optional<base::Credential> token;
};

class HubApiScene
{
public:
    HubApiScene() : client(net::NetworkSettings::from(base::ConfigEntries(), base::Environment()), clock, 1)
    {}

    weightyard::hub::FactServices services()
    {
        return {.client = client,
                .credentials = credentials,
                .clock = clock,
                .hub = hub.baseUrl(),
                .cacheFile = {},
                .cacheDir = dir.path(QStringLiteral("hub")),
                .quota = &quota,
                .patience = patience};
    }
    base::Result<QList<weightyard::hub::FoundModel>> find(const weightyard::hub::SearchWish &wish = {},
                                                          int limit = 100)
    {
        return weightyard::hub::findModels(wish, limit, services(), base::CancelToken());
    }
    catalog::ModelLocation location(const QString &id = QStringLiteral("o/m"))
    {
        return valueOf(catalog::parseModelLocation(id, hub.baseUrl()));
    }
    base::Result<weightyard::hub::ModelDetails> details(const QString &revision = {},
                                                        qint64 maxAge = 3'600'000)
    {
        return weightyard::hub::modelDetails(location(), revision, services(), maxAge, base::CancelToken());
    }
    void addModel()
    {
        repo.lfsTrack(QStringLiteral("*.gguf"))
            .file(QStringLiteral("README.md"), "hello\n")
            .lfsFile(QStringLiteral("m-Q8_0.gguf"), QByteArray(8000, 'a'));
        repo.lfsFile(QStringLiteral("m-Q4_K_M.gguf"), QByteArray(4000, 'b')).commit("1");
        repo.branch(QStringLiteral("dev")).tag(QStringLiteral("v1"));
        hub.addRepository(QStringLiteral("o/m"), repo);
    }
    void addCards(int count)
    {
        hub.update([&](HubSettings &settings) {
            for (int i = 0; i < count; ++i)
                settings.cards.insert(QStringLiteral("many/model-%1").arg(i, 5, 10, QLatin1Char('0')),
                                      {.downloads = count - i});
        });
    }
    qsizetype requests() { return hub.log().count(Endpoint::Api); }

    LocalHub hub;
    RepoBuilder repo;
    base::SystemClock clock;
    GivenCredential credentials;
    net::QtHttpClient client;
    weightyard::hub::Quota quota;
    std::chrono::milliseconds patience{0};
    TempDir dir;
};

} // namespace weightyard::test
