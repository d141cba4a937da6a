// The libraries of a command, as `list` and `status` show them: how much room there is, and which are not connected. Reads disks: a
// terminal program may wait for that on its main thread.
#pragma once

#include "app/cli/command.h"

#include <QJsonArray>

namespace weightyard::cli {

struct LibraryRow {
    QString folder;
    bool connected = true;
    bool isAway = false; ///< its disk is; one that is not there yet, and will be made, is not
    std::optional<qint64> available = {}; ///< of its volume
};

QList<LibraryRow> libraryRows(const CommandContext &context);
/// `library`, `connected`, `bytes_available`.
QJsonArray toJson(const QList<LibraryRow> &rows);

} // namespace weightyard::cli
