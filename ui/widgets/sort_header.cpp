#include "ui/widgets/sort_header.h"

#include <QStyleOptionHeader>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

SortHeader::SortHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {}

void SortHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    option->sortIndicator = QStyleOptionHeader::None;
    if (isSortIndicatorShown() && sortIndicatorSection() == logicalIndex)
        option->text += sortIndicatorOrder() == Qt::AscendingOrder ? u" ↑"_s : u" ↓"_s;
}

} // namespace weightyard::ui
