#include "ui/settings/setting_pages.h"

#include "net/network_settings.h"
#include "ui/settings/setting_controls.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/translation.h"
#include "ui/theme/paint.h"
#include "ui/widgets/check_strip.h"
#include "ui/widgets/parts.h"

#include <QLocale>
#include <QPushButton>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPageSide = 26;

QPushButton *addButton(SettingRow *row, const QString &text, const QString &longer = {})
{
    auto *button = new QPushButton(text, row);
    button->setAutoDefault(false);
    if (!longer.isEmpty())
        button->setAccessibleName(longer);
    row->addControl(button);
    return button;
}

QList<SettingChoice> numbersOf(const QString &key)
{
    const settings::Setting *setting = settings::findSetting(key);
    QList<SettingChoice> choices;
    for (qint64 number = setting->least; number <= setting->most; ++number)
        choices.append({QLocale().toString(number), number});
    return choices;
}

} // namespace

SettingsPage::SettingsPage(const QString &title, QWidget *parent)
    : QWidget(parent),
      m_title(title),
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(kPageSide, 18, kPageSide, 8);
    m_column->setSpacing(18);
    auto *heading = new QLabel(title, this);
    QFont large = semiboldFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.25);
    heading->setFont(large);
    m_column->addWidget(heading);
}

SettingGroup *SettingsPage::addGroup(const QString &title)
{
    auto *group = new SettingGroup(title, this);
    m_column->addWidget(group);
    m_groups.append(group);
    return group;
}

bool SettingsPage::filter(const QString &text)
{
    const bool isAll = m_title.contains(text.trimmed(), Qt::CaseInsensitive);
    bool any = false;
    for (SettingGroup *group : std::as_const(m_groups))
        any = group->filter(isAll ? QString() : text) || any;
    return any;
}

LibrarySettings::LibrarySettings(Workbench &workbench, QWidget *parent)
    : SettingsPage(tr("Library"), parent),
      m_workbench(workbench),
      m_folders(addGroup(tr("Folders")))
{
    connect(&workbench.libraries(), &Libraries::changed, this, &LibrarySettings::fillFolders);
    connect(&workbench, &Workbench::scanned, this, &LibrarySettings::fillFolders); // which are connected
    fillFolders();
    SettingGroup *disk = addGroup(tr("Disk"));
    auto *usage = new SettingRow(tr("Disk usage"), tr("What takes room, and what of it can go"), this);
    connect(addButton(usage, tr("Show…")), &QPushButton::clicked, this, &LibrarySettings::diskWanted);
    disk->addRow(usage);
}

void LibrarySettings::fillFolders()
{
    m_folders->clear();
    Libraries &libraries = m_workbench.libraries();
    const bool isFree = !libraries.isMoving();
    const auto shown = [&](const QString &folder) {
        const QString path = shortFolder(text::withoutControls(QDir::toNativeSeparators(folder)));
        return libraries.isAway(folder) ? tr("%1 (not connected)").arg(path) : path;
    };
    const auto add = [&](const QString &name, const QString &meaning, const QString &button,
                         const QString &longer = {}) {
        auto *row = new SettingRow(name, meaning, this);
        QPushButton *made = addButton(row, button, longer);
        made->setEnabled(isFree);
        if (!isFree)
            made->setToolTip(tr("The library is being moved."));
        m_folders->addRow(row);
        return made;
    };
    const QStringList all = libraries.all();
    connect(add(tr("Downloads go into"), shown(all.first()), tr("Change…")), &QPushButton::clicked, this,
            &LibrarySettings::chooseWanted);
    for (const QString &folder : all.mid(1)) {
        const QPushButton *off = add(tr("Also shown"), shown(folder), tr("Take off the list"),
                                     tr("Take off the list: %1").arg(shown(folder)));
        connect(off, &QPushButton::clicked, this,
                [this, folder] { m_workbench.libraries().takeOff(folder); });
    }
    connect(add(tr("Another folder with models"), tr("Its models are shown, too, and not fetched again"),
                tr("Add…")),
            &QPushButton::clicked, this, &LibrarySettings::addWanted);
    connect(add(tr("Move the library"),
                tr("All models move to another folder or disk, checked before the originals go"),
                tr("Move…")),
            &QPushButton::clicked, this, &LibrarySettings::moveWanted);
}

DownloadSettings::DownloadSettings(Workbench &workbench, QWidget *parent)
    : SettingsPage(tr("Downloads"), parent)
{
    Preferences &preferences = workbench.preferences();
    SettingGroup *speed = addGroup(tr("Speed"));
    speed->addRow(makeChoiceRow(
        preferences, {u"jobs"_s, tr("Models at a time"), tr("One that fails never stops the others")},
        numbersOf(u"jobs"_s), this));
    speed->addRow(makeChoiceRow(preferences,
                                {u"connections"_s, tr("Connections at most"),
                                 tr("Of all downloads together; fewer where more bring nothing")},
                                numbersOf(u"connections"_s), this));
    speed->addRow(
        makeRateRow(preferences, {u"limitRate"_s, tr("Speed limit"), tr("Of all downloads together")}, this));
    speed->addRow(
        makeTextRow(preferences,
                    {u"fullSpeed"_s, tr("Full speed at"),
                     tr("Hours without that limit; days may stand before them: sat-sun 00:00-24:00")},
                    u"00:00-07:00"_s, this));
    SettingGroup *files = addGroup(tr("New downloads"));
    files->addRow(makeSwitchRow(preferences,
                                {u"removeGit"_s, tr("Remove git history after download"),
                                 tr("Saves some room a model; git log and git pull then no longer work")},
                                this));
    files->addRow(makeSwitchRow(
        preferences,
        {u"safe"_s, tr("Safe formats only"),
         tr("Leaves out what runs code when it is loaded: pickle and the like (.bin, .pt, .ckpt)")},
        this));
}

