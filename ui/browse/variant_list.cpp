#include "ui/browse/variant_list.h"

#include "ui/browse/found_text.h"
#include "ui/text/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/list_focus.h"

#include <QKeyEvent>
#include <algorithm>

namespace weightyard::ui {

namespace {

constexpr int kRadio = 14; // in the design; it grows with the font
constexpr int kAfterRadio = 10;
constexpr int kBetween = 8;
constexpr int kPillPadding = 8;

int radioSize(const QFont &font)
{
    return std::max(kRadio, QFontMetrics(font).height() * 3 / 4);
}

// What is here fits, whatever the room.
QString besideIt(const VariantRow &row)
{
    return row.isHere ? VariantList::tr("is here") : FoundText::fit(row.fit);
}

} // namespace

void VariantModel::setRows(const QList<VariantRow> &rows)
{
    if (rows == m_rows)
        return;
    const auto isSame = [](const VariantRow &one, const VariantRow &other) {
        return one.name == other.name && one.isBranch == other.isBranch;
    };
    if (std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), isSame)) {
        m_rows = rows; // what is chosen, and where the keyboard is, stays
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    m_chosen = -1;
    endResetModel();
}

void VariantModel::setChosen(const QString &name, bool isAny)
{
    const bool hasOwn =
        std::any_of(m_rows.begin(), m_rows.end(), [](const VariantRow &row) { return !row.isBranch; });
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const VariantRow &row) {
        return row.isBranch ? row.isOpened && !hasOwn : isAny && row.name == name;
    });
    m_chosen = found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const VariantRow *VariantModel::row(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? &m_rows[index.row()] : nullptr;
}

int VariantModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant VariantModel::data(const QModelIndex &index, int role) const
{
    const VariantRow *one = row(index);
    if (!one)
        return {};
    if (role == Qt::DisplayRole)
        return one->title;
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    QStringList parts{one->title, one->detail, text::formatBytes(one->bytes), besideIt(*one)};
    if (one->isBest)
        parts.append(VariantList::tr("best fit"));
    if (isChosen(index))
        parts.append(VariantList::tr("chosen"));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QSize VariantDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height();
    return {100, std::max(40, lines + 9)};
}

namespace {

// Title and detail on one side, size and whether it fits on the other.
void paintTexts(QPainter &painter, const QRect &cell, const VariantRow &row, bool isChosen,
                const QStyleOptionViewItem &option, const Tokens &tokens)
{
    const auto placed = [&](int left, int top, int width, int height) {
        return QStyle::visualRect(option.direction, cell,
                                  QRect(cell.left() + left, cell.top() + top, width, height));
    };
    const int leading =
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
    const int trailing =
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter);
    const int textLeft = radioSize(option.font) + kAfterRadio;
    const QFont title = isChosen ? semiboldFont(option.font) : option.font;
    const QFontMetrics metrics(title);
    const QFontMetrics small(smallFont(option.font));
    const QString size = text::formatBytes(row.bytes);
    const QString fit = besideIt(row);
    const int right = std::max(small.horizontalAdvance(fit), metrics.horizontalAdvance(size)) + 8;
    const int room = cell.width() - textLeft - right - kBetween - 4;
    const int top = (cell.height() - metrics.height() - small.height()) / 2;
    const int below = top + metrics.height();
    painter.setFont(title);
    painter.setPen(tokens.text);
    const QString name = metrics.elidedText(row.title, Qt::ElideRight, room);
    painter.drawText(placed(textLeft, top, room, metrics.height()), leading, name);
    painter.drawText(placed(cell.width() - right - 4, top, right, metrics.height()), trailing, size);
    painter.setFont(smallFont(option.font));
    painter.setPen(toneColour(tokens, row.isHere ? Tone::Good : FoundText::fitTone(row.fit)));
    painter.drawText(placed(cell.width() - right - 4, below, right, small.height()), trailing, fit);
    painter.setPen(tokens.secondary);
    painter.drawText(placed(textLeft, below, room, small.height()), leading,
                     small.elidedText(row.detail, Qt::ElideRight, room));
    const int after = textLeft + metrics.horizontalAdvance(name) + kBetween;
    painter.setFont(semiboldFont(painter.font()));
    const QString best = VariantList::tr("best fit");
    const int width = QFontMetrics(painter.font()).horizontalAdvance(best) + 2 * kPillPadding;
    if (!row.isBest || after + width >= cell.width() - right)
        return;
    const QRect pill =
        placed(after, below - small.height() - 1, width, small.height()); // lower than a usual one
    paintPillGround(painter, pill, Tone::Good, tokens);
    painter.setPen(toneColour(tokens, Tone::Good));
    painter.drawText(pill, Qt::AlignCenter, best);
}

} // namespace

void VariantDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const VariantModel *>(index.model());
    const VariantRow *row = model ? model->row(index) : nullptr;
    if (!row)
        return;
    const Tokens tokens = tokensFor(option.palette);
    const bool isChosen = model->isChosen(index);
    const QRect &cell = option.rect;
    painter->save();
    painter->fillRect(cell, isChosen ? tokens.accentSoft : tokens.surface);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), tokens.line);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusFrame(*painter, cell.adjusted(0, 0, 0, -1), tokens);
    const int size = radioSize(option.font);
    const QRect radio(cell.left() + 3, cell.top() + (cell.height() - size) / 2, size, size);
    paintRadio(*painter, QStyle::visualRect(option.direction, cell, radio), isChosen, false, tokens);
    paintTexts(*painter, cell, *row, isChosen, option, tokens);
    painter->restore();
}

VariantList::VariantList(QWidget *parent) : QListView(parent)
{
    setModel(&m_model);
    setItemDelegate(&m_delegate);
    setFrameShape(NoFrame);
    new ListFocus(*this);
    setUniformItemSizes(true);
    setSelectionMode(NoSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Variants"));
    setAccessibleDescription(tr("What can be downloaded of this model; the space bar chooses"));
    connect(this, &QListView::clicked, this, &VariantList::choose);
}

void VariantList::setChosen(const QString &name, bool isAny)
{
    const int before = m_model.chosen();
    m_model.setChosen(name, isAny);
    if (m_model.chosen() != before && m_model.chosen() >= 0)
        scrollTo(m_model.index(m_model.chosen()));
}

void VariantList::choose(const QModelIndex &index)
{
    if (const VariantRow *row = m_model.row(index))
        row->isBranch ? Q_EMIT branchChosen(row->name) : Q_EMIT chosen(row->name);
}

void VariantList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return choose(currentIndex());
    QListView::keyPressEvent(event);
}

} // namespace weightyard::ui
