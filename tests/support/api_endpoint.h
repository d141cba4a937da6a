// The Hub's API of models: search (api_search.h), GET /api/models/<owner>/<name>[/revision/<rev>][?blobs=true][&expand=...],
// files and refs (api_tree.h), auth-check, whoami; and resolve. With quotas, told in every answer. Internal to the hub's thread.
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

HttpResponse answerApi(HubState &state, const HttpRequest &request, const Caller &caller,
                       const QString &listenerUrl);

} // namespace weightyard::test
