// SettingsWindow: all settings in pages, with a search over all of them. What is changed is in force at once. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QScrollArea;

namespace weightyard::ui {

class SettingsPage;

class SettingsWindow : public QDialog
{
    Q_OBJECT
public:
    enum class Page { Library, Downloads, Account, Network, Appearance, Desktop };

    explicit SettingsWindow(Workbench &workbench, QWidget *parent = nullptr);

    void showPage(Page page);

Q_SIGNALS:
    void chooseLibraryWanted();
    void addLibraryWanted();
    void moveLibraryWanted();
    void diskWanted();
    void signInWanted();
    void signOutWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makePages(QWidget *content);
    void search(const QString &text);
    void applyColours();

    Workbench &m_workbench;
    QLineEdit *m_search;
    QListWidget *m_list;
    QScrollArea *m_area;
    QLabel *m_nothing;
    QList<SettingsPage *> m_pages; ///< as Page has them
};

} // namespace weightyard::ui
