// BatchClient: asks a repository's batch API for actions. Blocks; the job's thread only. At most 100 unique oids a
// request, halved when the server says 413. Retries what the policy says can be retried, also where the server says it of one
// object, and tells `waiting` about it. Errors of the whole request: Auth, Gated, NotFound, RateLimited, Server, Protocol,
// Network..., after retries.
#pragma once

#include "base/retry_policy.h"
#include "lfs/batch_answer.h"
#include "lfs/endpoint.h"

namespace weightyard::lfs {

class BatchClient
{
public:
    BatchClient(net::AuthSession &session, Endpoint endpoint, QString refName, base::RetryLimits limits);

    base::Result<QList<BatchObject>> actions(const QList<Pointer> &objects, const base::CancelToken &cancel,
                                             const base::WaitFunction &waiting);

    const QUrl &url() const { return m_endpoint.batchUrl; }
    net::AuthSession &session() const { return m_session; }
    net::AuthSession::Trust trust() const { return m_endpoint.trust; }

private:
    base::Result<QList<BatchObject>> ask(const QList<Pointer> &objects, const base::CancelToken &cancel);

    net::AuthSession &m_session;
    Endpoint m_endpoint;
    QString m_refName;
    base::RetryLimits m_limits;
    qsizetype m_batchSize = 100;
};

} // namespace weightyard::lfs
