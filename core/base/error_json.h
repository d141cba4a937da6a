// An Error as files of ours keep it: its kind and code by their names, values, and where it happened. A code that is not known says
// nothing, a kind that is not known is Internal. Pure.
#pragma once

#include "base/error.h"

#include <QJsonObject>

namespace weightyard::base {

QJsonObject toJson(const Error &error);
Error errorFrom(const QJsonObject &json);

} // namespace weightyard::base
