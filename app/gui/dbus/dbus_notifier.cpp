#include "app/gui/dbus/dbus_notifier.h"

#include <QGuiApplication>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

const BusObject &notifications()
{
    static const BusObject object{u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                  u"org.freedesktop.Notifications"_s};
    return object;
}

constexpr int kAsTheServiceHasIt = -1; // how long it is shown
constexpr uchar kNormal = 1;
const QString kClick = u"default"_s;

} // namespace

DbusNotifier::DbusNotifier(Bus &session, QString desktopId, QObject *parent)
    : Notifier(parent),
      m_session(session),
      m_desktopId(std::move(desktopId))
{
    connect(&m_session, &Bus::opened, this, [this] {
        QDBusConnection connection = m_session.connection();
        const auto &[service, path, interface] = notifications();
        // clang-format off
        connection.connect(service, path, interface, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint,QString)));
        connection.connect(service, path, interface, u"ActivationToken"_s, this, SLOT(activationToken(uint,QString)));
        connection.connect(service, path, interface, u"NotificationClosed"_s, this, SLOT(notificationClosed(uint,uint)));
        // clang-format on
        go();
    });
}

void DbusNotifier::show(const ui::Notification &notification)
{
    m_next = notification;
    m_isUnwanted = false;
    go();
}

void DbusNotifier::withdraw()
{
    m_next.reset();
    m_isUnwanted = m_isAsking;
    if (m_id != 0)
        m_session.tell(callOf(notifications(), u"CloseNotification"_s, {m_id}));
    m_id = 0;
}

void DbusNotifier::go()
{
    if (!m_session.isOpen() || m_isAsking || !m_next)
        return;
    m_isAsking = true;
    if (m_abilities)
        return send(*std::exchange(m_next, std::nullopt));
    m_session.ask(callOf(notifications(), u"GetCapabilities"_s), this, [this](const QDBusMessage &reply) {
        m_abilities = reply.arguments().value(0).toStringList(); // of a service that does not say: none
        m_isAsking = false;
        go();
    });
}

void DbusNotifier::send(const ui::Notification &notification)
{
    m_session.ask(callOf(notifications(), u"Notify"_s, argumentsOf(notification)), this,
                  [this](const QDBusMessage &reply) {
                      m_isAsking = false;
                      if (reply.type() == QDBusMessage::ReplyMessage)
                          m_id = reply.arguments().value(0).toUInt();
                      if (std::exchange(m_isUnwanted, false))
                          return withdraw();
                      go();
                  });
}

QVariantList DbusNotifier::argumentsOf(const ui::Notification &notification) const
{
    const bool readsMarkup = m_abilities->contains("body-markup"_L1);
    const QStringList actions =
        m_abilities->contains("actions"_L1) ? QStringList{kClick, QString()} : QStringList();
    const QVariantMap hints{
        {u"urgency"_s, QVariant::fromValue(kNormal)},
        {u"category"_s, notification.isTrouble ? u"transfer.error"_s : u"transfer.complete"_s},
        {u"desktop-entry"_s, m_desktopId}};
    return {QGuiApplication::applicationDisplayName(),
            m_id,
            m_desktopId,
            notification.title,
            readsMarkup ? notification.text.toHtmlEscaped() : notification.text,
            actions,
            hints,
            kAsTheServiceHasIt};
}

// Ids are the service's: every program hears every click.
void DbusNotifier::actionInvoked(uint id, const QString &)
{
    if (id == 0 || id != m_id)
        return;
    if (!m_token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", std::exchange(m_token, {})); // Qt takes it when a window is activated
    Q_EMIT clicked();
}

void DbusNotifier::activationToken(uint id, const QString &token)
{
    if (id != 0 && id == m_id)
        m_token = token.toUtf8();
}

void DbusNotifier::notificationClosed(uint id, uint)
{
    if (id == m_id)
        m_id = 0;
}

} // namespace weightyard::gui
