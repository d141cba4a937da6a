// The LFS batch API, strict about what it is asked. Internal to the hub's thread.
// Source: git-lfs docs/api/batch.md and its request schema.
#pragma once

#include "http_message.h"
#include "hub_state.h"

namespace weightyard::test {

// The oids of a batch body, for fault matching; empty if it is no such body.
QList<QByteArray> batchOids(const QByteArray &body);

HttpResponse answerBatch(HubState &state, const HttpRequest &request, const QString &listenerUrl,
                         const QList<Fault> &faults);

} // namespace weightyard::test
