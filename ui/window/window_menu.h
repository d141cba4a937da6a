// WindowMenu: the menu of the window. Says what was chosen. GUI thread.
#pragma once

#include <QMenu>
#include <optional>

class QActionGroup;

namespace weightyard::ui {

class WindowMenu : public QMenu
{
    Q_OBJECT
public:
    explicit WindowMenu(QWidget *parent = nullptr);

    void setRate(qint64 bytesPerSecond); ///< the one that holds now; 0: none
    void setExtra(bool shown);
    void setDetails(std::optional<bool> shown);      ///< nothing: the view has none
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
    void settingsWanted();
    void aboutWanted();
    void quitWanted();

private:
    QAction *makeRate(qint64 rate);

    QMenu *m_libraries = nullptr;
    QMenu *m_rates = nullptr;
    QActionGroup *m_rateGroup = nullptr;
    QAction *m_extra = nullptr;
    QAction *m_details = nullptr;
    QAction *m_toolsPlace = nullptr;
};

} // namespace weightyard::ui
