#include "hub/model_refs.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_session.h"
#include "hub/api_url.h"
#include "hub/api_values.h"

#include <QJsonArray>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kMostRefs = 5000;

void addRefs(QList<ModelRef> &refs, const QJsonValue &list, ModelRef::Kind kind)
{
    const QJsonArray array = list.toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        QString name = json["name"_L1].toString();
        if (kind == ModelRef::Kind::Convert)
            name = json["ref"_L1].toString();
        if (refs.size() >= kMostRefs)
            return;
        if (!canBeRevision(name))
            continue;
        refs.append({.kind = kind, .name = name, .commit = plainHash(json["targetCommit"_L1], 40)});
    }
}

} // namespace

bool canBeRevision(const QString &name)
{
    return !name.isEmpty() && !name.startsWith(u'-') && plainText(name) == name;
}

QList<ModelRef> refsIn(const QJsonObject &answer)
{
    QList<ModelRef> refs;
    addRefs(refs, answer["branches"_L1], ModelRef::Kind::Branch);
    addRefs(refs, answer["tags"_L1], ModelRef::Kind::Tag);
    addRefs(refs, answer["converts"_L1], ModelRef::Kind::Convert);
    return refs;
}

Result<QList<ModelRef>> modelRefs(const catalog::ModelLocation &location, const FactServices &services,
                                  const base::CancelToken &cancel)
{
    ApiSession session(services, location);
    const QUrl url = apiUrl(services.hub, location.modelPath, u"/refs"_s);
    const Result<ApiReply> reply = session.get(url, cancel);
    if (!reply)
        return fail(reply.error());
    if (!reply->json.isObject())
        return fail(ErrorKind::Protocol, ErrorCode::HubNotModel, {.url = base::redacted(url)});
    return refsIn(reply->json.object());
}

} // namespace weightyard::hub
