// QueueView: the list of downloads: mouse, keys and drag on top of QListView's. GUI thread.
#pragma once

#include <QListView>

namespace weightyard::ui {

class QueueView : public QListView
{
    Q_OBJECT
public:
    explicit QueueView(QWidget *parent = nullptr);

    QStringList chosenKeys() const; ///< in the order of the list

Q_SIGNALS:
    void
    moveWanted(qsizetype rows); ///< what is chosen, up (less than 0) or down; Alt and an arrow, Home or End
    void toggleWanted(const QStringList &keys); ///< pause or resume: the button, or Space
    void cancelWanted();                        ///< Del
    void showWanted(const QString &key);        ///< Enter, double click
    void chosenChanged();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    QString keyAtButton(const QPoint &point) const; ///< empty: there is none

    QString m_pressed;
};

} // namespace weightyard::ui
