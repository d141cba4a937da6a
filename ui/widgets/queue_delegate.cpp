#include "ui/widgets/queue_delegate.h"

#include "ui/model/history_rows.h"
#include "ui/model/queue_rows.h"
#include "ui/model/row_status.h"
#include "ui/theme/paint.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/row_paint.h"

#include <QLocale>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRowHeight = 48;
constexpr int kQueueGap = 10;
constexpr int kButton = 28;
constexpr int kPillLetters = 30;

bool isPaused(const ModelRow &row)
{
    return row.job && row.job->state == job::JobState::Paused;
}

void paintButton(QPainter &painter, const QRect &rect, bool resumes, bool hovered, const Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hovered ? tokens.secondary : tokens.line);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QPointF c = QRectF(rect).center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.text);
    if (resumes) {
        const QPointF triangle[] = {c + QPointF(-3.5, -5), c + QPointF(5, 0), c + QPointF(-3.5, 5)};
        painter.drawPolygon(triangle, 3);
    } else {
        painter.drawRect(QRectF(c.x() - 4.5, c.y() - 5, 3, 10));
        painter.drawRect(QRectF(c.x() + 1.5, c.y() - 5, 3, 10));
    }
    painter.restore();
}

void paintGround(QPainter &painter, const QStyleOptionViewItem &option, const Tokens &tokens)
{
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    painter.fillRect(option.rect, chosen ? tokens.accentSoft : tokens.surface);
    const QRect &row = option.rect;
    if (chosen)
        painter.fillRect(
            QStyle::visualRect(option.direction, row, QRect(row.left(), row.top(), 3, row.height())),
            tokens.accent);
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), tokens.line);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusFrame(painter, row, tokens);
}

} // namespace

QRect QueueDelegate::buttonRect(const QRect &row, Qt::LayoutDirection direction)
{
    const QRect rect(row.right() - kBandMargin - kButton + 1, row.center().y() - kButton / 2, kButton,
                     kButton);
    return QStyle::visualRect(direction, row, rect);
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(kRowHeight, 2 * QFontMetrics(option.font).height() + 14)};
}

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto *rows = qobject_cast<const QueueRows *>(index.model());
    const ModelRow *row = rows ? rows->row(index) : nullptr;
    if (!row)
        return;
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    paintGround(*painter, option, tokens);
    const auto mirrored = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    const QFont small = smallFont(option.font);
    const QFontMetrics metrics(small);
    const int height = option.rect.height();
    const int top = option.rect.top();
    const int number = std::max(metrics.horizontalAdvance(QLocale().toString(999)), 24);
    int left = option.rect.left() + kBandMargin;
    painter->setFont(small);
    painter->setPen(tokens.secondary);
    painter->drawText(
        mirrored(QRect(left, top, number, height)),
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
        QLocale().toString(index.row() + 1));
    left += number + kQueueGap;
    const int end = option.rect.right() - kBandMargin - kButton - 2 * kQueueGap;
    const int room = end - left;
    const int status = std::min(metrics.averageCharWidth() * 42, room * 45 / 100);
    const int name = room - status - 2 * kQueueGap;
    paintNameAndFacts(
        *painter, mirrored(QRect(left, top, name, height)),
        {.name = row->entry.name, .facts = RowText::size(*row) + u" · "_s + RowText::facts(*row)},
        option.font, option.direction, tokens);
    paintStatusCell(*painter, mirrored(QRect(end - status, top, status, height)),
                    RowText::status(*row, rows->wallNowMs()), option.font, option.direction, tokens);
    paintButton(*painter, buttonRect(option.rect, option.direction), isPaused(*row),
                option.state.testFlag(QStyle::State_MouseOver), tokens);
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, std::max(kRowHeight, 2 * QFontMetrics(option.font).height() + 14)};
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *rows = qobject_cast<const HistoryRows *>(index.model());
    const session::HistoryEntry *entry = rows ? rows->entry(index) : nullptr;
    if (!entry)
        return;
    const Tokens tokens = tokensFor(option.palette);
    painter->save();
    paintGround(*painter, option, tokens);
    const QFont small = smallFont(option.font);
    const QFontMetrics metrics(small);
    const QString when = HistoryRows::when(*entry, QDate::currentDate());
    const QRect row = option.rect.adjusted(kBandMargin, 0, -kBandMargin, 0);
    // As wide as any date, where there is room: what stands before it stands in one column.
    const QDateTime longest(QDate(2028, 12, 28), QTime(20, 58, 58));
    const int column = metrics.horizontalAdvance(QLocale().toString(longest, QLocale::ShortFormat));
    const int time = std::max(std::min(column, row.width() / 4), metrics.horizontalAdvance(when)) + 2;
    const int status = std::min(metrics.averageCharWidth() * kPillLetters, row.width() * 35 / 100);
    const int name = row.width() - time - status - 3 * kQueueGap;
    const auto mirrored = [&](int left, int width) {
        return QStyle::visualRect(option.direction, row,
                                  QRect(row.left() + left, row.top(), width, row.height()));
    };
    paintNameAndFacts(*painter, mirrored(0, name), {.name = entry->name, .facts = HistoryRows::facts(*entry)},
                      option.font, option.direction, tokens);
    paintStatusCell(*painter, mirrored(name + kQueueGap, status), HistoryRows::status(*entry), option.font,
                    option.direction, tokens);
    painter->setFont(small);
    painter->setPen(tokens.secondary);
    painter->drawText(
        mirrored(row.width() - time, time),
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter), when);
    painter->restore();
}

} // namespace weightyard::ui
