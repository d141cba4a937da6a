#include "git/config_text.h"
#include "git/runtime.h"
#include "lfs/endpoint.h"
#include "require.h"

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

// A .lfsconfig on its way to the address of the batch API.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const git::Runtime runtime{base::Environment()};
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto config = git::parseConfigText(text);
    if (!config)
        return 0;
    const QUrl remote(u"https://git.example/o/n"_s);
    const auto endpoint = lfs::findEndpoint(remote, {}, *config);
    if (!endpoint)
        return 0;
    const bool sameOrigin = base::Origin::of(endpoint->batchUrl) == base::Origin::of(remote);
    fuzz::require(endpoint->batchUrl.userInfo().isEmpty());
    fuzz::require((endpoint->trust == net::AuthSession::Trust::Ask) == sameOrigin);
    return 0;
}
