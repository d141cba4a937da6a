#include "ui/model/model_tree.h"

#include "ui/model/also_here.h"
#include "ui/model/catalogue_rows.h"
#include "ui/model/row_status.h"

#include <QDir>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

using job::JobState;

ModelTree::ModelTree(const base::Clock &clock, QObject *parent) : RowTreeModel(clock, parent) {}

ModelTree::~ModelTree() = default;

void ModelTree::editAndShow(const QString &key, const RowTable::Change &change)
{
    const auto place = table().placeOf(key);
    if (!place)
        return;
    const RowSums before = table().families()[place->family].sums;
    table().edit(key, change);
    show(key);
    if (!table().families()[place->family].sums.looksLike(before)) {
        const QModelIndex above = index(place->family, 0);
        Q_EMIT dataChanged(above, above.siblingAtColumn(ColumnCount - 1));
    }
}

void ModelTree::setCatalogue(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra)
{
    QHash<QString, ModelRow> before;
    table().visit([&](const ModelRow &row) { before.insert(row.key, row); });
    rebuild(familiesOf(catalogue, hub, extra, before), foldersIn(table().families()));
}

void ModelTree::rebuild(QList<Family> catalogue, const QList<Family> &folders)
{
    QList<ModelRow> own;
    table().visit([&](const ModelRow &row) { own += row.added ? QList<ModelRow>{row} : QList<ModelRow>(); });
    reset(arranged(std::move(catalogue), alsoHereOf(table().families()), folders, own));
}

void ModelTree::reset(QList<Family> families)
{
    beginResetModel();
    table().reset(std::move(families));
    endResetModel();
    Q_EMIT ticksChanged();
    Q_EMIT statesChanged();
}

void ModelTree::setFolders(const QList<Family> &families)
{
    if (families.isEmpty() && foldersIn(table().families()).isEmpty())
        return;
    const QList<Family> folders = folderFamilies(families, table().families());
    if (placesIn(foldersIn(table().families())) != placesIn(folders))
        return rebuild(withoutFolders(table().families()), folders);
    for (const Family &family : folders) {
        for (const ModelRow &row : family.rows)
            table().edit(row.key, [&](ModelRow &one) { one = row; });
    }
    showAll();
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged();
}

void ModelTree::setWork(const QString &key, const std::optional<RowWork> &work)
{
    if (const ModelRow *before = table().find(key); before && before->work != work) {
        editAndShow(key, [&](ModelRow &row) { row.work = work; });
        Q_EMIT statesChanged();
    }
}

void ModelTree::setDamage(const QString &key, const std::optional<RowDamage> &damage)
{
    editAndShow(key, [&](ModelRow &row) { row.damage = damage; });
    Q_EMIT statesChanged();
}

void ModelTree::setUpdates(const QList<session::KnownUpdate> &updates)
{
    if (table().editAll([&](ModelRow &row) { return takeUpdate(row, updates); }))
        showAll();
    Q_EMIT statesChanged();
}

void ModelTree::setStandings(const session::ModelStandings &standings)
{
    table().editAll([&](ModelRow &row) {
        const bool ownPrevious = row.isOwnFolder && row.standing.hasPrevious; // setAlsoHere() says it
        row.standing = standings.models.value(modelPathOf(row));
        row.standing.hasPrevious = row.inFolder ? ownPrevious : row.standing.hasPrevious;
        row.shareable = standings.shareable;
        return false; // nothing that is counted
    });
    Q_EMIT statesChanged();
}

QString ModelTree::addEntry(const catalog::ModelEntry &entry, const QString &key)
{
    if (table().find(key))
        return key;
    const bool isFolder = QDir::isAbsolutePath(key);
    const ModelRow added = isFolder ? ownFolderRow(entry, key) : addedRow(entry, key);
    const QString &name = added.entry.family;
    const QList<Family> &families = table().families();
    const auto isMeant = [&](const Family &one) { return one.name == name; };
    const auto found = std::find_if(families.cbegin(), families.cend(), isMeant);
    const int family = static_cast<int>(found - families.cbegin());
    if (found == families.cend()) {
        beginInsertRows({}, family, family);
        table().appendFamily(name);
        endInsertRows();
    }
    const int place = static_cast<int>(families[family].rows.size());
    beginInsertRows(index(family, 0), place, place);
    table().append(family, added);
    endInsertRows();
    Q_EMIT statesChanged();
    return key;
}

void ModelTree::removeEntry(const QString &key)
{
    const std::optional<RowTable::Place> place = table().placeOf(key);
    if (!place)
        return;
    beginRemoveRows(index(place->family, 0), place->row, place->row);
    table().remove(*place);
    endRemoveRows();
    // Indexes name a family by its place: only the last one can go.
    if (table().families()[place->family].rows.isEmpty() && place->family == rowCount() - 1) {
        beginRemoveRows({}, place->family, place->family);
        table().removeLastFamily();
        endRemoveRows();
    }
    Q_EMIT ticksChanged();
    Q_EMIT statesChanged();
}

bool ModelTree::setAlsoHere(const session::LibrariesOnDisk &disk, const session::OwnFolders &own)
{
    const QStringList before = keysIn(alsoHereOf(table().families()));
    const QList<ModelRow> now = alsoHereRows(disk, own, table().families());
    m_ownFolders = ownFoldersIn(now);
    if (keysIn(now) != before) {
        reset(arranged(table().families(), now, {}, {}));
        return true;
    }
    for (const ModelRow &row : now) {
        if (row.isOwnFolder)
            editAndShow(row.key, [&](ModelRow &one) { one = row; });
    }
    return false;
}

