#include "session/fill_mirror.h"

#include "base/byte_sum.h"

namespace weightyard::session {

using base::fail;
using base::Result;
using library::InstalledModel;
using library::MirrorFilled;

namespace {

void addTo(MirrorFilled &sum, const MirrorFilled &one)
{
    sum.objects += one.objects;
    sum.bytes = base::addBytes(sum.bytes, one.bytes);
    sum.added += one.added;
    sum.bytesAdded = base::addBytes(sum.bytesAdded, one.bytesAdded);
    sum.shared += one.shared;
    sum.linked += one.linked;
    sum.copied += one.copied;
    sum.errors += one.errors;
}

} // namespace

Result<MirrorFilled> fillMirror(library::MirrorFolder &mirror, const QList<InstalledModel> &models,
                                const std::function<void(const InstalledModel &, const MirrorFilled &)> &told,
                                const base::CancelToken &cancel)
{
    MirrorFilled sum;
    for (const InstalledModel &model : models) {
        const Result<MirrorFilled> filled = mirror.add(model, cancel);
        if (!filled)
            return fail(filled.error());
        told(model, *filled);
        addTo(sum, *filled);
    }
    return sum;
}

} // namespace weightyard::session
