// A D-Bus daemon of a test's own, which starts no service by itself, and services on it that a test plays: what they are asked is kept, and
// the test says what they answer. Nothing of the real session or system is touched. GUI thread; a daemon that does not start throws
// std::runtime_error.
#pragma once

#ifdef WEIGHTYARD_DBUS

#include "child_process.h"
#include "temp_dir.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>
#include <functional>

namespace weightyard::test {

class MessageBus
{
public:
    MessageBus();

    QString address() const { return m_address; }

private:
    TempDir m_folder;
    QString m_address;
    ServerProcess m_daemon;
};

class PlayedService : public QDBusVirtualObject
{
public:
    using Reply = std::function<QVariantList(const QDBusMessage &)>;

    PlayedService(const MessageBus &bus, const QString &name);
    ~PlayedService() override;

    /// A method that is not named is an error; one without a function is silent for ever.
    void answer(const QString &method, const Reply &reply) { m_replies.insert(method, reply); }
    void answerNothing(const QString &method) { m_replies.insert(method, {}); }
    QList<QDBusMessage> calls(const QString &method) const;
    /// The answer to a silent call, after all.
    void answerNow(const QDBusMessage &call, const QVariantList &values);
    void signal(const QString &path, const QString &interface, const QString &name,
                const QVariantList &values);

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    QDBusConnection m_connection;
    QHash<QString, Reply> m_replies;
    QList<QDBusMessage> m_calls;
};

} // namespace weightyard::test

#endif
