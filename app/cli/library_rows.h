// The libraries of a command, as `list` and `status` show them: how much room there is, and which are not connected. Reads disks: a
// terminal program may wait for that on its main thread.
#pragma once

#include "app/cli/command.h"

#include <QJsonArray>

namespace weightyard::cli {

struct LibraryRow {
    QString folder;
    bool connected = true;
    std::optional<qint64> available = {}; ///< of its volume
};

QList<LibraryRow> libraryRows(const CommandContext &context);
/// `library`, `connected`, `bytes_available`.
QJsonArray toJson(const QList<LibraryRow> &rows);
/// "DIR: not connected", a line each, of the further ones that are.
void printMissing(const QList<LibraryRow> &rows);

} // namespace weightyard::cli
