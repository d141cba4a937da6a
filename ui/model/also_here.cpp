#include "ui/model/also_here.h"

#include "ui/model/row_status.h"

#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// One that is installed has been so since folders were looked at: Downloads drops what is not there any more.
bool isOnItsWay(const ModelRow &row)
{
    return row.job && row.job->state != job::JobState::Cancelled;
}

void take(ModelRow &row, const session::AlsoHere &one)
{
    if (row.key.isEmpty()) {
        static_cast<session::KnownModel &>(row) = one.model;
        row.key = one.key;
        row.entry.family = alsoHereFamily();
        row.inFolder = row.isOwnFolder = one.isOwnFolder;
        row.searchText = RowText::searchText(row);
    }
    if (!one.isOwnFolder)
        return; // ModelTree::setContents() says what is there
    row.disk = one.model.disk;
    row.awayIn = one.model.awayIn;
    row.standing.hasPrevious = one.hasPrevious;
    row.scanned = true;
    row.ticked = row.ticked && isWanted(row);
}

} // namespace

QString alsoHereFamily()
{
    return u"Also here"_s;
}

QList<ModelRow> alsoHereOf(const QList<Family> &families)
{
    for (const Family &family : families) {
        if (family.name == alsoHereFamily())
            return family.rows;
    }
    return {};
}

QList<ModelRow> alsoHereRows(const session::LibrariesOnDisk &disk, const session::OwnFolders &own,
                             const QList<Family> &families)
{
    QSet<QString> others;
    for (const Family &family : families) {
        for (const ModelRow &row : family.rows) {
            if (family.name != alsoHereFamily())
                others.insert(row.key);
        }
    }
    QHash<QString, ModelRow> known;
    const QList<ModelRow> before = alsoHereOf(families);
    for (const ModelRow &row : before)
        known.insert(row.key, row);
    QList<ModelRow> rows;
    const QList<session::AlsoHere> found = session::alsoHere(disk, own, others);
    for (const session::AlsoHere &one : found) {
        rows.append(known.take(one.key));
        take(rows.last(), one);
    }
    for (const ModelRow &row : std::as_const(known)) {
        if (isOnItsWay(row) && !others.contains(row.key))
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [](const ModelRow &one, const ModelRow &other) {
        return std::pair(one.isOwnFolder, one.key) < std::pair(other.isOwnFolder, other.key);
    });
    return rows;
}

ModelRow ownFolderRow(const catalog::ModelEntry &entry, const QString &folder)
{
    ModelRow row;
    row.entry = entry;
    row.entry.family = alsoHereFamily();
    row.key = row.disk.folder = folder;
    row.disk.modelPath = entry.id;
    row.inFolder = row.isOwnFolder = true;
    row.searchText = RowText::searchText(row);
    return row;
}

QHash<QString, QString> ownFoldersIn(const QList<ModelRow> &alsoHere)
{
    QHash<QString, QString> folders;
    for (const ModelRow &row : alsoHere) {
        if (row.isOwnFolder && isHere(row))
            folders.insert(modelPathOf(row), row.key);
    }
    return folders;
}

} // namespace weightyard::ui
