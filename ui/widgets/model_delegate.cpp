#include "ui/widgets/model_delegate.h"

#include "ui/model/model_tree.h"
#include "ui/model/row_status.h"
#include "ui/theme/paint.h"
#include "ui/widgets/row_paint.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QSortFilterProxyModel>

namespace weightyard::ui {

namespace {

constexpr int kFamilyHeight = 34;
constexpr int kModelHeight = 46;
constexpr int kArrowLeft = 15;
constexpr int kFamilyBoxLeft = 43;
constexpr int kModelBoxLeft = 67;
constexpr int kGap = 10;
constexpr int kStatusMargin = 24; // keeps the status off the size, and the bar off the edge

const ModelRow *rowOf(const QModelIndex &index)
{
    const auto *proxy = qobject_cast<const QSortFilterProxyModel *>(index.model());
    const auto *tree = qobject_cast<const ModelTree *>(proxy ? proxy->sourceModel() : index.model());
    return tree ? tree->row(proxy ? proxy->mapToSource(index) : index) : nullptr;
}

QRect centred(const QRect &cell, int left, int size, Qt::LayoutDirection direction)
{
    const QRect rect(cell.left() + left, cell.center().y() - size / 2, size, size);
    return QStyle::visualRect(direction, cell, rect);
}

} // namespace

ModelDelegate::ModelDelegate(const base::Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent),
      m_clock(clock)
{}

QRect ModelDelegate::boxRect(const QRect &cell, bool family, Qt::LayoutDirection direction)
{
    return centred(cell, family ? kFamilyBoxLeft : kModelBoxLeft, kBoxSize, direction);
}

QRect ModelDelegate::arrowRect(const QRect &cell, Qt::LayoutDirection direction)
{
    return centred(cell, kArrowLeft, 16, direction);
}

QRect ModelDelegate::statusRect(const QRect &cell)
{
    return cell.adjusted(kStatusMargin, 0, -kStatusMargin, 0);
}

QSize ModelDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != ModelTree::Name)
        return {100, 0}; // a row is as high as its highest cell
    // Taller where the system's font is larger than the design's.
    const int lines = QFontMetrics(option.font).height();
    const bool family = !index.parent().isValid();
    return {100, family ? std::max(kFamilyHeight, lines + 16) : std::max(kModelHeight, 2 * lines + 14)};
}

void ModelDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    painter->setFont(option.font);
    const ModelRow *row = rowOf(index);
    if (!row) {
        paintFamily(*painter, option, index, tokens);
    } else if (index.column() == ModelTree::Name) {
        paintName(*painter, option, index, *row, tokens);
    } else if (index.column() == ModelTree::Status) {
        paintStatus(*painter, option, *row, tokens);
    } else {
        painter->setPen(tokens.text);
        paintElided(*painter, option.rect, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    }
    painter->restore();
}

void ModelDelegate::paintFamily(QPainter &painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index, const Tokens &tokens) const
{
    if (index.column() == ModelTree::Size) {
        painter.setPen(tokens.secondary);
        paintElided(painter, option.rect, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        return;
    }
    if (index.column() != ModelTree::Name)
        return;
    paintArrow(painter, arrowRect(option.rect, option.direction), option.state.testFlag(QStyle::State_Open),
               option.direction, tokens.secondary);
    const QRect box = boxRect(option.rect, true, option.direction);
    paintCheckBox(painter, box, static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt()), false,
                  tokens);

    const QFont bold = semiboldFont(option.font);
    const QString name = index.data().toString();
    const int nameWidth = QFontMetrics(bold).horizontalAdvance(name);
    const int left = kFamilyBoxLeft + kBoxSize + kGap;
    QRect nameRect(option.rect.left() + left, option.rect.top(), nameWidth, option.rect.height());
    QRect countRect(nameRect.right() + 20, option.rect.top(), option.rect.width() - left - nameWidth - 20,
                    option.rect.height());
    nameRect = QStyle::visualRect(option.direction, option.rect, nameRect);
    countRect = QStyle::visualRect(option.direction, option.rect, countRect);
    const int flags =
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
    painter.setFont(bold);
    painter.setPen(tokens.text);
    painter.drawText(nameRect, flags, name);
    painter.setFont(smallFont(option.font));
    painter.setPen(tokens.secondary);
    paintElided(painter, countRect, flags, index.data(ModelTree::CountRole).toString());
}

void ModelDelegate::paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                              const ModelRow &row, const Tokens &tokens) const
{
    paintCheckBox(painter, boxRect(option.rect, false, option.direction),
                  static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt()), false, tokens);
    const int left = kModelBoxLeft + kBoxSize + kGap;
    const QRect room = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(left, 0, 0, 0));
    paintNameAndFacts(painter, room, {.name = row.entry.name, .facts = RowText::facts(row)}, option.font,
                      option.direction, tokens);
}

void ModelDelegate::paintStatus(QPainter &painter, const QStyleOptionViewItem &option, const ModelRow &row,
                                const Tokens &tokens) const
{
    paintStatusCell(painter, statusRect(option.rect), RowText::status(row, m_clock.wallMs()), option.font,
                    option.direction, tokens);
}

} // namespace weightyard::ui
