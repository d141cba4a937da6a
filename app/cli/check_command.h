// How `weightyard-cli check` shows an answer. Pure.
#pragma once

#include "prerequisites/check.h"

#include <QJsonObject>

namespace weightyard::cli {

QJsonObject toJson(const prerequisites::CheckResult &result);
/// A few lines for people.
QString checkLines(const prerequisites::CheckResult &result, int columns);

} // namespace weightyard::cli
