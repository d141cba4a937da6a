#include "api_endpoint.h"

#include "child_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

struct ApiPath {
    QString repository;
    QString revision; // empty: HEAD
};

ApiPath parsePath(const QString &path)
{
    const QString rest = path.mid(path.indexOf(u'/', 5) + 1); // after /api/models/
    const qsizetype marker = rest.indexOf(u"/revision/"_s);
    ApiPath result{marker < 0 ? rest : rest.left(marker), marker < 0 ? QString() : rest.mid(marker + 10)};
    if (path.startsWith(u"/api/datasets/"_s))
        result.repository.prepend(u"datasets/"_s);
    return result;
}

QByteArray git(const QString &repository, const QStringList &arguments, const QByteArray &input = {})
{
    ProcessOptions options;
    options.environment = neutralEnvironment(repository);
    options.workingDirectory = repository;
    options.input = input;
    const ProcessResult result = runProcess(u"git"_s, arguments, options);
    return result.ok() ? result.out : QByteArray();
}

QJsonValue lfsPart(const QByteArray &blob)
{
    if (blob.size() >= 1024 || !blob.startsWith("version https://git-lfs.github.com/spec/v1\n"))
        return {};
    static const QRegularExpression pattern(u"\noid sha256:([0-9a-f]{64})\nsize ([0-9]+)\n"_s);
    const QRegularExpressionMatch match = pattern.match(QString::fromLatin1(blob));
    if (!match.hasMatch())
        return {};
    return QJsonObject{{u"sha256"_s, match.captured(1)},
                       {u"size"_s, match.captured(2).toLongLong()},
                       {u"pointerSize"_s, blob.size()}};
}

QJsonArray siblings(const QString &repository, const QByteArray &commit, bool blobs)
{
    QJsonArray result;
    const QList<QByteArray> lines =
        git(repository, {u"ls-tree"_s, u"-r"_s, u"-l"_s, u"-z"_s, QString::fromLatin1(commit)}).split('\0');
    for (const QByteArray &line : lines) {
        const qsizetype tab = line.indexOf('\t');
        const QList<QByteArray> fields = line.left(tab).simplified().split(' '); // mode type id size
        if (tab < 0 || fields.size() != 4 || fields.at(1) != "blob")
            continue;
        QJsonObject sibling{{u"rfilename"_s, QString::fromUtf8(line.mid(tab + 1))}};
        if (blobs) {
            const qint64 size = fields.at(3).toLongLong();
            const QByteArray small =
                size < 1024 ? git(repository, {u"cat-file"_s, u"blob"_s, QString::fromLatin1(fields.at(2))})
                            : QByteArray();
            const QJsonValue lfs = lfsPart(small);
            sibling.insert(u"blobId"_s, QString::fromLatin1(fields.at(2)));
            sibling.insert(u"size"_s, lfs.isObject() ? lfs.toObject().value(u"size"_s) : QJsonValue(size));
            if (lfs.isObject())
                sibling.insert(u"lfs"_s, lfs);
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

} // namespace

HttpResponse answerResolve(HubState &state, const HttpRequest &request, const QString &listenerUrl)
{
    const QString marker = u"/resolve/"_s;
    const QString rest = request.path.section(marker, 1);
    const QString folder = state.root + u'/' + request.path.section(marker, 0, 0).mid(1);
    const QByteArray blob =
        git(folder, {u"cat-file"_s, u"blob"_s, rest.section(u'/', 0, 0) + u':' + rest.section(u'/', 1)});
    const QJsonObject lfs = lfsPart(blob).toObject();
    if (blob.isNull())
        return refusal(state, {404, "EntryNotFound", "Entry not found", {}}, Endpoint::Api);
    if (lfs.isEmpty())
        return HttpResponse::ofBytes(200, "text/plain; charset=utf-8", blob);
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
    return parsePath(path).repository;
}

HttpResponse answerApi(const HubState &state, const HttpRequest &request, const Caller &caller)
{
    if (request.path == "/api/whoami-v2"_L1)
        return whoAmI(state, caller);
    const QString check = u"/auth-check"_s;
    if (request.path.endsWith(check))
        return answerAuthCheck(state, parsePath(request.path.chopped(check.size())).repository, caller);
    const ApiPath asked = parsePath(request.path);
    const AccessDecision decision = decideAccess(state, caller, asked.repository, Endpoint::Api);
    if (!decision.allowed())
        return refusal(state, decision, Endpoint::Api);
    const QString folder = state.root + u'/' + asked.repository;
    const QString revision = asked.revision.isEmpty() ? u"HEAD"_s : asked.revision;
    const QByteArray commit = git(folder, {u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s,
                                           revision + u"^{commit}"_s})
                                  .trimmed();
    if (commit.isEmpty() && !asked.revision.isEmpty())
        return refusal(state, {404, "RevisionNotFound", "Invalid rev id: " + revision.toUtf8(), {}},
                       Endpoint::Api);

    const AccessRule rule = state.currentSettings().access.value(asked.repository);
    const bool blobs = request.queryValue("blobs").toLower() == "true" || request.queryValue("blobs") == "1";
    const QJsonObject model{
        {u"_id"_s, QString::fromLatin1(sha256Hex(asked.repository.toUtf8()).left(24))},
        {u"id"_s, asked.repository},
        {u"modelId"_s, asked.repository},
        {u"sha"_s, QString::fromLatin1(commit)},
        {u"private"_s, rule.visibility == Visibility::Private},
        {u"gated"_s, rule.visibility == Visibility::Gated ? QJsonValue(QString::fromLatin1(rule.gatedMode))
                                                          : QJsonValue(false)},
        {u"disabled"_s, false},
        {u"siblings"_s, commit.isEmpty() ? QJsonArray() : siblings(folder, commit, blobs)},
    };
    return HttpResponse::ofBytes(200, "application/json; charset=utf-8",
                                 QJsonDocument(model).toJson(QJsonDocument::Compact));
}

} // namespace weightyard::test
