#include "api_endpoint.h"

#include "child_process.h"
#include "git_memory.h"
#include "storage_endpoint.h"

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
    bool isTree = false;
};

ApiPath parsePath(const QString &path)
{
    const QString rest = path.mid(path.indexOf(u'/', 5) + 1); // after /api/models/
    const qsizetype marker = rest.indexOf(u"/revision/"_s);
    const qsizetype tree = rest.indexOf(u"/tree/"_s);
    ApiPath result{marker < 0 ? rest : rest.left(marker), marker < 0 ? QString() : rest.mid(marker + 10)};
    if (tree >= 0)
        result = {rest.left(tree), rest.mid(tree + 6), true};
    if (path.startsWith(u"/api/datasets/"_s))
        result.repository.prepend(u"datasets/"_s);
    return result;
}

QByteArray git(const QString &repository, const QStringList &arguments, const QByteArray &input = {})
{
    static GitMemory<QByteArray> answers;
    const QByteArray digest = digestOfRepository(repository);
    const QByteArray question = digest + arguments.join(QChar(u'\0')).toUtf8() + '\0' + input;
    if (const auto kept = answers.find(question); kept && !digest.isEmpty())
        return *kept;
    ProcessOptions options;
    options.environment = neutralEnvironment(repository);
    options.workingDirectory = repository;
    options.input = input;
    const ProcessResult result = runProcess(u"git"_s, arguments, options);
    const QByteArray answer = result.ok() ? result.out : QByteArray();
    if (result.started && !result.timedOut && !result.crashed)
        answers.keep(question, answer);
    return answer;
}

// The blobs of these ids, by one process.
QHash<QByteArray, QByteArray> blobsOf(const QString &repository, const QByteArrayList &ids)
{
    QHash<QByteArray, QByteArray> blobs;
    if (ids.isEmpty())
        return blobs;
    const QByteArray all = git(repository, {u"cat-file"_s, u"--batch"_s}, ids.join('\n') + '\n');
    for (qsizetype at = 0; at < all.size();) { // "ID blob SIZE", the bytes, and an end of line
        const qsizetype end = all.indexOf('\n', at);
        const QByteArrayList head = all.mid(at, end - at).split(' ');
        const qsizetype size = head.value(2).toLongLong();
        blobs.insert(head.value(0), all.mid(end + 1, size));
        at = end + 1 + size + 1;
    }
    return blobs;
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

QJsonArray siblings(const QString &repository, const QByteArray &commit, bool withBlobs)
{
    struct Listed {
        QByteArray path;
        QByteArray id;
        qint64 size;
    };
    QList<Listed> files;
    QByteArrayList small;
    const QList<QByteArray> lines =
        git(repository, {u"ls-tree"_s, u"-r"_s, u"-l"_s, u"-z"_s, QString::fromLatin1(commit)}).split('\0');
    for (const QByteArray &line : lines) {
        const qsizetype tab = line.indexOf('\t');
        const QList<QByteArray> fields = line.left(tab).simplified().split(' '); // mode type id size
        if (tab < 0 || fields.size() != 4 || fields.at(1) != "blob")
            continue;
        files.append({line.mid(tab + 1), fields.at(2), fields.at(3).toLongLong()});
        if (files.last().size < 1024 && withBlobs)
            small.append(files.last().id);
    }
    const QHash<QByteArray, QByteArray> blobs = blobsOf(repository, small);
    QJsonArray result;
    for (const Listed &file : std::as_const(files)) {
        QJsonObject sibling{{u"rfilename"_s, QString::fromUtf8(file.path)}};
        if (withBlobs) {
            const QJsonValue lfs = lfsPart(blobs.value(file.id));
            sibling.insert(u"blobId"_s, QString::fromLatin1(file.id));
            sibling.insert(u"size"_s,
                           lfs.isObject() ? lfs.toObject().value(u"size"_s) : QJsonValue(file.size));
            if (lfs.isObject())
                sibling.insert(u"lfs"_s, lfs);
        }
        result.append(sibling);
    }
    return result;
}

// The files of a commit, recursively (folders are left out), so many a page; the next one is named in Link.
HttpResponse answerTree(const HubState &state, const HttpRequest &request, const QString &repository,
                        const QByteArray &commit)
{
    QJsonArray files;
    const QJsonArray all = siblings(state.root + u'/' + repository, commit, true);
    const int from = request.queryValue("cursor").toInt();
    const int most = state.currentSettings().treePageSize;
    for (int i = from; i < all.size() && i < from + most; ++i) {
        const QJsonObject file = all[i].toObject();
        QJsonObject entry{{u"type"_s, u"file"_s},
                          {u"oid"_s, file.value(u"blobId"_s)},
                          {u"size"_s, file.value(u"size"_s)},
                          {u"path"_s, file.value(u"rfilename"_s)}};
        QJsonObject lfs = file.value(u"lfs"_s).toObject();
        if (!lfs.isEmpty()) {
            lfs.insert(u"oid"_s,
                       lfs.take(u"sha256"_s)); // called otherwise here than in the model's description
            entry.insert(u"lfs"_s, lfs);
        }
        files.append(entry);
    }
    HttpResponse response = HttpResponse::ofBytes(200, "application/json; charset=utf-8",
                                                  QJsonDocument(files).toJson(QJsonDocument::Compact));
    if (from + most < all.size())
        response.headers.append(
            {"Link", "<http://" + request.header("Host") + request.target.left(request.target.indexOf('?'))
                         + "?recursive=true&cursor=" + QByteArray::number(from + most) + ">; rel=\"next\""});
    return response;
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
        git(folder, {u"cat-file"_s, u"blob"_s, rest.section(u'/', 0, 0) + u':' + rest.section(u'/', 1)});
    const QJsonObject lfs = lfsPart(blob).toObject();
    if (blob.isNull())
        return refusal(state, {404, "EntryNotFound", "Entry not found", {}}, Endpoint::Api);
    if (lfs.isEmpty())
        return smallFile(
            state, request, blob,
            git(folder, {u"rev-parse"_s, rest.section(u'/', 0, 0) + u':' + rest.section(u'/', 1)}).trimmed());
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
    if (asked.isTree)
        return answerTree(state, request, asked.repository, commit);

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
        {u"downloads"_s, 0},
        {u"likes"_s, 0},
        {u"lastModified"_s,
         QString::fromLatin1(commit.isEmpty() ? QByteArray()
                                              : git(folder, {u"show"_s, u"-s"_s, u"--format=%cI"_s,
                                                             QString::fromLatin1(commit)})
                                                    .trimmed())},
        {u"siblings"_s, commit.isEmpty() ? QJsonArray() : siblings(folder, commit, blobs)},
    };
    return HttpResponse::ofBytes(200, "application/json; charset=utf-8",
                                 QJsonDocument(model).toJson(QJsonDocument::Compact));
}

} // namespace weightyard::test
