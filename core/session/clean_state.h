// What can go from a library's own state folder: for clean.cpp. The same threads.
#pragma once

#include "session/clean.h"

namespace weightyard::session {

/// Rows of partials, previous versions and leftovers. Fails when the window's list of downloads cannot be read: then nobody knows what
/// is wanted.
base::Result<QList<CleanRow>> cleanState(const CleanQuestion &question, const QString &library);

/// Deletes what a row has, as far as it still has it. The library's lock held.
base::Result<qint64> cleanStateRow(const CleanRow &row, const CleanQuestion &question);

/// Bytes of the files that `paths` name or hold.
void measure(CleanRow &row);
/// The question names no model, or this one.
bool isAsked(const CleanQuestion &question, const QString &modelPath, const QString &folder);

} // namespace weightyard::session
