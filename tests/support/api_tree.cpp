#include "api_tree.h"

#include "api_repository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>
#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

constexpr int kExpandedPage = 100;

QJsonObject scanOf(const HubState &state, const QString &repository, const QString &path)
{
    const QHash<QString, QString> scans = state.currentSettings().scans.value(repository);
    const QString status = scans.value(path, u"unscanned"_s);
    return {{u"status"_s, status}, {u"avScan"_s, QJsonObject{{u"status"_s, status}}}};
}

QJsonObject entryJson(const HubState &state, const QString &repository, const ApiEntry &entry,
                      const QByteArray &commit, bool expand)
{
    QJsonObject json{{u"type"_s, entry.isFolder ? u"directory"_s : u"file"_s},
                     {u"oid"_s, QString::fromLatin1(entry.id)},
                     {u"size"_s, entry.size},
                     {u"path"_s, entry.path}};
    if (!entry.lfs.isEmpty()) {
        QJsonObject lfs = entry.lfs;
        const QString oid = lfs.take(u"sha256"_s).toString(); // called otherwise in the model's description
        lfs.insert(u"oid"_s, oid);
        json.insert(u"lfs"_s, lfs);
        json.insert(u"xetHash"_s, QString::fromLatin1(sha256Hex("xet" + oid.toLatin1())));
    }
    if (!expand)
        return json;
    json.insert(u"lastCommit"_s, QJsonObject{{u"id"_s, QString::fromLatin1(commit)},
                                             {u"title"_s, u"a commit"_s},
                                             {u"date"_s, u"2024-01-02T03:04:05.000Z"_s}});
    if (!entry.isFolder)
        json.insert(u"securityFileStatus"_s, scanOf(state, repository, entry.path));
    return json;
}

bool isTrue(const QByteArray &value)
{
    return value.toLower() == "true" || value == "1";
}

HttpResponse noSuchEntry(const QString &path)
{
    HttpResponse response = jsonAnswer(QJsonDocument(QJsonObject{{u"error"_s, path + u" does not exist"_s}}));
    response.status = 404;
    response.setHeader("X-Error-Code", "EntryNotFound");
    response.setHeader("X-Error-Message", "Entry not found");
    return response;
}

} // namespace

HttpResponse jsonAnswer(const QJsonDocument &document)
{
    return HttpResponse::ofBytes(200, "application/json; charset=utf-8",
                                 document.toJson(QJsonDocument::Compact));
}

void addNextPage(HttpResponse &response, const HttpRequest &request, qsizetype cursor,
                 const QString &listenerUrl)
{
    QUrlQuery query(QString::fromLatin1(request.query));
    query.removeAllQueryItems(u"cursor"_s);
    query.addQueryItem(u"cursor"_s, QString::number(cursor));
    const QByteArray address = listenerUrl.toLatin1() + request.target.split('?').first() + '?'
                               + query.toString(QUrl::FullyEncoded).toLatin1();
    response.headers.append({"Link", '<' + address + ">; rel=\"next\""});
}

HttpResponse answerTree(const HubState &state, const HttpRequest &request, const ApiPath &asked,
                        const QByteArray &commit, const QString &listenerUrl)
{
    const bool expand = isTrue(request.queryValue("expand"));
    const QList<ApiEntry> entries = entriesOf(state.root + u'/' + asked.repository, commit, asked.path,
                                              isTrue(request.queryValue("recursive")));
    if (entries.isEmpty() && !asked.path.isEmpty())
        return noSuchEntry(asked.path);
    const int most = state.currentSettings().treePageSize;
    const int wanted = request.queryValue("limit").toInt();
    const int page = std::min({most, wanted > 0 ? wanted : most, expand ? kExpandedPage : most});
    const qsizetype from = std::max(request.queryValue("cursor").toInt(), 0);
    QJsonArray list;
    for (qsizetype i = from; i < std::min<qsizetype>(entries.size(), from + page); ++i)
        list.append(entryJson(state, asked.repository, entries.at(i), commit, expand));
    HttpResponse response = jsonAnswer(QJsonDocument(list));
    if (from + page < entries.size())
        addNextPage(response, request, from + page, listenerUrl);
    return response;
}

HttpResponse answerTreeSize(const HubState &state, const ApiPath &asked, const QByteArray &commit)
{
    const QList<ApiEntry> entries = entriesOf(state.root + u'/' + asked.repository, commit, asked.path, true);
    qint64 size = 0;
    for (const ApiEntry &entry : entries)
        size += entry.isFolder ? 0 : entry.size;
    return jsonAnswer(QJsonDocument(QJsonObject{{u"path"_s, u'/' + asked.path}, {u"size"_s, size}}));
}

HttpResponse answerPathsInfo(const HubState &state, const HttpRequest &request, const ApiPath &asked,
                             const QByteArray &commit)
{
    QStringList paths;
    bool expand = false;
    if (request.header("Content-Type").startsWith("application/json")) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const QJsonArray named = body.value(u"paths"_s).toArray();
        for (const QJsonValue &path : named)
            paths.append(path.toString());
        expand = body.value(u"expand"_s).toBool();
    } else { // a form, as huggingface_hub sends it
        const QUrlQuery form(QString::fromLatin1(request.body));
        paths = form.allQueryItemValues(u"paths"_s, QUrl::FullyDecoded);
        expand = isTrue(form.queryItemValue(u"expand"_s).toLatin1());
    }
    QJsonArray list;
    const QList<ApiEntry> entries = entriesOf(state.root + u'/' + asked.repository, commit, {}, true);
    for (const ApiEntry &entry : entries) {
        if (paths.contains(entry.path)) // those that are not there are left out
            list.append(entryJson(state, asked.repository, entry, commit, expand));
    }
    return jsonAnswer(QJsonDocument(list));
}

HttpResponse answerRefs(const HubState &state, const ApiPath &asked)
{
    const QList<QByteArray> lines =
        apiGit(state.root + u'/' + asked.repository,
               {u"for-each-ref"_s, u"--format=%(refname) %(objectname) %(*objectname)"_s})
            .split('\n');
    QJsonArray branches;
    QJsonArray tags;
    QJsonArray converts;
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.trimmed().split(' '); // of an annotated tag: its commit last
        const QString ref = QString::fromUtf8(fields.first());
        const bool isConvert = ref.startsWith(u"refs/convert/"_s);
        const QString name = ref.section(u'/', 2);
        const QJsonObject json{
            {u"name"_s, name}, {u"ref"_s, ref}, {u"targetCommit"_s, QString::fromLatin1(fields.last())}};
        if (ref.startsWith(u"refs/heads/"_s))
            branches.append(json);
        else if (ref.startsWith(u"refs/tags/"_s))
            tags.append(json);
        else if (isConvert)
            converts.append(json);
    }
    return jsonAnswer(
        QJsonDocument(QJsonObject{{u"branches"_s, branches}, {u"tags"_s, tags}, {u"converts"_s, converts}}));
}

} // namespace weightyard::test