const ModelRow *ModelTree::rowOfModel(const QString &modelPath) const
{
    const ModelRow *listed = row(modelPath);
    if (listed && (isHere(*listed) || isActive(*listed)))
        return listed;
    const auto own = m_ownFolders.constFind(modelPath);
    const ModelRow *elsewhere = own == m_ownFolders.cend() ? nullptr : row(*own);
    return elsewhere ? elsewhere : listed;
}

void ModelTree::setSource(const QString &key, const QString &url, const QString &revision)
{
    const ModelRow *before = table().find(key);
    if (!before || (before->entry.url == url && before->entry.revision == revision))
        return;
    editAndShow(key, [&](ModelRow &row) {
        row.entry.url = url;
        row.entry.revision = revision;
        row.facts.reset();
        row.searchText = RowText::searchText(row);
    });
    Q_EMIT statesChanged();
}

void ModelTree::setPick(const QString &key, const base::PickWish &pick, qint64 bytes)
{
    editAndShow(key, [&](ModelRow &row) {
        row.entry = picked(row.entry, pick, bytes);
        row.searchText = RowText::searchText(row);
    });
    Q_EMIT statesChanged();
}

void ModelTree::setContents(const library::LibraryContents &contents, const Whereabouts &where)
{
    if (table().editAll([&](ModelRow &row) { return takeDisk(row, contents, where); }))
        showAll();
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged();
}

void ModelTree::setFacts(const QList<hub::ModelFacts> &facts, const QString &revision)
{
    QStringList keys;
    for (const hub::ModelFacts &one : facts) {
        const ModelRow *before = table().find(one.modelPath);
        if (!before || before->entry.revision != revision)
            continue;
        table().edit(one.modelPath, [&](ModelRow &row) {
            row.facts = one;
            row.searchText = RowText::searchText(row);
        });
        keys.append(one.modelPath);
    }
    show(keys);
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged(); // sums of sizes
}

void ModelTree::setJob(const QString &key, const job::JobSnapshot &job)
{
    const ModelRow *before = table().find(key);
    if (!before)
        return;
    const bool newState = !before->job || before->job->state != job.state;
    bool untick = false;
    editAndShow(key, [&](ModelRow &row) {
        row.job = job;
        if (newState && job.state == JobState::Installed)
            row.damage.reset(); // its bytes were checked
        untick = newState && row.ticked && (isHere(row) || isActive(row));
    });
    if (untick)
        setTicked(key, false); // it has been acted on
    if (newState)
        Q_EMIT statesChanged();
}

void ModelTree::removeJob(const QString &key)
{
    if (const ModelRow *before = table().find(key); !before || !before->job)
        return;
    editAndShow(key, [](ModelRow &row) {
        row.job.reset();
        row.queuePosition = -1;
    });
    Q_EMIT statesChanged();
}

void ModelTree::setQueueOrder(const QStringList &queuedKeys)
{
    QStringList shown;
    const auto place = [&](const QString &key, int position) {
        table().editAside(key, [&](ModelRow &row) {
            const int before = std::exchange(row.queuePosition, position);
            // Only "next" is said of it.
            if ((before == 0) != (position == 0) || (before < 0) != (position < 0))
                shown.append(key);
        });
    };
    const QSet<QString> queued(queuedKeys.cbegin(), queuedKeys.cend());
    for (const QString &key : std::as_const(m_queueOrder)) {
        if (!queued.contains(key))
            place(key, -1);
    }
    for (qsizetype i = 0; i < queuedKeys.size(); ++i)
        place(queuedKeys[i], static_cast<int>(i));
    m_queueOrder = queuedKeys;
    show(shown);
}

void ModelTree::setRoom(qint64 bytes, const QHash<QString, qint64> &elsewhere)
{
    QStringList shown;
    table().visit([&](const ModelRow &row) {
        const qint64 room = row.elsewhere ? elsewhere.value(row.library, bytes) : bytes;
        if (row.fits != (isActive(row) || bytesToWrite(row) <= room))
            shown.append(row.key);
    });
    for (const QString &key : std::as_const(shown))
        table().editAside(key, [](ModelRow &row) { row.fits = !row.fits; });
    show(shown);
}

void ModelTree::setSafe(bool on)
{
    table().setSafe(on);
    showAll();
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged(); // sums of sizes
}

void ModelTree::setTicked(const QString &key, bool ticked)
{
    if (!table().find(key))
        return;
    editAndShow(key, [ticked](ModelRow &row) { row.ticked = ticked; });
    Q_EMIT ticksChanged();
}

void ModelTree::tickTogether(const QStringList &keys, bool on)
{
    const bool missing = std::any_of(keys.begin(), keys.end(), [this](const QString &key) {
        const ModelRow *row = table().find(key);
        return row && isWanted(*row) && !row->ticked;
    });
    for (const QString &key : keys) // a second click takes the ticks away
        table().edit(key, [&](ModelRow &row) { row.ticked = on && missing && isWanted(row); });
    show(keys);
    Q_EMIT ticksChanged();
}

void ModelTree::tickOnly(const QStringList &keys)
{
    const QSet<QString> wanted(keys.cbegin(), keys.cend());
    table().editAll([&](ModelRow &row) {
        const bool ticked = wanted.contains(row.key);
        return std::exchange(row.ticked, ticked) != ticked;
    });
    showAll();
    Q_EMIT statesChanged();
    Q_EMIT ticksChanged();
}

void ModelTree::refreshTimes()
{
    for (const QString &key : table().waiting())
        show(key);
}

bool ModelTree::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool on = value.toInt() != Qt::Unchecked;
    if (const ModelRow *model = row(index)) {
        setTicked(model->key, on);
        return true;
    }
    tickTogether(keysIn(familyAt(index).rows), on);
    return true;
}

} // namespace weightyard::ui
