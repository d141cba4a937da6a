#include "hub/model_facts.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_url.h"
#include "hub/facts_cache.h"
#include "hub/refusal.h"
#include "net/auth_session.h"
#include "net/status_error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>
#include <algorithm>
#include <limits>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kCommitLength = 40;

QUrl factsUrl(const QUrl &hub, const QString &modelPath, const QString &revision)
{
    const QByteArray encoded = QUrl::toPercentEncoding(revision); // its slashes, too
    QUrl url = apiUrl(hub, modelPath,
                      revision.isEmpty() ? QString() : u"/revision/"_s + QString::fromLatin1(encoded));
    QUrlQuery query;
    query.addQueryItem(u"blobs"_s, u"true"_s);
    url.setQuery(query);
    return url;
}

Result<qint64> sumOf(const QJsonArray &files)
{
    qint64 bytes = 0;
    for (const QJsonValue &file : files) {
        const qint64 size = file.toObject().value("size"_L1).toInteger(-1);
        if (size < 0 || size > std::numeric_limits<qint64>::max() - bytes)
            return fail(ErrorKind::Protocol, ErrorCode::HubFileWithoutSize);
        bytes += size;
    }
    return bytes;
}

QString licenceOf(const QJsonObject &model)
{
    const QString named = model.value("cardData"_L1).toObject().value("license"_L1).toString();
    if (!named.isEmpty())
        return named;
    const QJsonArray tags = model.value("tags"_L1).toArray();
    for (const QJsonValue &tag : tags) {
        if (tag.toString().startsWith("license:"_L1))
            return tag.toString().mid(8);
    }
    return {};
}

// "3.82B" out of the count that the Hub reads from safetensors. Packed weights count as what they are stored in, so a
// quantised model's figure would mislead.
QString parametersOf(const QJsonObject &model)
{
    const QJsonObject kinds = model.value("safetensors"_L1).toObject().value("parameters"_L1).toObject();
    const bool isPacked = kinds.contains("U32"_L1) || kinds.contains("U8"_L1) || kinds.contains("I32"_L1);
    const double total = model.value("safetensors"_L1).toObject().value("total"_L1).toDouble();
    if (isPacked || total < 1)
        return {};
    const double billions = total / 1e9;
    return u"%1B"_s.arg(billions, 0, 'f', billions < 99.5 ? (billions < 9.995 ? 2 : 1) : 0);
}

Result<ModelFacts> factsIn(const QByteArray &body, const QString &modelPath)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject model = document.object();
    const QString commit = model.value("sha"_L1).toString();
    const QJsonValue files = model.value("siblings"_L1);
    const bool isCommit =
        commit.size() == kCommitLength && std::all_of(commit.begin(), commit.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
        });
    if (!isCommit || !files.isArray())
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel);
    const Result<qint64> bytes = sumOf(files.toArray());
    if (!bytes)
        return fail(bytes.error());
    const QJsonValue gated = model.value("gated"_L1); // false, "auto" or "manual"
    return ModelFacts{.modelPath = modelPath,
                      .commit = commit,
                      .bytes = *bytes,
                      .licence = licenceOf(model),
                      .parameters = parametersOf(model),
                      .gated = gated.isString() || gated.toBool()};
}

Result<ModelFacts> ask(const catalog::ModelLocation &location, const QString &revision,
                       const FactServices &services, const base::CancelToken &cancel)
{
    net::AuthSession session(services.client, services.credentials, services.clock, location.modelPath);
    const net::HttpRequest request{.url = factsUrl(services.hub, location.modelPath, revision),
                                   .headers = {{"Accept", "application/json"}},
                                   .addConfiguredHeaders = true};
    const QString shown = base::redacted(request.url);
    const Result<net::HttpReply> reply =
        session.fetch(request, net::AuthSession::Trust::Ask, net::kJsonCap, cancel);
    if (!reply || reply->head.status >= 400) {
        const base::Error error = reply ? net::errorForStatus(*reply, services.clock) : reply.error();
        return fail(namedRefusal(error, location, session.authorizationFor(request.url).has_value()));
    }
    if (reply->head.status != 200)
        return fail(ErrorKind::Protocol, Cause(ErrorCode::HubAnswered, reply->head.status),
                    {.url = shown, .httpStatus = reply->head.status});
    Result<ModelFacts> facts = factsIn(reply->body, location.modelPath);
    if (!facts) {
        base::Error error = facts.error();
        error.context.url = shown;
        return fail(error);
    }
    facts->fetchedAtMs = services.clock.wallMs();
    return facts;
}

} // namespace

Result<ModelFacts> modelFacts(const catalog::ModelLocation &location, const QString &revision,
                              const FactServices &services, qint64 maxAgeMs, const base::CancelToken &cancel)
{
    if (!location.onHub)
        return fail(ErrorKind::Usage, ErrorCode::SizeOnlyFromHub, {.url = base::redacted(location.url)});
    const QString key = factsKey(services.hub, location.modelPath, revision);
    if (!services.cacheFile.isEmpty()) {
        const std::optional<ModelFacts> known = readFacts(services.cacheFile, key);
        const qint64 age = known ? services.clock.wallMs() - known->fetchedAtMs : -1;
        if (age >= 0 && age < maxAgeMs)
            return *known;
    }
    const Result<ModelFacts> facts = ask(location, revision, services, cancel);
    if (facts && !services.cacheFile.isEmpty())
        keepFacts(services.cacheFile, key, *facts);
    return facts;
}

} // namespace weightyard::hub
