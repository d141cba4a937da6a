#include "hub/model_facts.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_values.h"
#include "hub/facts_cache.h"
#include "hub/file_roles.h"
#include "hub/model_answer.h"
#include "hub/parameters.h"

#include <QJsonArray>
#include <QJsonObject>
#include <limits>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

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

// An entry of an LFS object says its oid.
QJsonArray plainOf(const QJsonArray &files)
{
    QJsonArray plain;
    for (const QJsonValue &file : files) {
        if (!file.toObject().value("lfs"_L1).isObject())
            plain.append(file);
    }
    return plain;
}

// As hub::pickFiles() chooses them.
QJsonArray unsafeOf(const QJsonArray &files)
{
    QJsonArray unsafe;
    for (const QJsonValue &file : files) {
        if (runsOnLoad(file.toObject().value("rfilename"_L1).toString()))
            unsafe.append(file);
    }
    return unsafe;
}

Result<ModelFacts> factsIn(const QJsonObject &model, const QString &modelPath)
{
    const QJsonArray files = model.value("siblings"_L1).toArray();
    const Result<qint64> bytes = sumOf(files);
    if (!bytes)
        return fail(bytes.error());
    const QJsonValue gated = model.value("gated"_L1); // false, "auto" or "manual"
    return ModelFacts{.modelPath = modelPath,
                      .commit = model.value("sha"_L1).toString(),
                      .bytes = *bytes,
                      .licence = licenceOf(model),
                      .parameters = parametersText(parametersIn(model)),
                      .gated = gated.isString() || gated.toBool(),
                      .isPrivate = model.value("private"_L1).toBool(),
                      .plainBytes = sumOf(plainOf(files)).value_or(-1),
                      .unsafeBytes = sumOf(unsafeOf(files)).value_or(-1)};
}

Result<ModelFacts> ask(const catalog::ModelLocation &location, const QString &revision,
                       const FactServices &services, const base::CancelToken &cancel)
{
    const Result<QJsonObject> model = modelAnswer(location, revision, services, cancel);
    if (!model)
        return fail(model.error());
    Result<ModelFacts> facts = factsIn(*model, location.modelPath);
    if (!facts) {
        base::Error error = facts.error();
        error.context.url = base::redacted(modelAnswerUrl(services.hub, location.modelPath, revision));
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
    if (facts && !facts->isPrivate && !services.cacheFile.isEmpty())
        keepFacts(services.cacheFile, key, *facts);
    return facts;
}

} // namespace weightyard::hub
