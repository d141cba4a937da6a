#include "fault_scene.h"

namespace weightyard::test {

FaultGroup faultGroup(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Status:
    case FaultKind::Redirect:
    case FaultKind::Html:
    case FaultKind::HugeJson:
    case FaultKind::Raw:
    case FaultKind::Cut:
    case FaultKind::Stall:
    case FaultKind::Delay:
    case FaultKind::Rate:
    case FaultKind::Drip:
    case FaultKind::Gzip:
    case FaultKind::Chunked:
    case FaultKind::CloseDelimited:
    case FaultKind::TruncateClean:
    case FaultKind::ExtraBytes:
    case FaultKind::BytesAfterEnd:
    case FaultKind::TwoLengths:
        return FaultGroup::Wire;
    case FaultKind::IgnoreRange:
    case FaultKind::WholeAs206:
    case FaultKind::WrongRangeStart:
    case FaultKind::WrongTotal:
    case FaultKind::Corrupt:
    case FaultKind::ExpireAction:
    case FaultKind::ObjectError:
    case FaultKind::MissingObject:
    case FaultKind::ExtraObject:
    case FaultKind::DuplicateObject:
    case FaultKind::WrongSize:
    case FaultKind::NoAction:
    case FaultKind::RewriteHref:
    case FaultKind::WrongTransfer:
        return FaultGroup::Answer;
    }
    return FaultGroup::Wire;
}

QByteArrayList unchecked(FaultGroup group, const QList<FaultCheck> &checks)
{
    QByteArrayList names;
    const QList<FaultKind> kinds = allFaultKinds();
    for (const FaultKind kind : kinds) {
        bool found = false;
        for (const FaultCheck &check : checks)
            found = found || check.kind == kind;
        if (faultGroup(kind) == group && !found)
            names.append(faultName(kind));
    }
    return names;
}

} // namespace weightyard::test
