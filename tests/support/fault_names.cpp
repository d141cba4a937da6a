#include "fault.h"

namespace weightyard::test {

const char *faultName(FaultKind kind)
{
    switch (kind) {
#define WY_FAULT_NAME(name) \
    case FaultKind::name:   \
        return #name;
        WY_FAULT_NAME(Status)
        WY_FAULT_NAME(Redirect)
        WY_FAULT_NAME(Html)
        WY_FAULT_NAME(HugeJson)
        WY_FAULT_NAME(Raw)
        WY_FAULT_NAME(Cut)
        WY_FAULT_NAME(Stall)
        WY_FAULT_NAME(Delay)
        WY_FAULT_NAME(Rate)
        WY_FAULT_NAME(Drip)
        WY_FAULT_NAME(Gzip)
        WY_FAULT_NAME(Chunked)
        WY_FAULT_NAME(CloseDelimited)
        WY_FAULT_NAME(TruncateClean)
        WY_FAULT_NAME(ExtraBytes)
        WY_FAULT_NAME(BytesAfterEnd)
        WY_FAULT_NAME(TwoLengths)
        WY_FAULT_NAME(IgnoreRange)
        WY_FAULT_NAME(WholeAs206)
        WY_FAULT_NAME(WrongRangeStart)
        WY_FAULT_NAME(WrongTotal)
        WY_FAULT_NAME(Corrupt)
        WY_FAULT_NAME(ExpireAction)
        WY_FAULT_NAME(ObjectError)
        WY_FAULT_NAME(MissingObject)
        WY_FAULT_NAME(ExtraObject)
        WY_FAULT_NAME(DuplicateObject)
        WY_FAULT_NAME(WrongSize)
        WY_FAULT_NAME(NoAction)
        WY_FAULT_NAME(RewriteHref)
        WY_FAULT_NAME(WrongTransfer)
#undef WY_FAULT_NAME
    }
    return "";
}

QList<FaultKind> allFaultKinds()
{
    QList<FaultKind> kinds;
    for (int value = 0; value <= static_cast<int>(FaultKind::WrongTransfer); ++value)
        kinds.append(static_cast<FaultKind>(value));
    return kinds;
}

} // namespace weightyard::test
