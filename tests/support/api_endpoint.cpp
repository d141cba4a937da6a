#include "api_endpoint.h"

#include "api_path.h"
#include "api_repository.h"
#include "api_search.h"
#include "api_tree.h"
#include "storage_endpoint.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QJsonArray siblings(const QString &repository, const QByteArray &commit, bool blobs)
{
    QJsonArray result;
    const QList<ApiEntry> entries = entriesOf(repository, commit, {}, true);
    for (const ApiEntry &entry : entries) {
        if (entry.isFolder)
            continue;
        QJsonObject sibling{{u"rfilename"_s, entry.path}};
        if (blobs) {
            sibling.insert(u"blobId"_s, QString::fromLatin1(entry.id));
            sibling.insert(u"size"_s, entry.size);
            if (!entry.lfs.isEmpty())
                sibling.insert(u"lfs"_s, entry.lfs);
        }
        result.append(sibling);
    }
    return result;
}

HttpResponse whoAmI(const HubState &state, const Caller &caller)
{
    if (!caller.known)
        return refusal(state, {401, {}, "Invalid username or password.", {}}, Endpoint::Api);
    const QJsonObject account{{u"type"_s, u"user"_s},
                              {u"name"_s, caller.user},
                              {u"auth"_s, QJsonObject{{u"type"_s, u"access_token"_s}}}};
    return HttpResponse::ofBytes(200, "application/json; charset=utf-8",
                                 QJsonDocument(account).toJson(QJsonDocument::Compact));
}

HttpResponse answerAuthCheck(const HubState &state, const QString &repository, const Caller &caller)
{
    if (!state.currentSettings().hasAuthCheck)
        return HttpResponse::ofBytes(404, "text/html", "<!doctype html><title>404</title>");
    const AccessDecision decision = decideAccess(state, caller, repository, Endpoint::Api, true);
    if (!decision.allowed())
        return refusal(state, decision, Endpoint::Api);
    return HttpResponse::ofBytes(200, "application/json; charset=utf-8", "{}");
}

HttpResponse answerInfo(const HubState &state, const HttpRequest &request, const ApiPath &asked,
                        const QByteArray &commit)
{
    const QString folder = state.root + u'/' + asked.repository;
    const HubSettings settings = state.currentSettings();
    const bool blobs = request.queryValue("blobs").toLower() == "true" || request.queryValue("blobs") == "1";
    QJsonObject model = describeModel(state, asked.repository, commit);
    if (!settings.cards.contains(asked.repository))
        model.insert(u"lastModified"_s,
                     QString::fromLatin1(commit.isEmpty()
                                             ? QByteArray()
                                             : apiGit(folder, {u"show"_s, u"-s"_s, u"--format=%cI"_s,
                                                               QString::fromLatin1(commit)})
                                                   .trimmed()));
    model.insert(u"siblings"_s, commit.isEmpty() ? QJsonArray() : siblings(folder, commit, blobs));
    model = expanded(model, request);
    if (request.queryValue("securityStatus").toLower() == "true") {
        QJsonArray issues;
        const QHash<QString, QString> scans = settings.scans.value(asked.repository);
        for (auto scan = scans.begin(); scan != scans.end(); ++scan) {
            if (*scan != "safe"_L1 && *scan != "unscanned"_L1)
                issues.append(QJsonObject{{u"path"_s, scan.key()}, {u"level"_s, *scan}});
        }
        model.insert(u"securityRepoStatus"_s,
                     QJsonObject{{u"scansDone"_s, !scans.isEmpty()}, {u"filesWithIssues"_s, issues}});
    }
    return jsonAnswer(QJsonDocument(model));
}

HttpResponse notOffered()
{
    return HttpResponse::ofBytes(404, "text/html", "<!doctype html><title>404</title>");
}

