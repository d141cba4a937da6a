#include "ui/browse/found_view.h"

#include "ui/browse/found_text.h"

#include "ui/browse/found_list.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/list_focus.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kLeastName = 220;
} // namespace

FoundView::FoundView(QWidget *parent) : QTreeView(parent)
{
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true); // there may be thousands
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Models of the Hub"));
    new ListFocus(*this);
    setAccessibleDescription(tr("What the search has found; Enter shows details"));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (isNearEnd())
            Q_EMIT endNeared();
    });
}

void FoundView::setUpColumns()
{
    QHeaderView &head = *header();
    head.setSectionsMovable(false);
    head.setSectionsClickable(false);
    head.setStretchLastSection(false);
    head.setMinimumSectionSize(48);
    head.setSectionResizeMode(QHeaderView::Fixed);
    head.setSectionResizeMode(FoundList::Name, QHeaderView::Stretch);
    resizeColumns();
}

// By the font in use; a narrow list has no room for the age, and the status gives way.
void FoundView::resizeColumns()
{
    if (header()->count() == 0)
        return;
    QHeaderView &head = *header();
    head.setMinimumHeight(std::max(28, head.fontMetrics().height() + 12));
    const auto width = [this](const QString &text) { return fontMetrics().horizontalAdvance(text) + 20; };
    const int size = std::max(96, width(u"≈ 999 GB"_s));
    const int updated = std::max(96, width(FoundText::tr("%n month(s)", nullptr, 22)));
    const int status = std::max(186, width(FoundText::tr("Too large for memory")) + 30);
    const int rest = viewport()->width() - size - status;
    const bool hasAge = rest - updated >= kLeastName;
    head.setSectionHidden(FoundList::Updated, !hasAge);
    head.resizeSection(FoundList::Size, size);
    head.resizeSection(FoundList::Updated, updated);
    head.resizeSection(FoundList::Status,
                       rest >= kLeastName ? status : std::max(status - (kLeastName - rest), status / 2));
}

bool FoundView::isNearEnd() const
{
    const QScrollBar &bar = *verticalScrollBar();
    return bar.maximum() - bar.value() < viewport()->height();
}

void FoundView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens tokens = tokensFor(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent());
    painter->fillRect(row, selected ? tokens.accentSoft : tokens.surface);
    if (selected)
        painter->fillRect(QRect(isRightToLeft() ? row.right() - 2 : 0, row.top(), 3, row.height()),
                          tokens.accent);
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (header()->isSectionHidden(column))
            continue;
        QStyleOptionViewItem cell = option;
        cell.rect.setLeft(header()->sectionViewportPosition(column));
        cell.rect.setWidth(header()->sectionSize(column));
        itemDelegate()->paint(painter, cell, index.siblingAtColumn(column));
    }
    painter->fillRect(QRect(0, row.bottom(), row.width(), 1), tokens.line);
    if (hasFocus() && index.row() == currentIndex().row())
        paintFocusFrame(*painter, row.adjusted(0, 0, 0, -1), tokens);
}

void FoundView::keyPressEvent(QKeyEvent *event)
{
    if (currentIndex().isValid() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT detailsWanted();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FoundView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTreeView::mouseDoubleClickEvent(event);
    if (currentIndex().isValid())
        Q_EMIT detailsWanted();
}

void FoundView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    resizeColumns();
}

void FoundView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        resizeColumns();
}

} // namespace weightyard::ui
