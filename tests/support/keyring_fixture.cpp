#include "keyring_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

KeyringFixture::KeyringFixture()
{
    const QString run = m_folder.path(u"run"_s);
    QDir().mkpath(run);
    QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    ProcessOptions options;
    options.environment = neutralEnvironment(m_folder.path());
    options.environment.insert(u"XDG_RUNTIME_DIR"_s, run);
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s}, options);
    m_address = QString::fromUtf8(m_bus.readLine(10s));
    options.environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    // The password comes by standard input, which has to end.
    options.ownGroup = true;
    m_keyring.start(
        u"sh"_s, {u"-c"_s, u"printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets"_s},
        options);
    options.ownGroup = false;
    const auto isThere = [&] {
        const ProcessResult owner =
            runProcess(u"dbus-send"_s,
                       {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.DBus"_s, u"/"_s,
                        u"org.freedesktop.DBus.NameHasOwner"_s, u"string:org.freedesktop.secrets"_s},
                       options);
        return owner.out.contains("boolean true");
    };
    if (m_address.isEmpty() || !waitUntil(isThere, 10s))
        throw std::runtime_error("gnome-keyring does not start: " + m_keyring.allOutput().toStdString());
}

void KeyringFixture::addTo(QProcessEnvironment &environment) const
{
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path(u"run"_s));
}

QByteArray KeyringFixture::content() const
{
    QByteArray all;
    QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

void KeyringFixture::stopKeyring()
{
    m_keyring.stop();
}

} // namespace weightyard::test
