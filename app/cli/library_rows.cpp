#include "app/cli/library_rows.h"

#include "session/libraries.h"
#include "store/download_layout.h"
#include "store/space.h"

#include <QJsonObject>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

QList<LibraryRow> libraryRows(const CommandContext &context)
{
    QList<LibraryRow> rows;
    for (const QString &library : context.libraries) {
        LibraryRow row{.folder = library, .connected = session::isConnected(library, context.configDir)};
        const bool isFirst = rows.isEmpty(); // one that is not there yet will be made
        row.isAway =
            isFirst ? !store::checkConnected(library, context.configDir).has_value() : !row.connected;
        if (const auto space =
                !row.isAway ? store::spaceAt(library) : base::fail(base::ErrorKind::Disconnected, {}))
            row.available = space->available;
        rows.append(row);
    }
    return rows;
}

QJsonArray toJson(const QList<LibraryRow> &rows)
{
    QJsonArray array;
    for (const LibraryRow &row : rows) {
        QJsonObject json{{u"library"_s, row.folder}, {u"connected"_s, row.connected}};
        if (row.available)
            json.insert(u"bytes_available"_s, *row.available);
        array.append(json);
    }
    return array;
}

} // namespace weightyard::cli
