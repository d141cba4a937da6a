// What the Hub says of a model before anything is downloaded: exact size, licence, gate, commit. One API request a model
// (`/api/models/<id>?blobs=true`), on demand, cached in `<config>/cache/facts.json` for a day. Blocks: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/clock.h"
#include "base/credentials.h"
#include "catalog/model_location.h"
#include "net/http_client.h"

#include <chrono>

namespace weightyard::hub {

struct ModelFacts {
    QString modelPath;
    QString commit;
    qint64 bytes = 0;   ///< all files of the commit, exact
    QString licence;    ///< the Hub's identifier, or empty
    QString parameters; ///< "3.82B" when the Hub knows it, or empty
    bool gated = false;
    bool isPrivate = false; ///< such facts are not kept: another account may ask next
    qint64 fetchedAtMs = 0; ///< wall clock
    /// Of the files that are no LFS objects: a git history holds them once more, packed. -1: not known.
    qint64 plainBytes = -1;
    /// Of the files that a safe choice leaves out. -1: not known.
    qint64 unsafeBytes = -1;
    friend bool operator==(const ModelFacts &, const ModelFacts &) = default;
};

class Quota;

struct FactServices {
    net::HttpClient &client;
    base::Credentials &credentials;
    const base::Clock &clock;
    QUrl hub;
    QString cacheFile;                     ///< empty: no cache
    QString cacheDir = {};                 ///< of what is kept a file each; empty: none
    Quota *quota = nullptr;                ///< shared by all who ask this hub; null: nobody counts
    std::chrono::milliseconds patience{0}; ///< for a quota; a longer wait is RateLimited
    /// The Hub's alone, which ask nobody: net::AuthSession::setTokens(). Null: none.
    base::Credentials *tokens = nullptr;
};

/// From the cache when that is younger than `maxAgeMs`, else from the Hub. Usage for a location that is not on the Hub:
/// only its manifest can tell.
base::Result<ModelFacts> modelFacts(const catalog::ModelLocation &location, const QString &revision,
                                    const FactServices &services, qint64 maxAgeMs,
                                    const base::CancelToken &cancel);

} // namespace weightyard::hub
