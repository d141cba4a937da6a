// The Hub's API of a commit's files: tree (pages named in Link), treesize, paths-info; and refs. Internal to the hub's thread.
// Source: the Hub's OpenAPI document, huggingface_hub's hf_api.py, @huggingface/hub's list-files.ts and paths-info.ts.
#pragma once

#include "api_path.h"
#include "http_message.h"
#include "hub_state.h"

#include <QJsonDocument>

namespace weightyard::test {

HttpResponse answerTree(const HubState &state, const HttpRequest &request, const ApiPath &asked,
                        const QByteArray &commit, const QString &listenerUrl);
HttpResponse answerTreeSize(const HubState &state, const ApiPath &asked, const QByteArray &commit);
HttpResponse answerPathsInfo(const HubState &state, const HttpRequest &request, const ApiPath &asked,
                             const QByteArray &commit);
HttpResponse answerRefs(const HubState &state, const ApiPath &asked);

HttpResponse jsonAnswer(const QJsonDocument &document);
/// `Link` to the same address with another cursor.
void addNextPage(HttpResponse &response, const HttpRequest &request, qsizetype cursor,
                 const QString &listenerUrl);

} // namespace weightyard::test
