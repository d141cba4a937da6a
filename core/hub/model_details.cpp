#include "hub/model_details.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_session.h"
#include "hub/api_url.h"
#include "hub/api_values.h"
#include "hub/details_cache.h"
#include "hub/model_tree.h"
#include "hub/refusal.h"

#include <QSet>
#include <QUrlQuery>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kLongestPrompt = 4000;
constexpr auto kMain = "main"_L1;                 // every default branch of the Hub
constexpr qint64 kLongestContext = 1'000'000'000; // tokens; whoever tells more is mistaken

QUrl detailsUrl(const QUrl &hub, const QString &modelPath, const QString &revision,
                std::initializer_list<std::pair<QLatin1StringView, QLatin1StringView>> items)
{
    const QByteArray encoded = QUrl::toPercentEncoding(revision); // its slashes, too
    QUrl url = apiUrl(hub, modelPath,
                      revision.isEmpty() ? QString() : u"/revision/"_s + QString::fromLatin1(encoded));
    QUrlQuery query;
    for (const auto &[key, value] : items)
        query.addQueryItem(key, value);
    url.setQuery(query);
    return url;
}

bool hasCommit(const QJsonObject &answer)
{
    return !plainHash(answer["sha"_L1], 40).isEmpty();
}

// The files as the answer of one request has them, from the list in pages.
Result<QJsonObject> withTree(QJsonObject answer, const catalog::ModelLocation &location,
                             const FactServices &services, const base::CancelToken &cancel)
{
    const auto files = modelTree(location, answer["sha"_L1].toString(), services, cancel);
    if (!files)
        return fail(files.error());
    QJsonArray siblings;
    for (const HubFile &file : *files) {
        QJsonObject json{{u"rfilename"_s, file.path},
                         {u"size"_s, file.size},
                         {u"blobId"_s, QString::fromLatin1(file.blob)}};
        if (file.oid)
            json.insert(u"lfs"_s, QJsonObject{{u"sha256"_s, file.oid->toString()}});
        if (!file.xetHash.isEmpty())
            json.insert(u"xetHash"_s, file.xetHash);
        siblings.append(json);
    }
    answer.insert(u"siblings"_s, siblings);
    return answer;
}

// A host may refuse what it does not know, and a repository may have more files than one answer holds.
Result<QJsonObject> askInParts(const catalog::ModelLocation &location, const QString &revision,
                               const FactServices &services, const base::CancelToken &cancel)
{
    const QUrl url = detailsUrl(services.hub, location.modelPath, revision,
                                {{"expand"_L1, "sha"_L1},
                                 {"expand"_L1, "author"_L1},
                                 {"expand"_L1, "cardData"_L1},
                                 {"expand"_L1, "config"_L1},
                                 {"expand"_L1, "createdAt"_L1},
                                 {"expand"_L1, "downloads"_L1},
                                 {"expand"_L1, "gated"_L1},
                                 {"expand"_L1, "gguf"_L1},
                                 {"expand"_L1, "lastModified"_L1},
                                 {"expand"_L1, "library_name"_L1},
                                 {"expand"_L1, "likes"_L1},
                                 {"expand"_L1, "pipeline_tag"_L1},
                                 {"expand"_L1, "private"_L1},
                                 {"expand"_L1, "safetensors"_L1},
                                 {"expand"_L1, "tags"_L1}});
    ApiSession session(services, location);
    const Result<ApiReply> reply = session.get(url, cancel);
    if (!reply)
        return fail(reply.error());
    if (!hasCommit(reply->json.object()))
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel, {.url = base::redacted(url)});
    return withTree(reply->json.object(), location, services, cancel);
}

Result<QJsonObject> askAtOnce(const catalog::ModelLocation &location, const QString &revision,
                              const FactServices &services, const base::CancelToken &cancel)
{
    ApiSession session(services, location);
    const QUrl url = detailsUrl(services.hub, location.modelPath, revision,
                                {{"blobs"_L1, "true"_L1}, {"securityStatus"_L1, "true"_L1}});
    const Result<ApiReply> reply = session.get(url, cancel);
    if (!reply) {
        const bool isRefused = reply.error().context.httpStatus == 400;
        if (isRefused || reply.error().cause.code == ErrorCode::AnswerTooLong)
            return askInParts(location, revision, services, cancel);
        return fail(reply.error());
    }
    const QJsonObject answer = reply->json.object();
    if (!hasCommit(answer))
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel, {.url = base::redacted(url)});
    if (detailsIn(answer))
        return answer;
    return withTree(answer, location, services, cancel);
}

void addCard(ModelDetails &details, const QJsonObject &card)
{
    details.licenceName = plainText(card["license_name"_L1]);
    const QString link = plainText(card["license_link"_L1]);
    if (link.startsWith("https://"_L1) || link.startsWith("http://"_L1))
        details.licenceLink = link;
    details.gatePrompt = plainText(card["extra_gated_prompt"_L1], kLongestPrompt);
}

void addScan(ModelDetails &details, const QJsonObject &scan)
{
    details.isScanned = scan["scansDone"_L1].toBool();
    const QJsonArray issues = scan["filesWithIssues"_L1].toArray();
    for (const QJsonValue &value : issues) {
        const QJsonObject json = value.toObject();
        const ScanIssue issue{.path = plainText(json["path"_L1], 4096),
                              .level = plainText(json["level"_L1], 40)};
        if (details.issues.size() < kMostTexts && !issue.path.isEmpty() && !issue.level.isEmpty())
            details.issues.append(issue);
    }
}

