#include "hub_state.h"

namespace weightyard::test {

QByteArray TicketBook::issue(const QByteArray &oid)
{
    const std::lock_guard lock(m_mutex);
    const int number = m_next++;
    const QByteArray name =
        QByteArray::number(number) + '-' + sha256Hex(oid + QByteArray::number(number)).left(24);
    m_tickets.insert(name, {oid, std::chrono::steady_clock::now(), 0});
    return name;
}

int TicketBook::refusal(const QByteArray &ticket, const QByteArray &oid, qint64 lifetimeSeconds) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_tickets.constFind(ticket);
    if (found == m_tickets.constEnd() || found->oid != oid)
        return 403;
    if (found->refusedWith != 0)
        return found->refusedWith;
    const auto age = std::chrono::steady_clock::now() - found->issued;
    return age >= std::chrono::seconds(lifetimeSeconds) ? 403 : 0;
}

void TicketBook::expire(const QByteArray &oid, int status)
{
    const std::lock_guard lock(m_mutex);
    for (Ticket &ticket : m_tickets) {
        if (oid.isEmpty() || ticket.oid == oid)
            ticket.refusedWith = status;
    }
}

QuotaBook::Standing QuotaBook::take(int quota, int seconds)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (!m_began || now - *m_began >= std::chrono::seconds(seconds)) {
        m_began = now;
        m_used = 0;
    }
    ++m_used;
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(now - *m_began).count();
    return {.left = quota - m_used, .secondsToGo = seconds - static_cast<int>(passed)};
}

HubSettings HubState::currentSettings() const
{
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

void HubState::change(const std::function<void(HubSettings &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_settings);
}

qint64 HubState::elapsedMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started)
        .count();
}

void HubState::connectionOpened()
{
    const int now = ++openConnections;
    int peak = peakConnections;
    while (now > peak && !peakConnections.compare_exchange_weak(peak, now)) {
    }
}

} // namespace weightyard::test
