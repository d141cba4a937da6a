#include "app/cli/list_command.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "store/space.h"
#include "ui/text/format.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using library::OnDisk;

namespace {

struct Totals {
    qint64 bytes = 0;
    qint64 missing = 0;
    int here = 0;
    bool exact = true;
};

Totals totalsOf(const QList<ModelRow> &rows)
{
    Totals totals;
    for (const ModelRow &row : rows) {
        totals.bytes = base::addBytes(totals.bytes, row.model.entry.bytes);
        totals.missing = base::addBytes(totals.missing, row.bytesMissing());
        totals.exact = totals.exact && row.model.entry.exact && row.model.entry.bytes > 0;
        totals.here += row.disk.state == OnDisk::Here || row.disk.state == OnDisk::HereUnverified ? 1 : 0;
    }
    return totals;
}

void printFamily(const QString &family, const QList<ModelRow> &rows, int columns)
{
    QString text;
    for (const ModelRow &row : rows) {
        if (row.model.entry.family != family)
            continue;
        const QString state = stateText(row.disk);
        const QString last = state.isEmpty() && row.model.entry.gated ? CliText::tr("gated") : state;
        text += tableLine(row, last, columns);
    }
    if (!text.isEmpty())
        printOut(heading(family.isEmpty() ? CliText::tr("Elsewhere") : family) + text);
}

void printTable(const ModelRows &rows, const QString &library)
{
    const int columns = terminalColumns();
    QStringList families = rows.families;
    families.append(QString()); // models that no catalogue has
    for (const QString &family : std::as_const(families))
        printFamily(family, rows.rows, columns);
    const Totals totals = totalsOf(rows.rows);
    const QString about = totals.exact ? QString() : u"≈ "_s;
    QString summary =
        CliText::tr("%1, %2; %3 here, %4 to get.")
            .arg(text::counted(rows.rows.size(), CliText::tr("1 model"), CliText::tr("%1 models")),
                 about + text::formatBytes(totals.bytes))
            .arg(totals.here)
            .arg(about + text::formatBytes(totals.missing));
    QString place = CliText::tr("Library: %1").arg(library);
    if (const auto space = store::spaceAt(library))
        place += u", "_s + CliText::tr("%1 free").arg(text::formatBytes(space->available));
    printOut(u'\n' + wrapped(summary, columns, 0) + u'\n' + wrapped(place, columns, 2) + u'\n');
}

void printJson(const ModelRows &rows, const QString &library)
{
    for (const ModelRow &row : rows.rows)
        printOut(QString::fromUtf8(jsonLine(toJson(row))));
    const Totals totals = totalsOf(rows.rows);
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, rows.rows.size()},
                                                                    {u"here"_s, totals.here},
                                                                    {u"bytes"_s, totals.bytes},
                                                                    {u"bytes_missing"_s, totals.missing},
                                                                    {u"exact"_s, totals.exact},
                                                                    {u"library"_s, library}}}})));
}

} // namespace

base::Result<int> runList(const CommandLine &line, const Places &places)
{
    const auto rows = modelRows(line, places);
    if (!rows)
        return base::fail(rows.error());
    warnAbout(*rows, line);
    if (line.json)
        printJson(*rows, places.library);
    else if (!line.quiet)
        printTable(*rows, places.library);
    return static_cast<int>(app::ExitCode::Done);
}

} // namespace weightyard::cli
