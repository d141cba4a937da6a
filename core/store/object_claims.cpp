#include "store/object_claims.h"

#include <utility>

namespace weightyard::store {

using base::fail;
using base::Oid;
using base::Result;

ObjectClaims::Ticket::Ticket(Ticket &&other) noexcept
    : m_claims(std::exchange(other.m_claims, nullptr)),
      m_entry(other.m_entry)
{}

ObjectClaims::Ticket &ObjectClaims::Ticket::operator=(Ticket &&other) noexcept
{
    std::swap(m_claims, other.m_claims);
    std::swap(m_entry, other.m_entry);
    return *this;
}

ObjectClaims::Ticket::~Ticket()
{
    if (m_claims != nullptr)
        m_claims->leave(m_entry);
}

QSet<Oid> ObjectClaims::Ticket::mine() const
{
    if (m_claims == nullptr)
        return {};
    const std::lock_guard guard(m_claims->m_mutex);
    return m_claims->ownedBy(m_entry);
}

Result<QSet<Oid>> ObjectClaims::Ticket::waitForMore(qsizetype known, const base::CancelToken &cancel) const
{
    if (m_claims == nullptr)
        return QSet<Oid>();
    const auto wake = cancel.onCancel([claims = m_claims] {
        // Behind the mutex, or the wait could begin between its look at the token and this call.
        const std::lock_guard guard(claims->m_mutex);
        claims->m_changed.notify_all();
    });
    std::unique_lock guard(m_claims->m_mutex);
    QSet<Oid> owned;
    m_claims->m_changed.wait(guard, [&] {
        owned = m_claims->ownedBy(m_entry);
        return owned.size() > known || cancel.isCancelled();
    });
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    return owned;
}

ObjectClaims::Ticket ObjectClaims::enter(const QString &partialsDir, const QSet<Oid> &oids)
{
    const std::lock_guard guard(m_mutex);
    Ticket ticket;
    ticket.m_claims = this;
    ticket.m_entry = m_entries.insert(m_entries.end(), Entry{.folder = partialsDir, .oids = oids});
    return ticket;
}

QSet<Oid> ObjectClaims::ownedBy(std::list<Entry>::const_iterator entry) const
{
    QSet<Oid> owned = entry->oids;
    for (auto earlier = m_entries.cbegin(); earlier != entry; ++earlier) {
        if (earlier->folder == entry->folder)
            owned.subtract(earlier->oids);
    }
    return owned;
}

void ObjectClaims::leave(std::list<Entry>::iterator entry)
{
    const std::lock_guard guard(m_mutex);
    m_entries.erase(entry);
    m_changed.notify_all();
}

} // namespace weightyard::store
