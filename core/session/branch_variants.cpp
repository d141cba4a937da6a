#include "session/branch_variants.h"

#include "base/byte_sum.h"

namespace weightyard::session {

using base::Result;

namespace {

BranchVariant asVariant(const hub::ModelRef &branch, const ModelLook &look)
{
    const hub::Variants &offered = look.variants;
    BranchVariant result{.branch = branch, .variant = {}};
    hub::Variant &variant = result.variant;
    if (offered.list.size() == 1)
        variant = offered.list.first(); // how many bits it has, and whether it is complete
    variant.name = branch.name;
    variant.folder.clear();
    variant.bytes = offered.bytes - offered.doubleBytes;
    variant.objectBytes = 0;
    for (const hub::HubFile &file : look.details.files) {
        if (file.oid && !offered.doubles.contains(file.path))
            variant.objectBytes = base::addBytes(variant.objectBytes, file.size);
    }
    return result;
}

} // namespace

QList<BranchVariant> branchVariants(const catalog::ModelLocation &location, const QList<hub::ModelRef> &refs,
                                    const ModelLook &seen, const job::JobServices &services, const QUrl &hub,
                                    const HubAsking &asking, const base::CancelToken &cancel)
{
    if (seen.fromManifest && !seen.variants.list.isEmpty())
        return {};
    catalog::ModelLocation whole = location;
    whole.pick = {};
    whole.openPage.clear();
    const int most = seen.fromManifest ? kMostFetchedBranches : kMostBranches;
    QList<BranchVariant> found;
    int looked = 0;
    for (const hub::ModelRef &ref : refs) {
        const bool isSeen = ref.commit == seen.details.model.commit;
        if (ref.kind != hub::ModelRef::Kind::Branch || (!isSeen && ++looked > most))
            continue;
        const Result<ModelLook> look =
            isSeen ? Result<ModelLook>(seen) : lookAtModel(whole, ref.name, services, hub, asking, cancel);
        const bool isOver = !look
                            && (look.error().kind == base::ErrorKind::RateLimited
                                || look.error().kind == base::ErrorKind::Cancelled);
        if (isOver)
            break;
        if (look && !look->variants.list.isEmpty())
            found.append(asVariant(ref, *look));
    }
    const bool isSeenOnly = found.size() == 1 && found.first().branch.commit == seen.details.model.commit;
    return isSeenOnly ? QList<BranchVariant>() : found;
}

} // namespace weightyard::session
