#include "lfs/action_source.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr qsizetype kBatchAhead = 100;
}

ActionSource::ActionSource(BatchClient &batch, base::WaitFunction waiting)
    : m_batch(batch),
      m_waiting(std::move(waiting))
{}

std::optional<Action> ActionSource::known(const base::Oid &oid, qint64 steadyNowMs)
{
    if (!m_actions.contains(oid))
        return {};
    std::optional<Action> action = m_actions.take(oid);
    if (action->isExpired(steadyNowMs))
        action.reset();
    return action;
}

Result<Action> ActionSource::fetch(const Pointer &first, const std::deque<Pointer> &next,
                                   const base::CancelToken &cancel)
{
    QList<Pointer> wanted{first};
    const qint64 now = m_batch.session().clock().steadyMs();
    for (const Pointer &pointer : next) {
        if (wanted.size() >= kBatchAhead)
            break;
        const auto here = m_actions.constFind(pointer.oid);
        if (here == m_actions.constEnd() || here->isExpired(now))
            wanted.append(pointer);
    }
    const auto answer = m_batch.actions(wanted, cancel, m_waiting);
    if (!answer)
        return fail(answer.error());
    Result<Action> asked = fail(ErrorKind::Protocol, u"the server's answer leaves the object out"_s,
                                {.oid = first.oid.toString()});
    for (const BatchObject &object : *answer) {
        if (!object.action)
            return fail(object.action.error());
        if (object.oid == first.oid)
            asked = *object.action;
        else
            m_actions.insert(object.oid, *object.action);
    }
    return asked;
}

} // namespace weightyard::lfs
