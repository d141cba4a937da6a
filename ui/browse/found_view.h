// FoundView: the list of models that a search has found: rows and selection drawn as those of the own models. GUI thread.
#pragma once

#include <QTreeView>

namespace weightyard::ui {

class FoundView : public QTreeView
{
    Q_OBJECT
public:
    explicit FoundView(QWidget *parent = nullptr);

    /// Once it has its model.
    void setUpColumns();
    bool isNearEnd() const; ///< less than a page below what is shown

Q_SIGNALS:
    void detailsWanted(); ///< of the current row: Enter, double click
    void endNeared();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void resizeColumns();
};

} // namespace weightyard::ui
