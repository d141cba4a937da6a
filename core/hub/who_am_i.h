// Whose token it is (`GET /api/whoami-v2`, huggingface_hub's whoami). The Hub limits this call: once for a sign-in, not for each
// download. Blocks: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/clock.h"
#include "net/http_client.h"

#include <QUrl>

namespace weightyard::hub {

/// The account's name. Auth: the Hub does not take the token.
base::Result<QString> whoAmI(const QString &token, const QUrl &hub, net::HttpClient &client,
                             const base::Clock &clock, const base::CancelToken &cancel);

} // namespace weightyard::hub
