// The Hub's model API: GET /api/models/<owner>/<name>[/revision/<rev>][?blobs=true], .../tree/<rev>,
// .../auth-check, and resolve. Internal to the hub's thread.
// Source: hub-docs and huggingface_hub's hf_api.py.
#pragma once

#include "http_message.h"
#include "hub_access.h"
#include "hub_state.h"

namespace weightyard::test {

// "owner/name" of an API path; "datasets/owner/name" for /api/datasets/...
QString apiRepository(const QString &path);

// GET /<owner>/<name>/resolve/<revision>/<path>: a small file itself, of a large one the way to it.
HttpResponse answerResolve(HubState &state, const HttpRequest &request, const QString &listenerUrl);

HttpResponse answerApi(const HubState &state, const HttpRequest &request, const Caller &caller);

} // namespace weightyard::test
