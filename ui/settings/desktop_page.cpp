#include "ui/settings/desktop_page.h"

#include "ui/settings/setting_controls.h"
#include "ui/settings/toggle.h"
#include "ui/text/messages.h"

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void makeUnavailable(SettingRow *row, const QString &why)
{
    row->setMeaning(why);
    row->findChild<Toggle *>()->setEnabled(false);
}

} // namespace

DesktopSettings::DesktopSettings(Workbench &workbench, QWidget *parent)
    : SettingsPage(tr("Desktop"), parent),
      m_workbench(workbench)
{
    SettingGroup *end = addGroup(tr("When all downloads have ended"));
    end->addRow(makeNotifications());
    end->addRow(makeAfterQueue());
    end->addRow(makeAfterCommand());
    SettingGroup *meanwhile = addGroup(tr("While they run"));
    meanwhile->addRow(makeMetered());
    meanwhile->addRow(makeTray());
    addGroup(tr("At login"))->addRow(makeAutostart());
    addGroup(tr("Weightyard itself"))
        ->addRow(makeSwitchRow(m_workbench.preferences(),
                               {u"newVersions"_s, tr("Look for newer versions"),
                                tr("Once a day github.com is asked, and told nothing of you. You install "
                                   "it, or not")},
                               this));
}

SettingRow *DesktopSettings::makeNotifications()
{
    SettingRow *row = makeSwitchRow(m_workbench.preferences(),
                                    {u"notifications"_s, tr("Notification"),
                                     tr("Also when a download needs you. Not while the window is in front")},
                                    this);
    if (m_workbench.desktop().notifier == nullptr)
        makeUnavailable(row, tr("Weightyard sends none on this system."));
    return row;
}

SettingRow *DesktopSettings::makeAfterQueue()
{
    const PowerSwitch *power = m_workbench.desktop().power;
    const bool canSleep = power != nullptr && power->can(PowerSwitch::Action::Sleep);
    const bool canShutDown = power != nullptr && power->can(PowerSwitch::Action::ShutDown);
    const QString &now = m_workbench.settings().afterQueue;
    QList<SettingChoice> choices{{tr("Nothing"), u"nothing"_s}, {tr("Quit"), u"quit"_s}};
    choices.append({tr("Run the command"), u"command"_s});
    if (canSleep || now == "sleep"_L1)
        choices.append({tr("Sleep"), u"sleep"_s});
    if (canShutDown || now == "shutdown"_L1)
        choices.append({tr("Shut down"), u"shutdown"_s});
    const QString meaning =
        canSleep && canShutDown ? tr("Once. It is announced, and can be called off for a minute")
        : canSleep    ? tr("Once. This computer does not let Weightyard shut it down without a password")
        : canShutDown ? tr("Once. This computer does not let Weightyard put it to sleep")
        : power == nullptr
            ? tr("Once. Weightyard cannot put this system to sleep or shut it down")
            : tr("Once. Sleep and Shut down are missing: logind is not here, or asks for a password");
    return makeChoiceRow(m_workbench.preferences(), {u"afterQueue"_s, tr("Then"), meaning}, choices, this);
}

SettingRow *DesktopSettings::makeAfterCommand()
{
    return makeTextRow(
        m_workbench.preferences(),
        {u"afterCommand"_s, tr("Command"),
         tr("A program and its arguments. No shell reads it: double quotes keep words together. It finds "
            "WEIGHTYARD_DONE and WEIGHTYARD_FAILED, two numbers")},
        u"/usr/local/bin/tell-me done"_s, this);
}

SettingRow *DesktopSettings::makeMetered()
{
    const QString meaning = m_workbench.desktop().network == nullptr
                                ? tr("This system does not tell Weightyard which connections are metered")
                                : tr("A phone's, for example, as far as the system knows it");
    return makeChoiceRow(m_workbench.preferences(), {u"metered"_s, tr("On a metered connection"), meaning},
                         {{tr("Pause"), u"pause"_s}, {tr("Go on"), u"go-on"_s}}, this);
}

SettingRow *DesktopSettings::makeTray()
{
    SettingRow *row = makeSwitchRow(
        m_workbench.preferences(),
        {u"tray"_s, tr("Icon in the tray"), tr("Downloads can then go on there without the window")}, this);
    const TrayWatch *tray = m_workbench.desktop().tray;
    if (tray == nullptr || !tray->hasTray())
        makeUnavailable(row, tr("This desktop shows no tray. GNOME does with an extension: AppIndicator."));
    return row;
}

// No setting of ours: what is noted for the desktop counts, whoever has changed it.
SettingRow *DesktopSettings::makeAutostart()
{
    auto *row = new SettingRow(tr("Open Weightyard at login"), tr("What was being downloaded goes on"), this);
    auto *toggle = new Toggle(row);
    row->addControl(toggle);
    Autostart *autostart = m_workbench.desktop().autostart;
    if (autostart == nullptr) {
        makeUnavailable(row, tr("Not on this system: add Weightyard to what the system opens at login."));
        return row;
    }
    const auto show = [row, toggle, autostart] {
        const QSignalBlocker quiet(toggle);
        toggle->setChecked(autostart->isOn());
        row->setTrouble({});
    };
    connect(autostart, &Autostart::changed, row, show);
    connect(autostart, &Autostart::failed, row, [row, show](const base::Error &error) {
        show();
        row->setTrouble(text::Messages::sentence(error));
    });
    connect(toggle, &Toggle::toggled, autostart, &Autostart::setOn);
    show();
    return row;
}

} // namespace weightyard::ui
