#include "hub/model_files.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "hub/api_values.h"
#include "hub/model_answer.h"

#include <QJsonArray>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<ModelFiles> modelFiles(const catalog::ModelLocation &location, const QString &revision,
                              const FactServices &services, const base::CancelToken &cancel)
{
    const Result<QJsonObject> model = modelAnswer(location, revision, services, cancel);
    if (!model)
        return fail(model.error());
    ModelFiles result{.commit = (*model)[u"sha"_s].toString(), .files = {}};
    const QJsonArray siblings = (*model)[u"siblings"_s].toArray();
    for (const QJsonValue &value : siblings) {
        const std::optional<HubFile> file = siblingFile(value.toObject());
        if (!file)
            return fail(ErrorKind::Protocol, ErrorCode::HubFileWithoutSize,
                        {.url = base::redacted(location.url)});
        result.files.append(*file);
    }
    return result;
}

std::optional<HubFile> siblingFile(const QJsonObject &json)
{
    const QJsonObject lfs = json[u"lfs"_s].toObject();
    HubFile file{.path = json[u"rfilename"_s].toString(),
                 .size = json[u"size"_s].toInteger(-1),
                 .blob = json[u"blobId"_s].toString().toLatin1(),
                 .oid = base::Oid::fromHex(lfs[u"sha256"_s].toString().toLatin1()),
                 .xetHash = plainHash(json[u"xetHash"_s], 64)};
    if (file.path.isEmpty() || file.size < 0 || (!lfs.isEmpty() && !file.oid))
        return {};
    return file;
}

} // namespace weightyard::hub
