// SortHeader: the header of a list that is sorted by a click: the arrow of the sorted column stands beside its text, whatever its
// alignment, in place of the style's, which is painted over it. GUI thread.
#pragma once

#include <QHeaderView>

namespace weightyard::ui {

class SortHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit SortHeader(QWidget *parent = nullptr);

    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;
};

} // namespace weightyard::ui
