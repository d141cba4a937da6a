// What the Hub answered when it was asked about a model, a file each: <dir>/<SHA-1 of the key>.json. Losing one
// costs a request. The oldest go when there are too many. Any thread of any process: written atomically, the last
// one wins. Blocks on the disk.
#pragma once

#include "base/cancel_token.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace weightyard::hub {

struct KeptAnswer {
    QJsonObject answer;
    qint64 fetchedAtMs = 0; ///< wall clock
};

/// All whose key begins with `prefix`, the newest first.
QList<QJsonObject> keptAnswers(const QString &dir, const QString &prefix, const base::CancelToken &cancel);
std::optional<KeptAnswer> readAnswer(const QString &dir, const QString &key);
/// What cannot be written is not kept; the log says why. Of `answer` only what hub::detailsIn() reads is kept.
void keepAnswer(const QString &dir, const QString &key, const KeptAnswer &kept);

} // namespace weightyard::hub
