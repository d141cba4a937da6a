#include "ui/model/row_cells.h"

#include "ui/model/also_here.h"
#include "ui/model/catalogue_rows.h"
#include "ui/model/row_speech.h"
#include "ui/model/row_status.h"
#include "ui/model/row_tree_model.h"
#include "ui/text/format.h"

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Sums of estimates are estimates.
QString sizeOf(const RowSums &sums)
{
    const qint64 bytes = sums.bytes.value();
    return bytes == 0 ? QString() : (sums.estimated == 0 ? QString() : u"≈ "_s) + text::formatBytes(bytes);
}

QString familyTitle(const QString &name)
{
    if (name == addedFamily())
        return RowTreeModel::tr("Added");
    return name == alsoHereFamily() ? RowTreeModel::tr("Also here") : name;
}

} // namespace

QVariant familyCell(const QString &name, const RowSums &sums, int column, int role)
{
    const QString count = RowTreeModel::tr("%1 of %2 here").arg(sums.here).arg(sums.rows);
    switch (role) {
    case Qt::DisplayRole:
        if (column == RowTreeModel::Name)
            return familyTitle(name);
        return column == RowTreeModel::Size ? sizeOf(sums) : QString();
    case Qt::CheckStateRole:
        return column == RowTreeModel::Name ? QVariant(sums.tick()) : QVariant();
    case Qt::AccessibleTextRole:
        if (column == RowTreeModel::Name)
            return RowSpeech::name(familyTitle(name), sums.tick());
        return column == RowTreeModel::Size ? RowSpeech::size(sizeOf(sums)) : count;
    case RowTreeModel::CountRole:
        return count;
    default:
        return {};
    }
}

QVariant modelCell(const ModelRow &row, int column, int role, qint64 wallNowMs)
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == RowTreeModel::Name)
            return row.entry.name;
        return column == RowTreeModel::Size ? RowText::size(row) : RowText::status(row, wallNowMs).text;
    case Qt::CheckStateRole:
        return column == RowTreeModel::Name ? QVariant(row.ticked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return RowSpeech::whole(row, wallNowMs);
    case Qt::AccessibleTextRole:
        if (column == RowTreeModel::Name)
            return RowSpeech::name(row.entry.name, row.ticked ? Qt::Checked : Qt::Unchecked);
        return column == RowTreeModel::Size ? RowSpeech::size(RowText::size(row))
                                            : RowSpeech::status(row, wallNowMs);
    case Qt::AccessibleDescriptionRole:
        return column == RowTreeModel::Name ? RowText::facts(row) : QString();
    case RowTreeModel::SortRole:
        if (column == RowTreeModel::Size)
            return bytesOf(row);
        return column == RowTreeModel::Name ? QVariant(row.entry.name) : QVariant(statusRank(row));
    default:
        return {};
    }
}

QVariant headerCell(int column, int role)
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(
            (column == RowTreeModel::Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case RowTreeModel::Name:
        return RowTreeModel::tr("Model");
    case RowTreeModel::Size:
        return RowTreeModel::tr("Size");
    case RowTreeModel::Status:
        return RowTreeModel::tr("Status");
    default:
        return {};
    }
}

} // namespace weightyard::ui
