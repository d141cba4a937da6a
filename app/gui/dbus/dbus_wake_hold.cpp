#include "app/gui/dbus/dbus_wake_hold.h"

#include <QCoreApplication>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <array>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uint kSuspend = 4; // of the portal's and GNOME's flags; 8 would keep the screen on

enum class Kind { Portal, Gnome, PowerManagement, Logind };

struct Way {
    Kind kind;
    bool isOnSystemBus = false;
    BusObject object;
};

const std::array<Way, 4> &ways()
{
    static const std::array<Way, 4> all{
        Way{.kind = Kind::Portal,
            .object = {u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
                       u"org.freedesktop.portal.Inhibit"_s}},
        Way{.kind = Kind::Gnome,
            .object = {u"org.gnome.SessionManager"_s, u"/org/gnome/SessionManager"_s,
                       u"org.gnome.SessionManager"_s}},
        Way{.kind = Kind::PowerManagement,
            .object = {u"org.freedesktop.PowerManagement"_s, u"/org/freedesktop/PowerManagement/Inhibit"_s,
                       u"org.freedesktop.PowerManagement.Inhibit"_s}},
        Way{.kind = Kind::Logind,
            .isOnSystemBus = true,
            .object = {u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                       u"org.freedesktop.login1.Manager"_s}},
    };
    return all;
}

QVariantList argumentsOf(Kind kind, const QString &reason)
{
    const QString program = QCoreApplication::applicationName();
    switch (kind) {
    case Kind::Portal:
        return {QString(), kSuspend, QVariantMap{{u"reason"_s, reason}}};
    case Kind::Gnome:
        return {program, 0U, reason, kSuspend};
    case Kind::PowerManagement:
        return {program, reason};
    case Kind::Logind:
        return {u"sleep"_s, program, reason, u"block"_s};
    }
    Q_UNREACHABLE();
}

} // namespace

DbusWakeHold::DbusWakeHold(Bus &session, Bus &system, QObject *parent)
    : WakeHold(parent),
      m_session(session),
      m_system(system)
{
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_session, &Bus::opened, this, [this] {
        QDBusConnection connection = m_session.connection();
        // clang-format off
        connection.connect(QString(), QString(), u"org.freedesktop.portal.Request"_s, u"Response"_s, this,
                           SLOT(portalAnswered(uint,QVariantMap,QDBusMessage)));
        // clang-format on
        m_watcher.setConnection(connection);
    });
    for (Bus *bus : {&m_session, &m_system}) {
        connect(bus, &Bus::opened, this, [this] {
            // There are more ways now; those that are asked already may all refuse.
            m_gaveUp = false;
            m_isAnew = m_state == State::Asking;
            go();
        });
    }
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] {
        if (m_state != State::Held) // it took the grant along
            return;
        m_grant.clear();
        m_state = State::Free;
        go();
    });
}

DbusWakeHold::~DbusWakeHold()
{
    release();
}

void DbusWakeHold::setReason(const QString &reason)
{
    if (reason == m_reason)
        return;
    m_reason = reason;
    m_gaveUp = m_gaveUp && !reason.isEmpty();
    m_isAnew = m_isAnew || reason.isEmpty();
    go();
}

void DbusWakeHold::go()
{
    if (m_reason.isEmpty())
        return release();
    if (m_state == State::Free && !m_gaveUp)
        ask(0);
}

void DbusWakeHold::ask(std::size_t way)
{
    m_state = State::Free;
    m_isAnew = false;
    for (; way < ways().size(); ++way) {
        const Bus &bus = ways()[way].isOnSystemBus ? m_system : m_session;
        if (!bus.isOpen())
            continue;
        m_state = State::Asking;
        m_way = way;
        bus.ask(callOf(ways()[way].object, u"Inhibit"_s, argumentsOf(ways()[way].kind, m_reason)), this,
                [this, way](const QDBusMessage &reply) { answered(way, reply); });
        return;
    }
    m_gaveUp = true;
}

void DbusWakeHold::answered(std::size_t way, const QDBusMessage &reply)
{
    const bool isGranted = reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty();
    if (!isGranted)
        return refused(way);
    m_state = State::Held;
    m_grant = reply.arguments().constFirst();
    if (ways()[way].kind == Kind::Portal && m_grant.value<QDBusObjectPath>().path() == m_deniedRequest)
        return refused(way);
    if (!ways()[way].isOnSystemBus)
        m_watcher.addWatchedService(ways()[way].object.service);
    if (m_reason.isEmpty()) // not wanted any more
        release();
}

void DbusWakeHold::refused(std::size_t way)
{
    m_grant.clear();
    m_state = State::Free;
    if (!m_reason.isEmpty())
        ask(m_isAnew ? 0 : way + 1);
}

// The portal grants at once, and says later whether the desktop behind it does.
void DbusWakeHold::portalAnswered(uint code, const QVariantMap &, const QDBusMessage &message)
{
    if (code == 0)
        return;
    const bool isOurs = m_state == State::Held && ways()[m_way].kind == Kind::Portal
                        && m_grant.value<QDBusObjectPath>().path() == message.path();
    if (isOurs)
        refused(m_way);
    else
        m_deniedRequest = message.path();
}

void DbusWakeHold::release()
{
    if (m_state != State::Held)
        return;
    const Way &way = ways()[m_way];
    if (way.kind == Kind::Portal)
        m_session.tell(callOf({way.object.service, m_grant.value<QDBusObjectPath>().path(),
                               u"org.freedesktop.portal.Request"_s},
                              u"Close"_s));
    else if (way.kind == Kind::Gnome)
        m_session.tell(callOf(way.object, u"Uninhibit"_s, {m_grant}));
    else if (way.kind == Kind::PowerManagement)
        m_session.tell(callOf(way.object, u"UnInhibit"_s, {m_grant}));
    m_grant.clear(); // logind's is a file that is closed
    m_watcher.setWatchedServices({});
    m_state = State::Free;
}

} // namespace weightyard::gui
