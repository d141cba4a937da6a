// The JSON lines of weightyard-cli (docs/for-scripts.md): snake_case keys, bytes and ms as numbers. Pure.
#pragma once

#include "job/job_snapshot.h"
#include "store/record.h"

#include <QByteArray>
#include <QJsonObject>

namespace weightyard::cli {

struct Command;

/// `command`: whose words the remedy may have (remedy.h); null: none is known.
QJsonObject toJson(const job::JobSnapshot &job, const Command *command = nullptr);
QJsonObject toJson(const base::Error &error, const Command *command = nullptr);
QJsonObject toJson(const store::Record &record, const QString &folder);
QByteArray jsonLine(const QJsonObject &object); ///< compact, with the line end

} // namespace weightyard::cli
