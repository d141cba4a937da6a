// Addresses of the Hub's API. Pure, any thread.
#pragma once

#include <QString>
#include <QUrl>

namespace weightyard::hub {

/// <hub>/api/models/<owner>/<name><suffix>, of datasets <hub>/api/datasets/...; `suffix` is percent-encoded already.
QUrl apiUrl(const QUrl &hub, const QString &modelPath, const QString &suffix = {});

} // namespace weightyard::hub
