#include "session/model_look.h"

#include "base/config_layout.h"
#include "hub/api_session.h"
#include "hub/parameters.h"
#include "job/commit_look.h"
#include "job/page_branch.h"
#include "job/remote_session.h"

#include <utility>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kBranchAgeMs = 10LL * 60 * 1000; // a branch moves; of a commit what is kept holds for good

ModelLook withVariants(const hub::ModelDetails &details, bool fromManifest)
{
    ModelLook look{.details = details,
                   .variants = hub::findVariants(details.files, details.model.parameters),
                   .fromManifest = fromManifest};
    look.weights = hub::weightsPick(details.files, look.variants);
    return look;
}

} // namespace

Result<ModelLook> lookAtManifest(const catalog::ModelLocation &location, const QString &revision,
                                 const job::JobServices &services, const base::CancelToken &cancel)
{
    const Result<job::CommitLook> look = job::lookAtCommit(location, revision, true, services, cancel);
    if (!look)
        return fail(look.error());
    hub::ModelDetails details;
    details.model.id = location.modelPath;
    details.model.commit = look->revision.commit;
    details.model.parameters = hub::parametersInName(location.modelPath.section(QLatin1Char('/'), -1));
    details.model.parametersByName = details.model.parameters > 0;
    details.fetchedAtMs = services.clock.wallMs();
    for (const store::RecordFile &file : look->files.files)
        details.files.append({.path = file.path, .size = file.size, .blob = file.blob, .oid = file.oid});
    return withVariants(details, true);
}

hub::FactServices hubServices(const job::JobServices &services, const QUrl &hub, const HubAsking &asking)
{
    const base::ConfigLayout layout(services.configDir);
    return {.client = services.client,
            .credentials = services.credentials,
            .clock = services.clock,
            .hub = hub,
            .cacheFile = layout.facts(),
            .cacheDir = layout.hubAnswers(),
            .quota = asking.quota,
            .patience = asking.patience,
            .tokens = services.hubTokens};
}

namespace {

Result<ModelLook> lookAt(const catalog::ModelLocation &location, const QString &revision,
                         const job::JobServices &services, const QUrl &hub, const HubAsking &asking,
                         const base::CancelToken &cancel)
{
    const QString wanted = revision.isEmpty() ? location.revision : revision;
    if (!location.onHub)
        return lookAtManifest(location, wanted, services, cancel);
    const hub::FactServices asked = hubServices(services, hub, asking);
    const auto details = hub::modelDetails(location, wanted, asked, kBranchAgeMs, cancel);
    if (details)
        return withVariants(*details, false);
    if (hub::lacksEndpoint(details.error()))
        return lookAtManifest(location, wanted, services, cancel);
    if (!asking.orRepository || details.error().kind != base::ErrorKind::RateLimited)
        return fail(details.error());
    Result<ModelLook> look = lookAtManifest(location, wanted, services, cancel);
    if (!look && look.error().kind != base::ErrorKind::NotFound) // which tells more than the quota
        return fail(details.error());
    if (look)
        look->hubError = details.error();
    return look;
}

Result<QList<hub::ModelRef>> revisionsByGit(const catalog::ModelLocation &location,
                                            const job::JobServices &services, const base::CancelToken &cancel)
{
    const Result<QList<git::RemoteTip>> tips = job::revisionsAtHost(location, services, cancel);
    if (!tips)
        return fail(tips.error());
    QList<hub::ModelRef> refs;
    for (const auto &[kind, start] : {std::pair(hub::ModelRef::Kind::Branch, "refs/heads/"_L1),
                                      std::pair(hub::ModelRef::Kind::Tag, "refs/tags/"_L1)}) {
        for (const git::RemoteTip &tip : *tips) {
            const QString name = tip.refName.startsWith(start) ? tip.refName.mid(start.size()) : QString();
            if (hub::canBeRevision(name))
                refs.append({.kind = kind, .name = name, .commit = tip.commit});
        }
    }
    return refs;
}

} // namespace

Result<ModelLook> lookAtModel(const catalog::ModelLocation &location, const QString &revision,
                              const job::JobServices &services, const QUrl &hub, const HubAsking &asking,
                              const base::CancelToken &cancel)
{
    const bool isOfAddress = revision.isEmpty() || revision == location.revision;
    Result<ModelLook> look = lookAt(location, revision, services, hub, asking, cancel);
    const bool isMissing = !look && look.error().kind == base::ErrorKind::NotFound;
    if (!isMissing || location.openPage.isEmpty() || !isOfAddress)
        return look;
    const catalog::ModelLocation settled = job::onItsBranch(location, services, cancel);
    if (settled.openPage.isEmpty())
        look = lookAt(settled, settled.revision, services, hub, asking, cancel);
    if (look)
        look->settled = settled;
    return look;
}

Result<QList<hub::ModelRef>> revisionsOf(const catalog::ModelLocation &location,
                                         const job::JobServices &services, const QUrl &hub,
                                         const HubAsking &asking, const base::CancelToken &cancel)
{
    if (!location.onHub)
        return revisionsByGit(location, services, cancel);
    const hub::FactServices asked = hubServices(services, hub, asking);
    const auto refs = hub::modelRefs(location, asked, cancel);
    const bool isUsedUp = !refs && refs.error().kind == base::ErrorKind::RateLimited;
    if (!refs && (hub::lacksEndpoint(refs.error()) || (asking.orRepository && isUsedUp)))
        return revisionsByGit(location, services, cancel);
    return refs;
}

} // namespace weightyard::session
