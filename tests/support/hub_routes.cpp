#include "hub_routes.h"

#include "api_endpoint.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

const QString kBatchSuffix = QStringLiteral("/info/lfs/objects/batch");

QStringList gitServices()
{
    return {u"/info/refs"_s, u"/git-upload-pack"_s, u"/git-receive-pack"_s, u"/HEAD"_s};
}

} // namespace

QString gitServiceOf(const QString &path)
{
    const QStringList services = gitServices();
    for (const QString &service : services) {
        if (path.endsWith(service))
            return service;
    }
    return {};
}

Endpoint endpointOf(const QString &path)
{
    if (path.startsWith(u"/_objects/"_s) || path.startsWith(u"/_verify/"_s))
        return Endpoint::Storage;
    if (path == "/api/whoami-v2"_L1 || path == "/api/models"_L1 || path.startsWith(u"/api/models/"_s)
        || path.startsWith(u"/api/datasets/"_s))
        return Endpoint::Api;
    if (path.startsWith(u"/_static/"_s))
        return Endpoint::Static;
    if (path.endsWith(kBatchSuffix))
        return Endpoint::Batch;
    if (!gitServiceOf(path).isEmpty())
        return Endpoint::Git;
    return path.contains(u"/resolve/"_s) ? Endpoint::Resolve : Endpoint::Other;
}

QString repositoryOf(const QString &path)
{
    QString id;
    switch (endpointOf(path)) {
    case Endpoint::Git:
        id = path.mid(1).chopped(gitServiceOf(path).size());
        break;
    case Endpoint::Batch:
        id = path.mid(1).chopped(kBatchSuffix.size());
        break;
    case Endpoint::Api:
        return apiRepository(path);
    case Endpoint::Resolve:
        return path.mid(1, path.indexOf(u"/resolve/"_s) - 1);
    case Endpoint::Static:
    case Endpoint::Storage:
    case Endpoint::Other:
        return {};
    }
    return id.endsWith(u".git"_s) ? id.chopped(4) : id;
}

} // namespace weightyard::test
