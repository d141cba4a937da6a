#include "session/pick_cost.h"

#include "base/byte_sum.h"
#include "library/picked_files.h"

#include <QSet>

namespace weightyard::session {

base::Result<PickCost> costOf(const base::PickWish &wish, const ModelLook &look,
                              const std::optional<store::Record> &installed)
{
    const QList<hub::HubFile> &files = look.details.files;
    const hub::Pick pick = hub::pickFiles(wish, files, look.variants);
    if (const base::Result<void> hits = library::checkPick(pick, files, look.variants); !hits)
        return base::fail(hits.error());
    QSet<QString> here;
    QSet<base::Oid> counted;
    if (installed) {
        for (const store::RecordFile &file : installed->files) {
            here.insert(file.path);
            if (file.oid)
                counted.insert(*file.oid);
        }
    }
    PickCost cost{.bytes = pick.bytes, .objectBytes = pick.objectBytes};
    const QSet<QString> chosen(pick.paths.cbegin(), pick.paths.cend());
    for (const hub::HubFile &file : files) {
        if (!chosen.contains(file.path) || here.contains(file.path))
            continue;
        cost.bytesMissing = base::addBytes(cost.bytesMissing, file.size);
        if (file.oid && !counted.contains(*file.oid)) {
            counted.insert(*file.oid);
            cost.objectBytesMissing = base::addBytes(cost.objectBytesMissing, file.size);
        }
    }
    return cost;
}

} // namespace weightyard::session
