#include "job/repository_endpoint.h"

#include "git/config_text.h"
#include "net/http_stream.h"

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

Result<lfs::Endpoint> endpointOf(const git::Repository &repository, const lfs::Manifest &manifest,
                                 const QUrl &url, const base::ConfigEntries &userConfig)
{
    base::ConfigEntries lfsConfig;
    for (const lfs::ManifestFile &file : manifest.files) {
        if (file.entry.path != ".lfsconfig"_L1 || file.entry.size > net::kJsonCap)
            continue;
        const Result<QByteArray> text = repository.blob(file.entry.blob);
        const Result<base::ConfigEntries> parsed = text ? git::parseConfigText(*text) : fail(text.error());
        if (!parsed)
            return fail(parsed.error());
        lfsConfig = *parsed;
    }
    return lfs::findEndpoint(url, userConfig, lfsConfig);
}

} // namespace weightyard::job