QString keyOf(const QUrl &hub, const QString &modelPath, const QString &revision)
{
    return hub.toString(QUrl::RemoveUserInfo) + u'/' + modelPath + u'@' + revision;
}

std::optional<ModelDetails> kept(const FactServices &services, const QString &key)
{
    if (services.cacheDir.isEmpty())
        return {};
    const std::optional<KeptAnswer> found = readAnswer(services.cacheDir, key);
    std::optional<ModelDetails> details = found ? detailsIn(found->answer) : std::nullopt;
    if (details)
        details->fetchedAtMs = found->fetchedAtMs;
    if (details && details->model.isPrivate) // of an older program; who asks now may not see it
        return {};
    return details;
}

bool cannotBeAsked(const base::Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout
           || error.kind == ErrorKind::Server || error.kind == ErrorKind::RateLimited;
}

} // namespace

std::optional<ModelDetails> detailsIn(const QJsonObject &answer)
{
    const std::optional<FoundModel> model = foundModel(answer);
    if (!model || model->commit.isEmpty() || !answer["siblings"_L1].isArray())
        return {};
    ModelDetails details;
    details.model = *model;
    const QJsonArray siblings = answer["siblings"_L1].toArray();
    if (siblings.size() > kMostFiles)
        return {};
    for (const QJsonValue &sibling : siblings) {
        const std::optional<HubFile> file = siblingFile(sibling.toObject());
        if (!file)
            return {};
        details.files.append(*file);
    }
    addCard(details, answer["cardData"_L1].toObject());
    addScan(details, answer["securityRepoStatus"_L1].toObject());
    const QJsonObject config = answer["config"_L1].toObject();
    const QJsonObject gguf = answer["gguf"_L1].toObject();
    const QStringList architectures = plainTexts(config["architectures"_L1]);
    details.architecture =
        architectures.isEmpty() ? plainText(gguf["architecture"_L1]) : architectures.first();
    const qint64 context = plainCount(gguf["context_length"_L1]);
    details.contextLength = context > 0 && context < kLongestContext ? context : 0;
    details.wantsRemoteCode = config["auto_map"_L1].isObject() || config["auto_map"_L1].isString();
    return details;
}

Result<ModelDetails> modelDetails(const catalog::ModelLocation &location, const QString &revision,
                                  const FactServices &services, qint64 maxAgeMs,
                                  const base::CancelToken &cancel)
{
    if (!location.onHub)
        return fail(ErrorKind::Usage, ErrorCode::SizeOnlyFromHub, {.url = base::redacted(location.url)});
    const QString key = keyOf(services.hub, location.modelPath, revision);
    std::optional<ModelDetails> old = kept(services, key);
    const qint64 now = services.clock.wallMs();
    const bool isCommit = !plainHash(revision, 40).isEmpty();
    const qint64 age = old ? now - old->fetchedAtMs : -1;
    if (old && (isCommit || (age >= 0 && age < maxAgeMs)))
        return *old;
    const Result<QJsonObject> answer = askAtOnce(location, revision, services, cancel);
    if (!answer && !old && cannotBeAsked(answer.error()) && (revision.isEmpty() || revision == kMain))
        old = kept(services,
                   keyOf(services.hub, location.modelPath, revision.isEmpty() ? QString(kMain) : QString()));
    if (!answer && old && cannotBeAsked(answer.error())) {
        old->isOld = true;
        return *old;
    }
    if (!answer)
        return fail(namedRevision(answer.error(), revision));
    std::optional<ModelDetails> details = detailsIn(*answer);
    if (!details)
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel, {.url = base::redacted(location.url)});
    details->fetchedAtMs = now;
    if (!services.cacheDir.isEmpty() && !details->model.isPrivate) {
        keepAnswer(services.cacheDir, key, {.answer = *answer, .fetchedAtMs = now});
        keepAnswer(services.cacheDir, keyOf(services.hub, location.modelPath, details->model.commit),
                   {.answer = *answer, .fetchedAtMs = now});
    }
    return *details;
}

QList<HubFile> keptFiles(const QString &cacheDir, const QUrl &hub, const QString &modelPath,
                         const QString &commit)
{
    const std::optional<KeptAnswer> found = readAnswer(cacheDir, keyOf(hub, modelPath, commit));
    const std::optional<ModelDetails> details = found ? detailsIn(found->answer) : std::nullopt;
    return details && details->model.commit == commit ? details->files : QList<HubFile>();
}

QList<FoundModel> keptModels(const FactServices &services, const base::CancelToken &cancel)
{
    const QString prefix = services.hub.toString(QUrl::RemoveUserInfo) + u'/';
    QList<FoundModel> models;
    QSet<QString> ids;
    const QList<QJsonObject> answers = keptAnswers(services.cacheDir, prefix, cancel);
    for (const QJsonObject &answer : answers) {
        const std::optional<FoundModel> model = foundModel(answer);
        if (!model || model->isPrivate || ids.contains(model->id))
            continue;
        ids.insert(model->id);
        models.append(*model);
    }
    return models;
}

} // namespace weightyard::hub
