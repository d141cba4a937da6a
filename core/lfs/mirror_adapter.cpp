#include "lfs/mirror_adapter.h"

#include "base/error_code.h"
#include "base/log.h"
#include "base/redact.h"

#include <exception>

namespace weightyard::lfs {

using base::ErrorKind;
using base::Result;

namespace {

constexpr int kMostBreaks = 5;

// What says something of the source, and not of this machine or of its disk.
bool isOfSource(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::Auth:
    case ErrorKind::Gated:
    case ErrorKind::NotFound:
    case ErrorKind::RateLimited:
    case ErrorKind::Server:
    case ErrorKind::Protocol:
        return true;
    default:
        return false;
    }
}

// It lacks this object, or the action for it has ended; what else it has is as good as before.
bool isOfObject(const base::Error &error)
{
    const int status = error.context.httpStatus;
    return error.kind == ErrorKind::NotFound || status == 416;
}

} // namespace

MirrorList::MirrorList(const QList<base::Mirror> &mirrors, MirrorModel model, net::AuthSession &session)
    : m_model(std::move(model))
{
    for (const base::Mirror &mirror : mirrors)
        m_entries.push_back({.source = std::make_unique<MirrorSource>(mirror, m_model, session)});
}

MirrorAdapter::MirrorAdapter(TransferAdapter &origin, MirrorList &mirrors)
    : m_origin(origin),
      m_mirrors(mirrors)
{}

MirrorAdapter::~MirrorAdapter()
{
    MirrorAdapter::stop();
}

void MirrorAdapter::attach(EventQueue &events)
{
    m_events = &events;
    m_origin.attach(events);
}

size_t MirrorAdapter::sourceOf(const base::Oid &oid) const
{
    const auto known = m_objects.constFind(oid);
    size_t index = known == m_objects.cend() ? 0 : known->first;
    while (index < m_mirrors.m_entries.size() && m_mirrors.m_entries[index].isDropped)
        ++index;
    return index < m_mirrors.m_entries.size() ? index : kOrigin;
}

bool MirrorAdapter::isReady(const base::Oid &oid) const
{
    {
        const std::lock_guard lock(m_mutex);
        const size_t source = sourceOf(oid);
        if (source != kOrigin) {
            const auto known = m_objects.constFind(oid);
            return known != m_objects.cend() && known->first == source && known->action
                   && !known->action->isExpired(clock().steadyMs());
        }
    }
    return m_origin.isReady(oid);
}

// Those that the first one's source is to be asked for; the others have their turn.
void MirrorAdapter::prepare(const QList<Pointer> &objects)
{
    if (objects.isEmpty() || isPreparing())
        return;
    QList<Pointer> wanted;
    size_t source = kOrigin;
    {
        const std::lock_guard lock(m_mutex);
        source = sourceOf(objects.first().oid);
        for (const Pointer &object : objects) {
            if (sourceOf(object.oid) == source)
                wanted.append(object);
        }
    }
    if (source == kOrigin)
        return m_origin.prepare(wanted);
    if (m_mirrors.m_entries[source].source->answersAtOnce())
        return ask(source, wanted);
    m_asking = true;
    if (m_thread.joinable())
        m_thread.join(); // it has told its end
    const auto work = [this, source, wanted] {
        try {
            ask(source, wanted);
        } catch (const std::exception &thrown) {
            drop(source, base::thrownError(thrown));
        }
        m_asking = false;
        m_events->push(Prepared{});
    };
    try {
        m_thread = std::thread(work);
    } catch (const std::exception &) {
        work(); // no thread to be had: the others wait meanwhile
    }
}

void MirrorAdapter::ask(size_t mirror, const QList<Pointer> &objects)
{
    const Result<QHash<base::Oid, Action>> found =
        m_mirrors.m_entries[mirror].source->actions(objects, m_stop);
    if (!found && found.error().kind == ErrorKind::Cancelled)
        return;
    if (!found)
        return drop(mirror, found.error());
    const std::lock_guard lock(m_mutex);
    for (const Pointer &object : objects) {
        Object &known = m_objects[object.oid];
        const auto action = found->constFind(object.oid);
        const bool isThere = action != found->cend();
        known.first = isThere ? mirror : mirror + 1;
        known.action = isThere ? std::optional(*action) : std::nullopt;
    }
}

void MirrorAdapter::drop(size_t mirror, const base::Error &why)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_mirrors.m_entries[mirror].isDropped, true))
            return;
    }
    const QString name = base::redacted(m_mirrors.m_entries[mirror].source->mirror().base);
    qCInfo(base::lcLfs).noquote() << "mirror left out:" << name << base::describe(why);
    m_events->push(SourceDropped{.source = name, .why = why});
}

void MirrorAdapter::forget(const base::Oid &oid)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_objects.find(oid); known != m_objects.end())
            known->action.reset();
    }
    m_origin.forget(oid);
}

net::Exchange MirrorAdapter::start(const AttemptPlan &plan, std::shared_ptr<Attempt> attempt)
{
    size_t source = kOrigin;
    Action action;
    {
        const std::lock_guard lock(m_mutex);
        // The mirror whose action made it ready may have been left out in this moment: nobody after it was asked for another.
        const base::Oid oid = plan.partial->oid();
        const auto object = m_objects.find(oid);
        const bool isHeld = object != m_objects.end() && object->action;
        if (isHeld && (sourceOf(oid) != kOrigin || !m_origin.isReady(oid))) {
            source = object->first;
            object->brought.insert(source);
            action = *object->action;
            m_attempts.insert(plan.id, source);
        }
    }
    if (source == kOrigin)
        return m_origin.start(plan, std::move(attempt));
    return m_mirrors.m_entries[source].source->start(action, plan, std::move(attempt));
}

bool MirrorAdapter::fallsBack(const AttemptEnded &end)
{
    size_t mirror = kOrigin;
    {
        const std::lock_guard lock(m_mutex);
        const auto attempt = m_attempts.constFind(end.attempt);
        if (attempt == m_attempts.cend())
            return false;
        mirror = *attempt;
        m_attempts.erase(attempt);
        if (end.outcome || !isOfSource(end.outcome.error().kind))
            return false;
        Object &object = m_objects[end.oid];
        object.action.reset();
        if (isOfObject(end.outcome.error())) {
            object.first = std::max(object.first, mirror + 1);
            return true;
        }
        MirrorList::Entry &entry = m_mirrors.m_entries[mirror];
        if (end.outcome.error().kind == ErrorKind::Network && end.written > 0 && ++entry.breaks < kMostBreaks)
            return true; // goes on there
    }
    drop(mirror, end.outcome.error());
    return true;
}

bool MirrorAdapter::fallsBackFrom(const base::Oid &oid)
{
    QSet<size_t> guilty;
    {
        const std::lock_guard lock(m_mutex);
        Object &object = m_objects[oid];
        guilty = std::exchange(object.brought, {});
        object.action.reset();
    }
    for (const size_t mirror : std::as_const(guilty))
        drop(mirror, {.kind = ErrorKind::Corrupt,
                      .cause = base::ErrorCode::WrongHash,
                      .context = {.oid = oid.toString()}});
    return !guilty.isEmpty();
}

void MirrorAdapter::stop()
{
    m_stop.cancel();
    if (m_thread.joinable())
        m_thread.join();
    m_origin.stop();
}

} // namespace weightyard::lfs