HttpResponse answerCounted(HubState &state, const HttpRequest &request, const Caller &caller,
                           const QString &listenerUrl)
{
    if (request.path == "/api/whoami-v2"_L1)
        return whoAmI(state, caller);
    const QStringList lacking = state.currentSettings().lacking;
    if (request.path == "/api/models"_L1)
        return lacking.contains(u"search"_s) ? notOffered()
                                             : answerSearch(state, request, caller, listenerUrl);
    const ApiPath asked = parseApiPath(request.target);
    if (asked.verb == "auth-check"_L1)
        return answerAuthCheck(state, asked.repository, caller);
    const bool isInfo = asked.verb.isEmpty() || asked.verb == "revision"_L1;
    if (lacking.contains(isInfo ? u"info"_s : asked.verb))
        return notOffered();
    const AccessDecision decision = decideAccess(state, caller, asked.repository, Endpoint::Api);
    if (!decision.allowed())
        return refusal(state, decision, Endpoint::Api);
    if (asked.verb == "refs"_L1)
        return answerRefs(state, asked);
    const QByteArray commit = commitOf(state.root + u'/' + asked.repository, asked.revision);
    if (commit.isEmpty() && !asked.revision.isEmpty())
        return refusal(state, {404, "RevisionNotFound", "Invalid rev id: " + asked.revision.toUtf8(), {}},
                       Endpoint::Api);
    if (isInfo)
        return answerInfo(state, request, asked, commit);
    if (asked.verb == "tree"_L1)
        return answerTree(state, request, asked, commit, listenerUrl);
    if (asked.verb == "treesize"_L1)
        return answerTreeSize(state, asked, commit);
    if (asked.verb == "paths-info"_L1 && request.method == "POST")
        return answerPathsInfo(state, request, asked, commit);
    return notOffered();
}

// Called by its id in git, and ranges of it can be had.
HttpResponse smallFile(const HubState &state, const HttpRequest &request, const QByteArray &bytes,
                       const QByteArray &blobId)
{
    const ByteRange range = requestedRange(state, request, bytes.size());
    const bool isPart = range.kind == ByteRange::Kind::Part;
    HttpResponse response = HttpResponse::ofBytes(isPart ? 206 : 200, "text/plain; charset=utf-8",
                                                  bytes.mid(range.start, range.end - range.start));
    response.setHeader("ETag", '"' + blobId + '"');
    response.setHeader("Accept-Ranges", "bytes");
    if (isPart)
        response.setHeader("Content-Range", "bytes " + QByteArray::number(range.start) + '-'
                                                + QByteArray::number(range.end - 1) + '/'
                                                + QByteArray::number(bytes.size()));
    return response;
}

} // namespace

HttpResponse answerResolve(HubState &state, const HttpRequest &request, const QString &listenerUrl)
{
    const QString marker = u"/resolve/"_s;
    const QString rest = request.path.section(marker, 1);
    const QString folder = state.root + u'/' + request.path.section(marker, 0, 0).mid(1);
    const QByteArray blob =
        apiGit(folder, {u"cat-file"_s, u"blob"_s, rest.section(u'/', 0, 0) + u':' + rest.section(u'/', 1)});
    const QJsonObject lfs = lfsPart(blob).toObject();
    if (blob.isNull())
        return refusal(state, {404, "EntryNotFound", "Entry not found", {}}, Endpoint::Api);
    if (lfs.isEmpty())
        return smallFile(
            state, request, blob,
            apiGit(folder, {u"rev-parse"_s, rest.section(u'/', 0, 0) + u':' + rest.section(u'/', 1)})
                .trimmed());
    const HubSettings settings = state.currentSettings();
    const QByteArray oid = lfs.value(u"sha256"_s).toString().toLatin1();
    const QString base = settings.dataBaseUrl.isEmpty() ? listenerUrl : settings.dataBaseUrl;
    QByteArray href = base.toUtf8() + "/_objects/" + oid;
    if (settings.requireTicket)
        href += "?ticket=" + state.tickets.issue(oid);
    HttpResponse response = HttpResponse::empty(302);
    response.headers.append({"Location", href});
    response.headers.append({"X-Linked-Size", QByteArray::number(lfs.value(u"size"_s).toInteger())});
    response.headers.append({"X-Linked-ETag", '"' + oid + '"'});
    return response;
}

QString apiRepository(const QString &path)
{
    return parseApiPath(path.toUtf8()).repository;
}

HttpResponse answerApi(HubState &state, const HttpRequest &request, const Caller &caller,
                       const QString &listenerUrl)
{
    const HubSettings settings = state.currentSettings();
    if (settings.apiQuota <= 0)
        return answerCounted(state, request, caller, listenerUrl);
    const QuotaBook::Standing standing = state.quota.take(settings.apiQuota, settings.apiQuotaSeconds);
    HttpResponse response =
        standing.left < 0
            ? HttpResponse::ofBytes(429, "application/json", R"({"error":"We had to rate limit your IP"})")
            : answerCounted(state, request, caller, listenerUrl);
    response.headers.append({"RateLimit", "\"api\";r=" + QByteArray::number(std::max(standing.left, 0))
                                              + ";t=" + QByteArray::number(standing.secondsToGo)});
    response.headers.append(
        {"RateLimit-Policy", "\"fixed window\";\"api\";q=" + QByteArray::number(settings.apiQuota)
                                 + ";w=" + QByteArray::number(settings.apiQuotaSeconds)});
    return response;
}

} // namespace weightyard::test
