#include "ui/model/row_disk.h"

#include "session/scan_libraries.h"
#include "ui/model/row_status.h"

#include <algorithm>
#include <utility>

namespace weightyard::ui {

bool takeDisk(ModelRow &row, const library::LibraryContents &contents, const Whereabouts &where)
{
    if (row.inFolder)
        return false;
    const library::ModelOnDisk disk = contents.models.value(row.key);
    const QString library = session::libraryOf(disk, {});
    const QString away = where.away.value(row.key);
    const bool elsewhere = where.elsewhere.contains(library);
    const bool isSame = std::exchange(row.scanned, true) && row.disk == disk && row.library == library
                        && row.awayIn == away && row.elsewhere == elsewhere;
    const bool isOtherChoice = row.disk.picks != disk.picks;
    row.disk = disk;
    if (isOtherChoice)
        row.searchText = RowText::searchText(row);
    row.library = library;
    row.awayIn = away;
    row.elsewhere = elsewhere;
    const bool ticked = row.ticked && !isHere(row) && away.isEmpty();
    return std::exchange(row.ticked, ticked) != ticked || !isSame;
}

bool takeUpdate(ModelRow &row, const QList<session::KnownUpdate> &updates)
{
    const auto found = std::find_if(updates.cbegin(), updates.cend(), [&](const auto &one) {
        return one.folder == row.disk.folder && one.commit == row.disk.commit;
    });
    const auto update = found == updates.cend() ? std::nullopt : std::optional(*found);
    return std::exchange(row.update, update) != update;
}

} // namespace weightyard::ui
