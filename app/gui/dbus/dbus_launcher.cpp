#include "app/gui/dbus/dbus_launcher.h"

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kUpdatePauseMs = 500;
} // namespace

DbusLauncher::DbusLauncher(Bus &session, const QString &desktopId, QObject *parent)
    : LauncherProgress(parent),
      m_session(session),
      m_entry(u"application://%1.desktop"_s.arg(desktopId))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kUpdatePauseMs);
    connect(&m_pause, &QTimer::timeout, this, &DbusLauncher::go);
    connect(&m_session, &Bus::opened, this, &DbusLauncher::go);
}

DbusLauncher::~DbusLauncher()
{
    m_wanted.reset();
    if (m_sent && m_session.isOpen())
        send();
}

void DbusLauncher::setProgress(std::optional<double> part)
{
    m_wanted = part;
    go();
}

void DbusLauncher::go()
{
    if (!m_session.isOpen() || m_pause.isActive() || m_wanted == m_sent)
        return;
    send();
    m_pause.start();
}

void DbusLauncher::send()
{
    QDBusMessage update = QDBusMessage::createSignal(u"/com/canonical/unity/launcherentry/1"_s,
                                                     u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
    update.setArguments({m_entry, QVariantMap{{u"progress"_s, m_wanted.value_or(0)},
                                              {u"progress-visible"_s, m_wanted.has_value()}}});
    m_session.tell(update);
    m_sent = m_wanted;
}

} // namespace weightyard::gui
