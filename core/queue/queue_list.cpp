#include "queue/queue_list.h"

#include <algorithm>

namespace weightyard::queue {

QStringList QueueList::keys() const
{
    QStringList keys;
    for (const QueueEntry &entry : m_entries)
        keys.append(entry.key);
    return keys;
}

std::optional<QueuePhase> QueueList::phaseOf(const QString &key) const
{
    const qsizetype index = indexOf(key);
    return index < 0 ? std::nullopt : std::optional(m_entries[index].phase);
}

int QueueList::count(QueuePhase phase) const
{
    return static_cast<int>(std::count_if(m_entries.cbegin(), m_entries.cend(),
                                          [&](const QueueEntry &entry) { return entry.phase == phase; }));
}

int QueueList::onThreads() const
{
    return count(QueuePhase::Running) + count(QueuePhase::Discarding);
}

void QueueList::append(const QString &key, QueuePhase phase)
{
    remove(key);
    if (!m_places.isEmpty() || m_entries.isEmpty())
        m_places.insert(key, m_entries.size());
    m_entries.append({.key = key, .phase = phase});
}

void QueueList::prepend(const QList<QueueEntry> &entries)
{
    QList<QueueEntry> list;
    for (const QueueEntry &entry : entries) {
        if (indexOf(entry.key) < 0)
            list.append(entry);
    }
    m_entries = list + m_entries;
    m_places.clear();
}

void QueueList::remove(const QString &key)
{
    const qsizetype index = indexOf(key);
    if (index < 0)
        return;
    m_entries.removeAt(index);
    m_places.clear();
}

void QueueList::setPhase(const QString &key, QueuePhase phase)
{
    const qsizetype index = indexOf(key);
    if (index < 0)
        return;
    m_entries[index].phase = phase;
    if (phase != QueuePhase::Queued)
        m_entries[index].urgent = false;
}

void QueueList::moveToEnd(const QString &key)
{
    const qsizetype index = indexOf(key);
    if (index >= 0)
        m_entries.move(index, m_entries.size() - 1);
    m_places.clear();
}

void QueueList::moveTo(const QString &key, qsizetype position)
{
    QList<qsizetype> places;
    QList<QueueEntry> queued;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].phase == QueuePhase::Queued) {
            places.append(i);
            queued.append(m_entries[i]);
        }
    }
    const auto moved = std::find_if(queued.cbegin(), queued.cend(),
                                    [&](const QueueEntry &entry) { return entry.key == key; });
    if (moved == queued.cend())
        return;
    queued.move(moved - queued.cbegin(), std::clamp<qsizetype>(position, 0, queued.size() - 1));
    for (qsizetype i = 0; i < places.size(); ++i)
        m_entries[places[i]] = queued[i];
    m_places.clear();
}

void QueueList::place(const QStringList &keys, const QString &before)
{
    QList<QueueEntry> moved;
    for (const QString &key : keys) {
        const qsizetype index = key == before ? -1 : indexOf(key);
        if (index < 0)
            continue;
        moved.append(m_entries.takeAt(index));
        m_places.clear();
    }
    qsizetype at = before.isEmpty() ? -1 : indexOf(before);
    at = at < 0 ? m_entries.size() : at;
    for (const QueueEntry &entry : moved)
        m_entries.insert(at++, entry);
    m_places.clear();
}

void QueueList::makeUrgent(const QString &key)
{
    const qsizetype index = indexOf(key);
    if (index >= 0 && m_entries[index].phase == QueuePhase::Queued)
        m_entries[index].urgent = true;
}

QStringList QueueList::toStart(int parallel) const
{
    QStringList keys;
    for (const QueueEntry &entry : m_entries) {
        if (entry.phase == QueuePhase::Queued && entry.urgent)
            keys.append(entry.key);
    }
    qsizetype running = onThreads() + keys.size();
    for (const QueueEntry &entry : m_entries) {
        if (entry.phase == QueuePhase::Queued && !entry.urgent && running < parallel) {
            keys.append(entry.key);
            ++running;
        }
    }
    return keys;
}

qsizetype QueueList::indexOf(const QString &key) const
{
    if (m_places.isEmpty()) {
        for (qsizetype i = 0; i < m_entries.size(); ++i)
            m_places.insert(m_entries[i].key, i);
    }
    return m_places.value(key, -1);
}

} // namespace weightyard::queue
