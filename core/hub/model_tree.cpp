#include "hub/model_tree.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_session.h"
#include "hub/api_url.h"
#include "hub/api_values.h"

#include <QUrlQuery>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr int kMostPages = 2000; // of 100 at least, as the Hub gives them
}

QUrl treeUrl(const QUrl &hub, const QString &modelPath, const QString &revision)
{
    QUrl url = apiUrl(hub, modelPath, u"/tree/"_s + QString::fromLatin1(QUrl::toPercentEncoding(revision)));
    QUrlQuery query;
    query.addQueryItem(u"recursive"_s, u"true"_s);
    url.setQuery(query);
    return url;
}

std::optional<QList<HubFile>> treePage(const QJsonArray &page)
{
    QList<HubFile> files;
    for (const QJsonValue &value : page) {
        const QJsonObject json = value.toObject();
        if (json["type"_L1].toString() != "file"_L1)
            continue;
        const QJsonObject lfs = json["lfs"_L1].toObject();
        HubFile file{.path = json["path"_L1].toString(),
                     .size = json["size"_L1].toInteger(-1),
                     .blob = plainHash(json["oid"_L1], 40).toLatin1(),
                     .oid = base::Oid::fromHex(lfs["oid"_L1].toString().toLatin1()),
                     .xetHash = plainHash(json["xetHash"_L1], 64)};
        if (file.path.isEmpty() || file.size < 0 || (!lfs.isEmpty() && !file.oid))
            return {};
        files.append(file);
    }
    return files;
}

Result<QList<HubFile>> modelTree(const catalog::ModelLocation &location, const QString &commit,
                                 const FactServices &services, const base::CancelToken &cancel)
{
    ApiSession session(services, location);
    QList<HubFile> files;
    QUrl url = treeUrl(services.hub, location.modelPath, commit);
    for (int pages = 0; !url.isEmpty(); ++pages) {
        const Result<ApiReply> reply = session.get(url, cancel);
        if (!reply)
            return fail(reply.error());
        const std::optional<QList<HubFile>> page = treePage(reply->json.array());
        if (!reply->json.isArray() || !page)
            return fail(ErrorKind::Protocol, ErrorCode::HubFileWithoutSize, {.url = base::redacted(url)});
        files += *page;
        if (files.size() > kMostFiles || pages >= kMostPages)
            return fail(ErrorKind::Protocol, Cause(ErrorCode::HubTooManyFiles, kMostFiles),
                        {.url = base::redacted(url)});
        url = reply->next;
    }
    return files;
}

} // namespace weightyard::hub
