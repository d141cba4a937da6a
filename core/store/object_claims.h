// ObjectClaims: which job of this process may write which object of a partials folder, so that two models that share an
// object never write one partial. Jobs enter with all their objects at once and are served in that order: an object
// belongs to the earliest job that entered with it, until that job leaves. As the order is the same for every object,
// waiting jobs never wait for each other in a ring. Thread-safe; outlives its tickets.
#pragma once

#include "base/cancel_token.h"
#include "base/oid.h"
#include "base/result.h"

#include <QSet>
#include <QString>
#include <condition_variable>
#include <list>
#include <mutex>

namespace weightyard::store {

class ObjectClaims
{
    struct Entry {
        QString folder;
        QSet<base::Oid> oids;
    };

public:
    /// A place in the order; its destructor leaves. Used by one thread.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(Ticket &&other) noexcept;
        Ticket &operator=(Ticket &&other) noexcept;
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;
        ~Ticket();

        /// The objects that are this job's now. Once one is, it stays so.
        QSet<base::Oid> mine() const;
        /// Blocks until more than `known` objects are this job's. Cancelled ends the wait.
        base::Result<QSet<base::Oid>> waitForMore(qsizetype known, const base::CancelToken &cancel) const;

    private:
        friend class ObjectClaims;
        ObjectClaims *m_claims = nullptr;
        std::list<Entry>::iterator m_entry;
    };

    Ticket enter(const QString &partialsDir, const QSet<base::Oid> &oids);

private:
    QSet<base::Oid> ownedBy(std::list<Entry>::const_iterator entry) const;
    void leave(std::list<Entry>::iterator entry);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::list<Entry> m_entries;
};

} // namespace weightyard::store
