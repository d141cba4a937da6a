// ModelTree: which models there are.
#include "ui/model/model_tree.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

QString ModelTree::addedFamily()
{
    return u"Added"_s;
}

void ModelTree::setCatalogue(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra)
{
    QHash<QString, ModelRow> old;
    QList<ModelRow> own;
    for (const Family &family : std::as_const(m_families)) {
        for (const ModelRow &row : family.rows) {
            old.insert(row.key, row);
            if (row.added)
                own.append(row);
        }
    }
    beginResetModel();
    m_families.clear();
    for (const QString &name : catalogue.families)
        m_families.append({.name = name, .rows = {}});
    QHash<QString, qsizetype> named;
    for (qsizetype i = m_families.size() - 1; i >= 0; --i)
        named.insert(m_families[i].name, i);
    for (const catalog::ModelEntry &entry : catalogue.models) {
        const auto location = catalog::locationOf(entry, hub);
        const auto family = named.constFind(entry.family);
        if (!location || family == named.cend())
            continue;
        ModelRow row = old.value(location->modelPath);
        if (entry.extra && !extra && !isActive(row) && !isHere(row))
            continue;
        row.entry = entry;
        row.key = location->modelPath;
        row.added = entry.family == addedFamily();
        fold(row);
        m_families[*family].rows.append(row);
    }
    m_families.removeIf([](const Family &family) { return family.rows.isEmpty(); });
    recount();
    endResetModel();
    for (const ModelRow &row : std::as_const(own)) {
        if (!find(row.key))
            addEntry(row.entry, row.key);
    }
    Q_EMIT ticksChanged();
    Q_EMIT statesChanged();
}

QString ModelTree::addEntry(const catalog::ModelEntry &entry, const QString &key)
{
    if (find(key))
        return key;
    const QString name = addedFamily();
    auto family = std::find_if(m_families.begin(), m_families.end(),
                               [&](const Family &one) { return one.name == name; });
    if (family == m_families.end()) {
        const int end = static_cast<int>(m_families.size());
        beginInsertRows({}, end, end);
        m_families.append({.name = name, .rows = {}});
        endInsertRows();
        family = m_families.end() - 1;
    }
    const QModelIndex parent = index(static_cast<int>(family - m_families.begin()), 0);
    const int place = static_cast<int>(family->rows.size());
    beginInsertRows(parent, place, place);
    ModelRow row;
    row.entry = entry;
    row.entry.family = name;
    row.key = key;
    row.added = true;
    row.scanned = true;
    fold(row);
    family->rows.append(row);
    recount();
    endInsertRows();
    Q_EMIT statesChanged();
    return key;
}

void ModelTree::removeEntry(const QString &key)
{
    const QModelIndex index = indexOf(key);
    if (!index.isValid())
        return;
    const QModelIndex parent = index.parent();
    QList<ModelRow> &rows = m_families[parent.row()].rows;
    beginRemoveRows(parent, index.row(), index.row());
    rows.removeAt(index.row());
    recount();
    endRemoveRows();
    if (rows.isEmpty() && parent.row() == m_families.size() - 1) { // indexes name a family by its place
        const int last = parent.row();
        beginRemoveRows({}, last, last);
        m_families.removeLast();
        endRemoveRows();
    }
    Q_EMIT ticksChanged();
    Q_EMIT statesChanged();
}

void ModelTree::setSource(const QString &key, const QString &url, const QString &revision)
{
    const ModelRow *row = find(key);
    if (!row || (row->entry.url == url && row->entry.revision == revision))
        return;
    editAndShow(key, [&](ModelRow &of) {
        of.entry.url = url;
        of.entry.revision = revision;
        of.facts.reset();
        fold(of);
    });
    Q_EMIT statesChanged();
}

} // namespace weightyard::ui
