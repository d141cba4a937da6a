// The checks of hosts. They block until the hosts answer, `silence` is over or they are cancelled: worker threads only.
// Requests are anonymous and follow the user's proxy and certificate settings, as downloads do.
#pragma once

#include "base/cancel_token.h"
#include "net/http_client.h"
#include "prerequisites/check.h"

#include <QUrl>
#include <chrono>

namespace weightyard::prerequisites {

struct CheckSurroundings;

/// `GET <hub>/api/models?limit=1`; any answer below 500 will do.
CheckResult checkHub(net::HttpClient &client, const QUrl &hub, std::chrono::milliseconds silence,
                     const base::CancelToken &cancel);
/// Of a hub that answers: whether it takes the token that is set. What hinders the question says nothing of the token.
CheckResult checkToken(const CheckResult &answers, const CheckSurroundings &around,
                       const base::CancelToken &cancel);
/// Those of huggingface.co (Hub documentation, "models-downloading"); none for another hub.
QList<QUrl> knownDataHosts(const QUrl &hub);
/// HEAD to all of them at once; any answer will do. Failed when none answers, Advice when some do not: which ones a
/// download needs is the hub's choice.
CheckResult checkDataHosts(net::HttpClient &client, const QList<QUrl> &hosts,
                           std::chrono::milliseconds silence, const base::CancelToken &cancel);

} // namespace weightyard::prerequisites
