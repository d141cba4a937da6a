// A ResponseSink that keeps what it was told, with waits for the test's thread.
#pragma once

#include "net/http_client.h"

#include "patience.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace weightyard::test {

class CollectingSink : public net::ResponseSink
{
public:
    std::function<net::Flow(const net::ResponseHead &)> headAnswer = [](const auto &) {
        return net::Flow::Continue;
    };
    std::function<net::Flow(QByteArrayView)> dataAnswer = [](QByteArrayView) { return net::Flow::Continue; };
    std::atomic<bool> goesOn = false; ///< the answer to mayGoOn()
    bool keepsBody = true;

    net::Flow onHead(const net::ResponseHead &head) override
    {
        const std::lock_guard lock(m_mutex);
        m_order += 'h';
        m_head = head;
        m_changed.notify_all();
        return headAnswer(head);
    }

    net::Flow onData(QByteArrayView data) override
    {
        const std::lock_guard lock(m_mutex);
        m_order += 'd';
        m_sizes.append(data.size());
        m_received += data.size();
        if (keepsBody)
            m_body += data;
        m_changed.notify_all();
        return dataAnswer(data);
    }

    bool mayGoOn() override { return goesOn; }

    void onEnd(const base::Result<void> &outcome) override
    {
        const std::lock_guard lock(m_mutex);
        m_order += 'e';
        m_end = outcome;
        m_changed.notify_all();
    }

    /// The outcome, or Internal "no end came" after the deadline.
    base::Result<void> waitForEnd(std::chrono::milliseconds deadline = std::chrono::seconds(20))
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, patient(deadline), [this] { return m_end.has_value(); }))
            return base::fail(base::ErrorKind::Internal, {}, QStringLiteral("no end came"));
        return *m_end;
    }

    bool waitForBytes(qint64 count, std::chrono::milliseconds deadline = std::chrono::seconds(20))
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patient(deadline), [&] { return m_received >= count; });
    }

    bool waitForHead(std::chrono::milliseconds deadline = std::chrono::seconds(20))
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patient(deadline), [&] { return m_head.status != 0; });
    }

    net::ResponseHead head() const { return locked(m_head); }
    QByteArray body() const { return locked(m_body); }
    QList<qsizetype> sizes() const { return locked(m_sizes); }
    QByteArray order() const { return locked(m_order); } ///< one letter a call: h, d, e
    qint64 received() const { return locked(m_received); }

private:
    template<typename T>
    T locked(const T &value) const
    {
        const std::lock_guard lock(m_mutex);
        return value;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    net::ResponseHead m_head;
    QByteArray m_body;
    QList<qsizetype> m_sizes;
    QByteArray m_order;
    qint64 m_received = 0;
    std::optional<base::Result<void>> m_end;
};

} // namespace weightyard::test
