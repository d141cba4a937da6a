#include "fault.h"

namespace weightyard::test {

Fault Fault::plain(Endpoint where, FaultKind kind)
{
    Fault fault;
    fault.where = where;
    fault.kind = kind;
    return fault;
}

Fault Fault::ofAmount(Endpoint where, FaultKind kind, qint64 amount)
{
    Fault fault = plain(where, kind);
    fault.amount = amount;
    return fault;
}

Fault Fault::statusOf(Endpoint where, int status, const QByteArray &text)
{
    Fault fault = plain(where, FaultKind::Status);
    fault.status = status;
    fault.text = text;
    return fault;
}

Fault Fault::redirect(Endpoint where, const QByteArray &location, int status)
{
    Fault fault = plain(where, FaultKind::Redirect);
    fault.text = location;
    fault.status = status;
    return fault;
}

Fault Fault::html(Endpoint where)
{
    return plain(where, FaultKind::Html);
}

Fault Fault::hugeJson(Endpoint where, qint64 bytes)
{
    Fault fault = plain(where, FaultKind::HugeJson);
    fault.at = bytes;
    return fault;
}

Fault Fault::raw(Endpoint where, const QByteArray &bytes)
{
    Fault fault = plain(where, FaultKind::Raw);
    fault.text = bytes;
    return fault;
}

Fault Fault::cut(Endpoint where, qint64 atByte)
{
    Fault fault = plain(where, FaultKind::Cut);
    fault.at = atByte;
    return fault;
}

Fault Fault::stall(Endpoint where, qint64 atByte, qint64 milliseconds)
{
    Fault fault = plain(where, FaultKind::Stall);
    fault.at = atByte;
    fault.milliseconds = milliseconds;
    return fault;
}

Fault Fault::delay(Endpoint where, qint64 milliseconds)
{
    Fault fault = plain(where, FaultKind::Delay);
    fault.milliseconds = milliseconds;
    return fault;
}

Fault Fault::rate(Endpoint where, qint64 bytesPerSecond)
{
    return ofAmount(where, FaultKind::Rate, bytesPerSecond).always();
}

Fault Fault::drip(Endpoint where, qint64 bytes, qint64 everyMilliseconds)
{
    Fault fault = ofAmount(where, FaultKind::Drip, bytes);
    fault.milliseconds = everyMilliseconds;
    return fault;
}

Fault Fault::truncateClean(Endpoint where, qint64 atByte)
{
    Fault fault = plain(where, FaultKind::TruncateClean);
    fault.at = atByte;
    return fault;
}

Fault Fault::corrupt(qint64 atObjectByte)
{
    Fault fault = plain(Endpoint::Storage, FaultKind::Corrupt).always().inObjectBytes();
    fault.at = atObjectByte;
    return fault;
}

Fault Fault::expireAction(int status)
{
    Fault fault = plain(Endpoint::Storage, FaultKind::ExpireAction);
    fault.status = status;
    return fault;
}

Fault Fault::objectError(int code, const QByteArray &message)
{
    Fault fault = plain(Endpoint::Batch, FaultKind::ObjectError);
    fault.status = code;
    fault.text = message;
    return fault;
}

Fault Fault::rewriteHref(const QByteArray &href)
{
    Fault fault = plain(Endpoint::Batch, FaultKind::RewriteHref);
    fault.text = href;
    return fault;
}

Fault Fault::forOid(const QByteArray &value) const
{
    Fault copy = *this;
    copy.oid = value;
    return copy;
}

Fault Fault::forPath(const QString &part) const
{
    Fault copy = *this;
    copy.pathPart = part;
    return copy;
}

Fault Fault::forMethod(const QByteArray &value) const
{
    Fault copy = *this;
    copy.method = value;
    return copy;
}

Fault Fault::forPort(quint16 value) const
{
    Fault copy = *this;
    copy.port = value;
    return copy;
}

Fault Fault::skipFirst(int count) const
{
    Fault copy = *this;
    copy.skip = count;
    return copy;
}

Fault Fault::forTimes(int count) const
{
    Fault copy = *this;
    copy.times = count;
    return copy;
}

Fault Fault::always() const
{
    return forTimes(-1);
}

Fault Fault::inObjectBytes() const
{
    Fault copy = *this;
    copy.inObject = true;
    return copy;
}

Fault Fault::withHeader(const QByteArray &name, const QByteArray &value) const
{
    Fault copy = *this;
    copy.headers.append({name, value});
    return copy;
}

Fault Fault::withReset() const
{
    Fault copy = *this;
    copy.reset = true;
    return copy;
}

bool Fault::matches(const RequestFacts &facts) const
{
    return where == facts.endpoint && (oid.isEmpty() || facts.oids.contains(oid))
           && (pathPart.isEmpty() || facts.target.contains(pathPart))
           && (method.isEmpty() || method == facts.method) && (port == 0 || port == facts.port)
           && (!inObject || (at >= facts.rangeStart && at < facts.rangeEnd));
}

int FaultList::add(const Fault &fault)
{
    const std::lock_guard lock(m_mutex);
    Entry entry;
    entry.id = static_cast<int>(m_entries.size()) + 1;
    entry.fault = fault;
    m_entries.append(entry);
    return entry.id;
}

void FaultList::remove(int id)
{
    const std::lock_guard lock(m_mutex);
    for (Entry &entry : m_entries) {
        if (entry.id == id)
            entry.active = false;
    }
}

void FaultList::clear()
{
    const std::lock_guard lock(m_mutex);
    for (Entry &entry : m_entries)
        entry.active = false;
}

int FaultList::hits(int id) const
{
    const std::lock_guard lock(m_mutex);
    for (const Entry &entry : m_entries) {
        if (entry.id == id)
            return entry.hits;
    }
    return 0;
}

QList<Fault> FaultList::take(const RequestFacts &facts)
{
    const std::lock_guard lock(m_mutex);
    QList<Fault> acting;
    for (Entry &entry : m_entries) {
        if (!entry.active || !entry.fault.matches(facts))
            continue;
        ++entry.seen;
        if (entry.seen <= entry.fault.skip)
            continue;
        if (entry.fault.times >= 0 && entry.hits >= entry.fault.times)
            continue;
        ++entry.hits;
        acting.append(entry.fault);
    }
    return acting;
}

} // namespace weightyard::test
