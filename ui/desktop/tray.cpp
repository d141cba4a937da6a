#include "ui/desktop/tray.h"

#include "ui/text/format.h"
#include "ui/workbench/workbench.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>
#include <QWidget>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLookMs = 5000;

// Desktops have shown nothing for an icon of odd sizes.
QIcon trayIcon()
{
    const QPixmap picture = QApplication::windowIcon().pixmap(32);
    return picture.isNull() ? QApplication::style()->standardIcon(QStyle::SP_ArrowDown) : QIcon(picture);
}

} // namespace

Tray::Tray(Workbench &workbench, const TrayWatch &watch, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_watch(watch),
      m_window(window)
{
    fillMenu();
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &Tray::lookAfterWindow);
    connect(&m_watch, &TrayWatch::changed, this, &Tray::refreshIcon);
    connect(&m_workbench, &Workbench::totalsChanged, this, &Tray::refreshToolTip);
    connect(&m_workbench.preferences(), &Preferences::changed, this, [this](const QString &key) {
        if (key == "tray"_L1)
            refreshIcon();
    });
    m_window->installEventFilter(this);
    refreshIcon();
}

// The program sets its icon when the window is there.
bool Tray::eventFilter(QObject *watched, QEvent *event)
{
    if (m_icon && event->type() == QEvent::ApplicationWindowIconChange)
        m_icon->setIcon(trayIcon());
    return QObject::eventFilter(watched, event);
}

Tray::~Tray()
{
    if (m_look.isActive())
        QApplication::setQuitOnLastWindowClosed(true);
}

void Tray::fillMenu()
{
    m_menu.addAction(tr("Show window"), this, &Tray::frontWanted);
    m_menu.addSeparator();
    QAction *pause = m_menu.addAction(tr("Pause all"), this, [this] { m_workbench.queue().pauseAll(); });
    QAction *resume = m_menu.addAction(tr("Resume all"), this, [this] { m_workbench.resumeAll(); });
    m_menu.addSeparator();
    m_menu.addAction(tr("Quit"), this, &Tray::quitWanted);
    connect(&m_workbench, &Workbench::totalsChanged, this, [this, pause, resume] {
        const queue::QueueTotals totals = m_workbench.queue().totals();
        pause->setEnabled(totals.running + totals.queued > 0);
        resume->setEnabled(totals.paused > 0);
    });
}

bool Tray::canKeep() const
{
    return m_icon != nullptr && m_watch.hasTray();
}

void Tray::keep()
{
    m_window->hide();
    QApplication::setQuitOnLastWindowClosed(false); // dialogs may still be open
    m_look.start();
}

void Tray::refreshIcon()
{
    if (!m_workbench.settings().tray || !m_watch.hasTray()) {
        m_icon.reset();
        return lookAfterWindow();
    }
    if (m_icon != nullptr)
        return;
    m_icon = std::make_unique<QSystemTrayIcon>(trayIcon());
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT frontWanted();
            });
    refreshToolTip();
    m_icon->show();
}

void Tray::refreshToolTip()
{
    if (m_icon == nullptr)
        return;
    const queue::QueueTotals totals = m_workbench.queue().totals();
    QStringList lines{QApplication::applicationDisplayName()};
    if (totals.running > 0 && totals.bytesTotal > 0) {
        const QString received =
            tr("%1 of %2").arg(text::formatBytes(totals.bytesHere), text::formatBytes(totals.bytesTotal));
        lines.append(totals.rate >= 1 ? u"%1 · %2"_s.arg(received, text::formatRate(totals.rate)) : received);
    } else if (totals.paused > 0)
        lines.append(tr("%n download(s) paused", nullptr, totals.paused));
    m_icon->setToolTip(lines.join(u'\n'));
}

void Tray::lookAfterWindow()
{
    if (!m_look.isActive())
        return;
    if (m_window->isHidden() && !canKeep())
        Q_EMIT frontWanted();
    if (m_window->isHidden())
        return;
    m_look.stop();
    QApplication::setQuitOnLastWindowClosed(true);
}

} // namespace weightyard::ui
