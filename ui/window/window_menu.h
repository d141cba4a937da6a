// WindowMenu: the menu of the window. Says what was chosen. GUI thread.
#pragma once

#include <QMenu>

namespace weightyard::ui {

class WindowMenu : public QMenu
{
    Q_OBJECT
public:
    /// `rateLimit`: the one that holds now, bytes/s; 0: none.
    explicit WindowMenu(qint64 rateLimit, QWidget *parent = nullptr);

    void setExtra(bool shown);
    void setDetails(bool shown);
    QMenu *libraries() const { return m_libraries; } ///< LibraryMenu fills it
    /// Before which WindowTools puts its entries.
    QAction *toolsPlace() const { return m_toolsPlace; }

Q_SIGNALS:
    void addWanted();
    void extraWanted(bool shown);
    void sizesWanted();
    void rateWanted(qint64 bytesPerSecond);
    void lookWanted();
    void detailsWanted(bool shown);
    void signInWanted();
    void signOutWanted();
    void diagnosticsWanted();
    void quitWanted();

private:
    void addRates(qint64 now);

    QMenu *m_libraries = nullptr;
    QAction *m_extra = nullptr;
    QAction *m_details = nullptr;
    QAction *m_toolsPlace = nullptr;
};

} // namespace weightyard::ui
