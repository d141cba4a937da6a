#include "ui/browse/found_delegate.h"

#include "ui/browse/found_list.h"
#include "ui/browse/found_text.h"
#include "ui/theme/paint.h"
#include "ui/widgets/row_paint.h"

#include <QApplication>

namespace weightyard::ui {

namespace {

constexpr int kFoundHeight = 50;
constexpr int kNameLeft = 16;
constexpr int kLockWidth = 9;
constexpr int kLockGap = 7;
constexpr int kStatusInset = 12;

const FoundList *listOf(const QModelIndex &index)
{
    return qobject_cast<const FoundList *>(index.model());
}

void paintLock(QPainter &painter, const QRect &rect, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body(rect.left(), rect.center().y() - 1, kLockWidth, 7);
    painter.setPen(QPen(colour, 1.4));
    painter.drawArc(QRectF(body.left() + 2, body.top() - 4.5, kLockWidth - 4, 8), 0, 180 * 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(body, 1.5, 1.5);
    painter.restore();
}

} // namespace

FoundDelegate::FoundDelegate(const base::Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent),
      m_clock(clock)
{}

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(kFoundHeight, 2 * QFontMetrics(option.font).height() + 18)};
}

void FoundDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const FoundList *list = listOf(index);
    const FoundRow *row = list ? list->row(index) : nullptr;
    if (!row)
        return;
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    painter->setFont(option.font);
    if (index.column() == FoundList::Name) {
        paintName(*painter, option, *row, tokens);
    } else if (index.column() == FoundList::Status) {
        paintStatus(*painter, option, index, tokens);
    } else {
        painter->setPen(index.column() == FoundList::Size ? tokens.text : tokens.secondary);
        paintElided(*painter, option.rect.adjusted(4, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                    index.data().toString());
    }
    painter->restore();
}

void FoundDelegate::paintName(QPainter &painter, const QStyleOptionViewItem &option, const FoundRow &row,
                              const Tokens &tokens) const
{
    const int lock = row.model.isGated() ? kLockWidth + kLockGap : 0;
    const QRect room =
        QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(kNameLeft, 0, -4, 0));
    const QRect name = paintNameAndFacts(
        painter, room, {.name = row.model.name(), .facts = FoundText::facts(row.model), .after = lock},
        option.font, option.direction, tokens);
    if (lock == 0)
        return;
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const int left = isMirrored ? name.left() - lock : name.right() + 1 + kLockGap;
    paintLock(painter, QRect(left, name.top(), kLockWidth, name.height()), tokens.caution);
}

void FoundDelegate::paintStatus(QPainter &painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index, const Tokens &tokens) const
{
    const FoundList &list = *listOf(index);
    const FoundRow &row = *list.row(index);
    const RowStatus status = FoundText::status(row, list.local(row), m_clock.wallMs(), list.isFittingOnly());
    const QRect cell = option.rect.adjusted(kStatusInset, 0, -kStatusInset, 0);
    paintStatusCell(painter, cell, status, option.font, option.direction, tokens);
}

} // namespace weightyard::ui
