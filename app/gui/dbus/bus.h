// Bus: a connection to a message bus of our own. It is made on another thread, for a bus may be there and not answer; until then, and
// where there is none, nothing is sent. GUI thread.
#pragma once

#include "base/background.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <functional>

namespace weightyard::gui {

class Bus : public QObject
{
    Q_OBJECT
public:
    /// `address`: empty for the usual one of this kind. `background` outlives this object.
    Bus(QDBusConnection::BusType type, const QString &address, base::Background &background);
    ~Bus() override;

    void open(); ///< opened() or missing() follows, once the bus has answered
    bool isOpen() const { return m_connection.isConnected(); }
    const QDBusConnection &connection() const { return m_connection; }

    using Answer = std::function<void(const QDBusMessage &)>;
    /// Asks, and comes back at once; `answered` is called with the reply or the error (a service that is silent is one), unless
    /// `context` is gone. On an open bus.
    void ask(const QDBusMessage &call, QObject *context, Answer answered, int patienceMs = 5000) const;
    /// Where no answer is of use.
    void tell(const QDBusMessage &call) const;

Q_SIGNALS:
    void opened();
    void missing();

private:
    const QDBusConnection::BusType m_type;
    const QString m_address;
    const QString m_name;
    base::Background &m_background;
    QDBusConnection m_connection;
};

/// Where a service's methods are.
struct BusObject {
    QString service;
    QString path;
    QString interface;
};

QDBusMessage callOf(const BusObject &object, const QString &method, const QVariantList &arguments = {});

} // namespace weightyard::gui
