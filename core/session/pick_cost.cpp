#include "session/pick_cost.h"

#include "base/attributes_file.h"
#include "base/byte_sum.h"
#include "library/picked_files.h"

#include <QHash>
#include <QSet>

namespace weightyard::session {

base::Result<PickCost> costOf(const base::PickWish &wish, const ModelLook &look,
                              const std::optional<store::Record> &installed)
{
    const QList<hub::HubFile> &files = look.details.files;
    const hub::Pick pick = hub::pickFiles(wish, files, look.variants);
    if (const base::Result<void> good = library::checkChoice(wish, pick, files, look.variants); !good)
        return base::fail(good.error());
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

PickCost costOfChange(const ModelLook &look, const store::Record &installed)
{
    QHash<QString, store::RecordFile> before;
    QSet<base::Oid> objects;
    for (const store::RecordFile &file : installed.files) {
        before.insert(file.path, file);
        if (file.oid)
            objects.insert(*file.oid);
    }
    PickCost cost;
    QSet<base::Oid> counted;
    const QSet<QString> chosen = library::chosenPaths(installed.picks, look.details.files);
    for (const hub::HubFile &file : look.details.files) {
        const auto was = before.constFind(file.path);
        const bool isKnown = was != before.cend();
        if (!chosen.contains(file.path) || (!isKnown && base::isAttributesFile(file.path)))
            continue; // without the history there are no .gitattributes
        const bool isFirst = file.oid && !counted.contains(*file.oid);
        if (isFirst)
            counted.insert(*file.oid);
        cost.bytes = base::addBytes(cost.bytes, file.size);
        cost.objectBytes = base::addBytes(cost.objectBytes, isFirst ? file.size : 0);
        const bool isSame = isKnown
                            && (!was->isChecked() // a link, or left as a pointer
                                || (file.oid ? was->oid == file.oid : !was->oid && was->blob == file.blob));
        if (isSame)
            continue;
        cost.bytesMissing = base::addBytes(cost.bytesMissing, file.size);
        if (isFirst && !objects.contains(*file.oid))
            cost.objectBytesMissing = base::addBytes(cost.objectBytesMissing, file.size);
    }
    return cost;
}

} // namespace weightyard::session
