// What the hub's thread and its users share. Every member guards itself.
#pragma once

#include "fault.h"
#include "hub_settings.h"
#include "object_source.h"
#include "request_log.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>

namespace weightyard::test {

// The signatures of hrefs: each batch answer issues new ones.
class TicketBook
{
public:
    QByteArray issue(const QByteArray &oid);
    int refusal(const QByteArray &ticket, const QByteArray &oid,
                qint64 lifetimeSeconds) const;      // 0: good, else the status
    void expire(const QByteArray &oid, int status); // empty oid: all

private:
    struct Ticket {
        QByteArray oid;
        std::chrono::steady_clock::time_point issued;
        int refusedWith = 0;
    };

    mutable std::mutex m_mutex;
    int m_next = 1;
    QHash<QByteArray, Ticket> m_tickets;
};

// How many requests of the API were made in the window that runs.
class QuotaBook
{
public:
    struct Standing {
        int left = 0; // negative: this one was too much
        int secondsToGo = 0;
    };
    Standing take(int quota, int seconds);

private:
    std::mutex m_mutex;
    std::optional<std::chrono::steady_clock::time_point> m_began;
    int m_used = 0;
};

struct HubState {
    QString root;
    FaultList faults;
    RequestLog log;
    ObjectStore objects;
    TicketBook tickets;
    QuotaBook quota;
    const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

    HubSettings currentSettings() const;
    void change(const std::function<void(HubSettings &)> &how);
    qint64 elapsedMs() const;
    void connectionOpened();
    void connectionClosed() { --openConnections; }

    std::atomic<int> openConnections{0};
    std::atomic<int> peakConnections{0};

private:
    mutable std::mutex m_mutex;
    HubSettings m_settings;
};

} // namespace weightyard::test
