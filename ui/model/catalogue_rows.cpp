#include "ui/model/catalogue_rows.h"

#include "ui/model/also_here.h"
#include "ui/model/row_status.h"

#include <QSet>
#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

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
    QHash<QString, qsizetype> sizes; // rows are large: a list that grows moves each of them again and again
    for (const catalog::ModelEntry &entry : catalogue.models)
        ++sizes[entry.family];
    for (Family &family : families)
        family.rows.reserve(sizes.value(family.name));
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
        families[*family].rows.append(std::move(row));
    }
    families.removeIf([](const Family &family) { return family.rows.isEmpty(); });
    return families;
}

QList<Family> foldersIn(const QList<Family> &families)
{
    QList<Family> folders;
    std::copy_if(families.cbegin(), families.cend(), std::back_inserter(folders),
                 std::mem_fn(&Family::ofFolder));
    return folders;
}

QList<Family> withoutFolders(QList<Family> families)
{
    families.removeIf(std::mem_fn(&Family::ofFolder));
    return families;
}

QStringList placesIn(const QList<Family> &families)
{
    QStringList places;
    for (const Family &family : families) {
        for (const ModelRow &row : family.rows)
            places.append(family.name + row.key);
    }
    return places;
}

QList<Family> folderFamilies(QList<Family> families, const QList<Family> &before)
{
    QHash<QString, ModelRow> known;
    for (const Family &family : before) {
        for (const ModelRow &row : family.rows)
            known.insert(row.key, row);
    }
    for (Family &family : families) {
        for (ModelRow &row : family.rows) {
            const ModelRow one = std::exchange(row, known.value(row.key));
            static_cast<session::KnownModel &>(row) = one;
            row.key = one.key;
            row.added = false;
            row.inFolder = row.scanned = true;
            row.isOwnFolder = false;
            row.ticked = row.ticked && !isHere(row);
            row.searchText = RowText::searchText(row);
        }
    }
    return families;
}

QList<Family> arranged(QList<Family> catalogue, QList<ModelRow> alsoHere, const QList<Family> &folders,
                       const QList<ModelRow> &added)
{
    Family own{.name = addedFamily()};
    QList<Family> families;
    QList<Family> ofFolders = folders;
    QSet<QString> keys;
    for (const Family &family : folders) {
        for (const ModelRow &row : family.rows)
            keys.insert(row.key);
    }
    for (Family &family : catalogue) {
        if (family.name == alsoHereFamily())
            continue;
        for (const ModelRow &row : std::as_const(family.rows))
            keys.insert(row.key);
        if (family.name == addedFamily())
            own.rows = std::move(family.rows);
        else
            (family.ofFolder ? ofFolders : families).append(std::move(family));
    }
    for (const ModelRow &row : added) {
        if (!keys.contains(row.key))
            own.rows.append(row);
        keys.insert(row.key);
    }
    alsoHere.removeIf([&](const ModelRow &row) { return keys.contains(row.key); });
    if (!alsoHere.isEmpty())
        families.append({.name = alsoHereFamily(), .rows = std::move(alsoHere)});
    families += ofFolders;
    if (!own.rows.isEmpty())
        families.append(std::move(own));
    return families;
}

QStringList keysIn(const QList<ModelRow> &rows)
{
    QStringList keys;
    for (const ModelRow &row : rows)
        keys.append(row.key);
    return keys;
}

catalog::ModelEntry picked(catalog::ModelEntry entry, const base::PickWish &pick, qint64 bytes)
{
    entry.pick = pick;
    entry.bytes = bytes;
    entry.exact = bytes > 0;
    return entry;
}

} // namespace weightyard::ui
