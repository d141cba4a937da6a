// The pages of the settings window. Each fills itself from what it is given and follows it. GUI thread.
#pragma once

#include "ui/settings/setting_row.h"
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(const QString &title, QWidget *parent = nullptr);

    QString title() const { return m_title; }
    /// Shows what matches, all where the text is empty; whether there is something.
    bool filter(const QString &text);

protected:
    SettingGroup *addGroup(const QString &title);

private:
    QString m_title;
    QVBoxLayout *m_column;
    QList<SettingGroup *> m_groups;
};

class LibrarySettings : public SettingsPage
{
    Q_OBJECT
public:
    LibrarySettings(Workbench &workbench, QWidget *parent = nullptr);

Q_SIGNALS:
    void chooseWanted(); ///< where downloads go
    void addWanted();
    void moveWanted();
    void diskWanted(); ///< what takes room

private:
    void fillFolders();

    Workbench &m_workbench;
    SettingGroup *m_folders;
};

class DownloadSettings : public SettingsPage
{
    Q_OBJECT
public:
    DownloadSettings(Workbench &workbench, QWidget *parent = nullptr);
};

class AccountSettings : public SettingsPage
{
    Q_OBJECT
public:
    AccountSettings(Workbench &workbench, QWidget *parent = nullptr);

Q_SIGNALS:
    void signInWanted();
    void signOutWanted();
};

class NetworkSettingsPage : public SettingsPage
{
    Q_OBJECT
public:
    NetworkSettingsPage(Workbench &workbench, QWidget *parent = nullptr);

private:
    void addProxy(SettingGroup *group);

    Workbench &m_workbench;
};

class AppearanceSettings : public SettingsPage
{
    Q_OBJECT
public:
    AppearanceSettings(Workbench &workbench, QWidget *parent = nullptr);
};

} // namespace weightyard::ui