AccountSettings::AccountSettings(Workbench &workbench, QWidget *parent) : SettingsPage(tr("Account"), parent)
{
    const Account &account = workbench.account();
    const QString host = account.hub().host();
    SettingGroup *group = addGroup(host);
    auto *in = new SettingRow(
        tr("Sign in"),
        tr("For gated and private models. The token is tried, and kept in the system's keychain"), this);
    auto *out = new SettingRow(tr("Sign out"), tr("Takes the token out of the keychain"), this);
    QPushButton *signIn = addButton(in, tr("Sign in…"));
    QPushButton *signOut = addButton(out, tr("Sign out"));
    if (!account.hasKeychain()) {
        const QString why = tr("This system has no keychain. Tokens of HF_TOKEN, hf and git are used.");
        in->setMeaning(why);
        out->setMeaning(why);
        signIn->setEnabled(false);
        signOut->setEnabled(false);
    }
    connect(signIn, &QPushButton::clicked, this, &AccountSettings::signInWanted);
    connect(signOut, &QPushButton::clicked, this, &AccountSettings::signOutWanted);
    group->addRow(in);
    group->addRow(out);
}

NetworkSettingsPage::NetworkSettingsPage(Workbench &workbench, QWidget *parent)
    : SettingsPage(tr("Network"), parent),
      m_workbench(workbench)
{
    addProxy(addGroup(tr("Connection")));
    SettingGroup *mirrors = addGroup(tr("Mirrors"));
    mirrors->addRow(makeListRow(
        workbench.preferences(),
        {u"mirrors"_s, tr("Mirrors of large files"),
         tr("Asked in this order before their host, one address a line. Behind an address: #static for a "
            "folder that any web server gives out, #token for one that may have your token")},
        u"https://mirror.example.org/hub"_s, this));
}

// git's settings and the environment say which it is; here it can be seen and tried.
void NetworkSettingsPage::addProxy(SettingGroup *group)
{
    const net::NetworkSettings &network = m_workbench.network();
    const QUrl hub = m_workbench.hub();
    const base::Result<net::Proxy> proxy = network.proxyFor(hub);
    const QString setting = network.proxySettingFor(hub);
    const QString text =
        !proxy ? text::Messages::sentence(proxy.error())
        : proxy->kind == net::Proxy::Kind::None
            ? tr("None: neither git's http.proxy nor https_proxy names one for %1").arg(hub.host())
            : net::proxyName(*proxy, setting);
    group->addRow(new SettingRow(tr("Proxy"), text, this));
    auto *row = new SettingRow(tr("Connection to %1").arg(hub.host()), tr("Not tried yet"), this);
    QPushButton *test = addButton(row, tr("Try now"));
    group->addRow(row);
    prerequisites::CheckRunner &checks = m_workbench.checks();
    const auto show = [row](const prerequisites::CheckResult &result) {
        if (result.id == prerequisites::CheckId::Hub)
            row->setMeaning(CheckStrip::sentenceOf(result));
    };
    const QList<prerequisites::CheckResult> known = checks.results();
    for (const prerequisites::CheckResult &result : known)
        show(result);
    connect(&checks, &prerequisites::CheckRunner::changed, row, show);
    connect(test, &QPushButton::clicked, this, [this, row] {
        row->setMeaning(tr("Trying…"));
        m_workbench.check();
    });
}

AppearanceSettings::AppearanceSettings(Workbench &workbench, QWidget *parent)
    : SettingsPage(tr("Appearance"), parent)
{
    addGroup(tr("Colours"))
        ->addRow(makeChoiceRow(
            workbench.preferences(),
            {u"appearance"_s, tr("Light or dark"), tr("As the system has it, or always one of them")},
            {{tr("As the system"), u"system"_s},
             {tr("Light"), u"light"_s},
             {tr("Dark"), u"dark"_s},
             {tr("High contrast"), u"high-contrast"_s}},
            this));
    QList<SettingChoice> choices{{tr("As the system"), u"system"_s}};
    const QList<text::Language> languages = text::languages();
    for (const text::Language &language : languages)
        choices.append({language.ownName, language.code});
    addGroup(tr("Texts"))
        ->addRow(makeChoiceRow(
            workbench.preferences(),
            {u"language"_s, tr("Language"), tr("Of the window and of the terminal program")}, choices, this));
}

} // namespace weightyard::ui
