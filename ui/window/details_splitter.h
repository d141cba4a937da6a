// DetailsSplitter: the list, and the details beside it where there is room, else as a drawer over its end. GUI thread.
#pragma once

#include <QSplitter>
#include <optional>

class QPushButton;

namespace weightyard::ui {

class DetailsSplitter : public QSplitter
{
    Q_OBJECT
public:
    /// `page`: what this fills the middle of; the drawer is its child.
    DetailsSplitter(QWidget *list, QFrame *details, QWidget *page);

    bool detailsShown() const { return m_wanted; }
    bool isNarrow() const { return m_narrow; }
    /// A window that becomes narrow hides the details, one that becomes wide shows them.
    void setWindowWidth(int width);
    void showDetails(bool show);
    /// Nothing is chosen, as at first: a drawer, which would cover the list for that, closes.
    void setEmpty(bool empty);
    /// As they were when the last run ended; `shown` empty: there was none, and a drawer over a small window is not wanted yet.
    void restore(const QByteArray &sizes, std::optional<bool> shown, int windowWidth);

Q_SIGNALS:
    void detailsShownChanged(bool shown);

protected:
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addDetails();
    void place();
    void setWanted(bool wanted);
    void placeClose();
    int scaled(int pixels) const;

    QFrame *m_details;
    QWidget *m_page;
    QPushButton *m_close = nullptr; ///< of the drawer
    bool m_isEmpty = true;
    bool m_narrow = false;
    bool m_wanted = true;
};

} // namespace weightyard::ui
