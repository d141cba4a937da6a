// What `GET /api/models/<id>[/revision/REV]?blobs=true` answers (Hub API, huggingface_hub's model_info): one request for the commit and
// all its files. Blocks: worker threads only. For this folder and its tests.
#pragma once

#include "hub/model_facts.h"

#include <QJsonObject>

namespace weightyard::hub {

QUrl modelAnswerUrl(const QUrl &hub, const QString &modelPath, const QString &revision);

/// With a "sha" of 40 digits and a list of "siblings". Usage for a location that is not on the Hub; Protocol for anything that is
/// no such answer.
base::Result<QJsonObject> modelAnswer(const catalog::ModelLocation &location, const QString &revision,
                                      const FactServices &services, const base::CancelToken &cancel);

} // namespace weightyard::hub
