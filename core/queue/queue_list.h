// QueueList: the order of a queue and what may start next. Pure values; no job is known here but by its key.
#pragma once

#include "queue/job_standing.h"

#include <QHash>
#include <QList>
#include <QStringList>
#include <optional>

namespace weightyard::queue {

struct QueueEntry {
    QString key;
    QueuePhase phase = QueuePhase::Queued;
    bool urgent = false; ///< queued: starts although enough others run
    friend bool operator==(const QueueEntry &, const QueueEntry &) = default;
};

class QueueList
{
public:
    const QList<QueueEntry> &entries() const { return m_entries; }
    QStringList keys() const;
    std::optional<QueuePhase> phaseOf(const QString &key) const;
    int count(QueuePhase phase) const;
    int onThreads() const; ///< running or discarding

    void append(const QString &key, QueuePhase phase);
    /// In front of everything, in this order; keys that are there already are left out.
    void prepend(const QList<QueueEntry> &entries);
    void remove(const QString &key);
    void setPhase(const QString &key, QueuePhase phase);
    void moveToEnd(const QString &key);
    /// Among the queued ones; the others keep their places. Beyond the end is the end.
    void moveTo(const QString &key, qsizetype position);
    /// Any of them, in this order, in front of `before`; behind all others where that is none of the list.
    void place(const QStringList &keys, const QString &before);
    void makeUrgent(const QString &key);

    /// What is to be started now, in order, when so many may run at a time.
    QStringList toStart(int parallel) const;

private:
    qsizetype indexOf(const QString &key) const;

    QList<QueueEntry> m_entries;
    mutable QHash<QString, qsizetype> m_places; ///< empty: to be made anew
};

} // namespace weightyard::queue
