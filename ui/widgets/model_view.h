// ModelView: the tree of models: rows, lines and selection as designed, mouse and keys on top of QTreeView's. Several rows can be
// chosen; what is done to one of them by its box or by a key is meant for all. GUI thread.
#pragma once

#include <QTreeView>

namespace weightyard::ui {

class ModelView : public QTreeView
{
    Q_OBJECT
public:
    explicit ModelView(QWidget *parent = nullptr);

    /// Columns as they are when nothing was saved.
    void setUpColumns();

    /// QTreeView looks for the place of each row that changed, and each time counts the rows above it.
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles = {}) override;
    void doItemsLayout() override;
    void selectAll() override;

Q_SIGNALS:
    void detailsWanted(const QModelIndex &index); ///< Enter, double click
    void removalWanted();                         ///< Del
    void copyWanted();                            ///< Ctrl+C
    /// Of all that are chosen, when these are several: the space bar, or the box of one of them.
    void tickWanted();
    void statusClicked(const QModelIndex &index); ///< the status of a model

protected:
    void initViewItemOption(QStyleOptionViewItem *option) const override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Part { None, Arrow, Box, Status };
    Part partAt(const QPoint &point, QModelIndex &index) const;
    void toggle(const QModelIndex &index);
    bool isChosen(const QModelIndex &index) const;
    bool hasSeveral() const; ///< models, chosen together

    QPersistentModelIndex m_pressed;
    Part m_pressedPart = Part::None;
    bool m_keepsChoice = false; ///< the press was not for the rows
    bool m_isLayingOut = false;
};

} // namespace weightyard::ui
