#include "ui/model/catalogue_rows.h"

#include "ui/model/row_status.h"

#include <QSet>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

QString addedFamily()
{
    return u"Added"_s;
}

QString alsoHereFamily()
{
    return u"Also here"_s;
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

QList<ModelRow> alsoHereOf(const QList<Family> &families)
{
    for (const Family &family : families) {
        if (family.name == alsoHereFamily())
            return family.rows;
    }
    return {};
}

QList<ModelRow> alsoHereRows(const library::LibraryContents &contents, const QList<Family> &families)
{
    QHash<QString, ModelRow> known;
    QSet<QString> others;
    for (const Family &family : families) {
        for (const ModelRow &row : family.rows) {
            if (family.name == alsoHereFamily())
                known.insert(row.key, row);
            else
                others.insert(row.key);
        }
    }
    QStringList keys;
    for (auto model = contents.models.cbegin(); model != contents.models.cend(); ++model) {
        const bool isModel = session::isHere(*model) || model->state == library::OnDisk::Incomplete;
        if ((isModel || isActive(known.value(model.key()))) && !others.contains(model.key()))
            keys.append(model.key());
    }
    keys.sort();
    QList<ModelRow> rows;
    for (const QString &key : std::as_const(keys)) {
        ModelRow row = known.value(key);
        if (row.key.isEmpty()) {
            row.key = row.entry.id = key;
            row.entry.name = key.section(u'/', -1);
            row.entry.url = contents.models.value(key).url;
            row.entry.family = alsoHereFamily();
            row.searchText = RowText::searchText(row);
        }
        rows.append(row);
    }
    return rows;
}

QList<Family> folderFamilies(QList<Family> families, const QHash<QString, ModelRow> &before)
{
    for (Family &family : families) {
        for (ModelRow &row : family.rows) {
            const ModelRow one = std::exchange(row, before.value(row.key));
            static_cast<session::KnownModel &>(row) = one;
            row.key = one.key;
            row.added = false;
            row.inFolder = row.scanned = true;
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

catalog::ModelEntry picked(catalog::ModelEntry entry, const base::PickWish &pick, qint64 bytes)
{
    entry.pick = pick;
    entry.bytes = bytes;
    entry.exact = bytes > 0;
    return entry;
}

} // namespace weightyard::ui
