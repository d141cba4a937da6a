#include "app/gui/qt_notifier.h"

#include <QGuiApplication>
#include <QIcon>

namespace weightyard::gui {

namespace {

constexpr int kShownMs =
    15'000; // Windows has a time of its own for the bubble; the icon stays for who comes later

} // namespace

QtNotifier::QtNotifier(QObject *parent) : Notifier(parent)
{
    m_end.setSingleShot(true);
    m_end.setInterval(4 * kShownMs);
    connect(&m_end, &QTimer::timeout, this, &QtNotifier::withdraw);
}

void QtNotifier::show(const ui::Notification &notification)
{
    if (m_icon == nullptr) {
        m_icon = std::make_unique<QSystemTrayIcon>(QGuiApplication::windowIcon());
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &QtNotifier::clicked);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this, &QtNotifier::clicked);
        m_icon->show();
    }
    m_icon->setToolTip(notification.title);
    m_icon->showMessage(notification.title, notification.text,
                        notification.isTrouble ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information,
                        kShownMs);
    m_end.start();
}

void QtNotifier::withdraw()
{
    m_end.stop();
    if (m_icon != nullptr)
        m_icon.release()->deleteLater(); // a click on it may have brought us here
}

} // namespace weightyard::gui
