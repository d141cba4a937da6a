// The Hub's list of models: GET /api/models?search=&author=&filter=&pipeline_tag=&gated=&sort=&limit=&expand=, page by page. Internal
// to the hub's thread. It finds the repositories that are there and the cards of HubSettings.
// Source: huggingface_hub's hf_api.py (list_models), @huggingface/hub's list-models.ts. The Hub's own document does not have it.
#pragma once

#include "http_message.h"
#include "hub_access.h"
#include "hub_state.h"

namespace weightyard::test {

HttpResponse answerSearch(const HubState &state, const HttpRequest &request, const Caller &caller,
                          const QString &listenerUrl);

/// What the API says of a model besides its files; `commit` empty: it has none.
QJsonObject describeModel(const HubState &state, const QString &repository, const QByteArray &commit);

/// As `expand` asks: besides the ids only what it names; everything when it names nothing.
QJsonObject expanded(const QJsonObject &model, const HttpRequest &request);

} // namespace weightyard::test
