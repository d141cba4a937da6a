// The JSON lines of weightyard-cli (docs/for-scripts.md): snake_case keys, bytes and ms as numbers. Pure.
#pragma once

#include "job/job_snapshot.h"
#include "store/record.h"

#include <QByteArray>
#include <QJsonObject>

namespace weightyard::cli {

QJsonObject toJson(const job::JobSnapshot &job);
QJsonObject toJson(const base::Error &error);
QJsonObject toJson(const store::Record &record, const QString &folder);
QByteArray jsonLine(const QJsonObject &object); ///< compact, with the line end

} // namespace weightyard::cli
