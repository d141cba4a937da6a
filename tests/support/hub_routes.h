// Which endpoint and repository a path belongs to. Pure functions.
#pragma once

#include "fault.h"

#include <QString>

namespace weightyard::test {

Endpoint endpointOf(const QString &path);
QString repositoryOf(const QString &path); // "owner/name" without ".git"; empty for storage and others
QString gitServiceOf(const QString &path); // "/info/refs", "/git-upload-pack", ...

} // namespace weightyard::test
