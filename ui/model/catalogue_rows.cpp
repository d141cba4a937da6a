#include "ui/model/catalogue_rows.h"

#include "ui/model/row_status.h"

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

QString addedFamily()
{
    return u"Added"_s;
}

ModelRow addedRow(const catalog::ModelEntry &entry, const QString &key)
{
    ModelRow row;
    row.entry = entry;
    row.entry.family = addedFamily();
    row.key = key;
    row.added = true;
    row.scanned = true;
    row.searchText = RowText::searchText(row);
    return row;
}

QList<Family> familiesOf(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra,
                         const QHash<QString, ModelRow> &before)
{
    QList<Family> families;
    for (const QString &name : catalogue.families)
        families.append({.name = name});
    QHash<QString, qsizetype> named;
    for (qsizetype i = families.size() - 1; i >= 0; --i)
        named.insert(families[i].name, i);
    for (const catalog::ModelEntry &entry : catalogue.models) {
        const auto location = catalog::locationOf(entry, hub);
        const auto family = named.constFind(entry.family);
        if (!location || family == named.cend())
            continue;
        ModelRow row = before.value(location->modelPath);
        if (entry.extra && !extra && !isActive(row) && !isHere(row))
            continue;
        row.entry = entry;
        row.key = location->modelPath;
        row.added = entry.family == addedFamily();
        row.searchText = RowText::searchText(row);
        families[*family].rows.append(row);
    }
    families.removeIf([](const Family &family) { return family.rows.isEmpty(); });
    return families;
}

catalog::ModelEntry picked(catalog::ModelEntry entry, const base::PickWish &pick, qint64 bytes)
{
    entry.pick = pick;
    entry.bytes = bytes;
    entry.exact = bytes > 0;
    return entry;
}

} // namespace weightyard::ui
