// What "Copy diagnostics" copies: versions, the checks, downloads with their errors and logs. English, for whoever helps; redacted
// where it comes from. GUI thread.
#pragma once

#include <QString>

namespace weightyard::ui {

class Workbench;

/// `key`: of one download; empty: of all.
QString diagnosticsOf(Workbench &workbench, const QString &key);

} // namespace weightyard::ui
