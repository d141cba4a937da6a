#include "app/cli/estimate_command.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "session/space_plan.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QJsonArray>
#include <QThreadPool>
#include <QtConcurrent>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using library::OnDisk;

namespace {

constexpr int kRequestsAtOnce = 4; // the Hub's quota for its API is small
constexpr qint64 kFactAgeMs = 24LL * 3600 * 1000;

void askHub(QList<ModelRow> &rows, const CommandLine &line, const Places &places, app::Services &services)
{
    const job::JobServices jobs = services.forJobs();
    const hub::FactServices facts{.client = jobs.client,
                                  .credentials = jobs.credentials,
                                  .clock = jobs.clock,
                                  .hub = places.hub,
                                  .cacheFile = places.factCache()};
    QThreadPool pool;
    pool.setMaxThreadCount(kRequestsAtOnce);
    const auto ask = [&](ModelRow &row) {
        const catalog::ModelLocation &location = row.model.location;
        if (!location.onHub)
            return; // only its manifest can tell
        const QString revision = line.revision.isEmpty() ? location.revision : line.revision;
        const auto told = hub::modelFacts(location, revision, facts, kFactAgeMs, base::CancelToken());
        if (told)
            takeFacts(row, *told);
        else
            row.error = told.error();
    };
    QtConcurrent::blockingMap(&pool, rows, ask);
}

Result<session::SpacePlan> planFor(const QList<ModelRow> &rows, const QString &library)
{
    const Result<store::VolumeSpace> space = store::spaceAt(library);
    if (!space)
        return base::fail(space.error());
    QList<session::SpaceDemand> demands;
    for (const ModelRow &row : rows)
        demands.append({.key = row.model.location.modelPath,
                        .volume = space->volume,
                        .bytesMissing = row.bytesWanted()});
    return session::planSpace(demands, {*space});
}

bool allExact(const QList<ModelRow> &rows)
{
    return std::all_of(rows.cbegin(), rows.cend(), [](const ModelRow &row) { return row.model.entry.exact; });
}

bool isUnknown(const ModelRow &row)
{
    return row.disk.state == OnDisk::Absent && row.model.entry.bytes <= 0;
}

qsizetype unknownIn(const QList<ModelRow> &rows)
{
    return std::count_if(rows.cbegin(), rows.cend(), isUnknown);
}

// What stands in the way of this model, or how much of it there is to get.
QString lastWord(const ModelRow &row)
{
    if (row.model.entry.gated && row.disk.state == OnDisk::Absent)
        return CliText::tr("gated");
    if (isUnknown(row))
        return CliText::tr("size not known");
    if (row.disk.state == OnDisk::Absent && row.disk.partialBytes == 0)
        return {};
    if (row.bytesMissing() > 0)
        return CliText::tr("%1 missing").arg(text::formatBytes(row.bytesMissing()));
    return stateText(row.disk);
}

qint64 missingIn(const QList<ModelRow> &rows)
{
    qint64 bytes = 0;
    for (const ModelRow &row : rows)
        bytes = base::addBytes(bytes, row.bytesMissing());
    return bytes;
}

QString verdict(const QList<ModelRow> &rows, const session::SpacePlan &plan)
{
    if (!plan.allFits())
        return CliText::tr("It does not fit: %1 too much. In this order there is room for %2 of %3.")
            .arg(text::formatBytes(plan.bytesNeeded - plan.bytesAvailable))
            .arg(plan.fits.size())
            .arg(rows.size());
    const qsizetype unknown = unknownIn(rows);
    if (unknown == rows.size())
        return CliText::tr("Whether it fits is known when the download begins.");
    if (unknown > 0)
        return CliText::tr("It fits without %1.")
            .arg(text::counted(unknown, CliText::tr("1 model, the size of which is not known"),
                               CliText::tr("%1 models, the sizes of which are not known")));
    return CliText::tr("It fits.");
}

void printTable(const QList<ModelRow> &rows, const session::SpacePlan &plan, const QString &library)
{
    const int columns = terminalColumns();
    qint64 bytes = 0;
    for (const ModelRow &row : rows) {
        printOut(tableLine(row, lastWord(row), columns));
        bytes = base::addBytes(bytes, row.model.entry.bytes);
    }
    const QString about = allExact(rows) ? QString() : u"≈ "_s;
    const QString sizes =
        CliText::tr("%1, %2; %3 to get, %4 free for it in %5.")
            .arg(text::counted(rows.size(), CliText::tr("1 model"), CliText::tr("%1 models")),
                 about + text::formatBytes(bytes), about + text::formatBytes(missingIn(rows)),
                 text::formatBytes(std::max<qint64>(plan.bytesAvailable, 0)), library);
    printOut(u'\n' + wrapped(sizes, columns, 0) + u'\n' + wrapped(verdict(rows, plan), columns, 0) + u'\n');
}

// One line for what went wrong with many models in the same way, as without a network.
void printErrors(const QList<ModelRow> &rows)
{
    QList<std::pair<base::Error, QStringList>> kinds;
    for (const ModelRow &row : rows) {
        if (!row.error)
            continue;
        const auto same = std::find_if(kinds.begin(), kinds.end(), [&](const auto &one) {
            return one.first.kind == row.error->kind && one.first.detail == row.error->detail;
        });
        if (same == kinds.end())
            kinds.append({*row.error, {row.model.entry.id}});
        else
            same->second.append(row.model.entry.id);
    }
    for (auto &[error, ids] : kinds) {
        const QString remedy = text::Messages::remedy(error);
        if (ids.size() > 1)
            error.context.url.clear(); // each has its own
        const QString whose = ids.size() == 1 ? ids.first() : CliText::tr("%1 models").arg(ids.size());
        printError(
            wrapped(u"%1: %2 %3"_s.arg(whose, text::Messages::sentence(error), remedy), terminalColumns(), 2)
            + u'\n');
    }
}

void printJson(const QList<ModelRow> &rows, const session::SpacePlan &plan, const QString &library,
               int exitCode)
{
    qint64 bytes = 0;
    for (const ModelRow &row : rows) {
        QJsonObject object = toJson(row);
        if (!isUnknown(row))
            object.insert(u"fits"_s, plan.fits.contains(row.model.location.modelPath));
        if (row.error)
            object.insert(u"error"_s, toJson(*row.error));
        printOut(QString::fromUtf8(jsonLine(object)));
        bytes = base::addBytes(bytes, row.model.entry.bytes);
    }
    QJsonObject summary{{u"models"_s, rows.size()},
                        {u"bytes"_s, bytes},
                        {u"bytes_missing"_s, missingIn(rows)},
                        {u"bytes_available"_s, plan.bytesAvailable},
                        {u"exact"_s, allExact(rows)},
                        {u"library"_s, library},
                        {u"exit_code"_s, exitCode}};
    if (!plan.allFits() || unknownIn(rows) == 0)
        summary.insert(u"fits"_s, plan.allFits());
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, summary}})));
}

int exitCodeOf(const QList<ModelRow> &rows, const session::SpacePlan &plan)
{
    if (!plan.allFits()) // whatever else there is
        return static_cast<int>(app::exitCodeFor(base::ErrorKind::DiskFull));
    QList<base::ErrorKind> failures;
    for (const ModelRow &row : rows) {
        if (row.error)
            failures.append(row.error->kind);
    }
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace

Result<int> runEstimate(const CommandLine &line, const Places &places, app::Services &services)
{
    auto rows = modelRows(line, places);
    if (!rows)
        return base::fail(rows.error());
    warnAbout(*rows, line);
    askHub(rows->rows, line, places, services);
    const auto plan = planFor(rows->rows, places.library);
    if (!plan)
        return base::fail(plan.error());
    const int exitCode = exitCodeOf(rows->rows, *plan);
    if (line.json)
        printJson(rows->rows, *plan, places.library, exitCode);
    else if (!line.quiet)
        printTable(rows->rows, *plan, places.library);
    if (!line.json)
        printErrors(rows->rows);
    return exitCode;
}

} // namespace weightyard::cli
