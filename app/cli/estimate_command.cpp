// `weightyard-cli estimate`: exact sizes from the Hub, what is missing of them, and whether it fits. Downloads nothing; waits for
// the Hub.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/estimate_plan.h"
#include "app/cli/failure.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/model_rows.h"
#include "app/cli/pick_arguments.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "job/page_branch.h"
#include "library/presence.h"
#include "session/hub_facts.h"
#include "session/installed_choice.h"
#include "session/make_request.h"
#include "session/space_plan.h"
#include "ui/text/format.h"

#include <QJsonArray>
#include <QThreadPool>
#include <QtConcurrent>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using library::OnDisk;

namespace {

void askForPick(ModelRow &row, const QString &revision, const QList<library::InstalledModel> &installed,
                const job::JobServices &jobs, const QUrl &hub)
{
    const auto look = session::lookAtModel(row.location, revision, jobs, hub, {}, base::CancelToken());
    if (!look) {
        row.error = look.error();
        return;
    }
    std::optional<store::Record> record;
    for (const library::InstalledModel &one : installed) {
        if (one.record.modelPath == row.location.modelPath && one.record.commit == look->details.model.commit)
            record = one.record;
    }
    const auto cost = session::costOf(row.pick, *look, record);
    if (cost)
        row.cost = *cost;
    else
        row.error = cost.error();
}

// A model that is here at another revision than the one that is asked for is brought there.
void askForChange(ModelRow &row, const QString &revision, const store::Record &record,
                  const job::JobServices &jobs, const QUrl &hub)
{
    const auto look = session::lookAtModel(row.location, revision, jobs, hub, {}, base::CancelToken());
    if (look)
        row.cost = session::costOfChange(*look, record);
    else
        row.error = look.error();
}

const store::Record *recordAtOther(const ModelRow &row, const QString &revision,
                                   const QList<library::InstalledModel> &installed)
{
    const auto here =
        std::find_if(installed.cbegin(), installed.cend(), [&](const library::InstalledModel &one) {
            return one.record.modelPath == row.location.modelPath && one.folder == row.model.disk.folder;
        });
    return here == installed.cend() || library::isSameRevision(here->record, revision) ? nullptr
                                                                                       : &here->record;
}

void askHub(QList<ModelRow> &rows, const CommandContext &context, app::Services &services)
{
    const CommandLine &line = context.line;
    const job::JobServices jobs = services.forJobs();
    QList<library::InstalledModel> installed;
    for (ModelRow &row : rows) {
        if (!line.has("revision"))
            row.location = job::onItsBranch(row.location, jobs, base::CancelToken());
        row.pick = session::wishFor(row.location, pickOf(line), context.settings);
    }
    const auto revisionOf = [&line](const ModelRow &row) {
        return line.has("revision") ? line.text("revision") : row.location.revision;
    };
    if (std::any_of(rows.cbegin(), rows.cend(),
                    [&](const ModelRow &row) { return !row.pick.isWhole() || !revisionOf(row).isEmpty(); }))
        installed = session::installedModels(context.libraries, context.configDir).models;
    QThreadPool pool;
    pool.setMaxThreadCount(session::kHubRequestsAtOnce);
    const auto ask = [&](ModelRow &row) {
        const QString revision = revisionOf(row);
        if (!row.pick.isWhole()) {
            askForPick(row, revision, installed, jobs, services.hub());
            return;
        }
        if (const store::Record *record = recordAtOther(row, revision, installed)) {
            askForChange(row, revision, *record, jobs, services.hub());
            return;
        }
        const auto facts =
            session::factsOf(row.location, revision, jobs, services.hub(), base::CancelToken());
        if (facts)
            row.model.facts = *facts;
        else
            row.error = facts.error();
    };
    QtConcurrent::blockingMap(&pool, rows, ask);
}

bool allExact(const QList<ModelRow> &rows)
{
    return std::all_of(rows.cbegin(), rows.cend(), [](const ModelRow &row) { return isExact(row); });
}

bool isUnknown(const ModelRow &row)
{
    return row.model.disk.state == OnDisk::Absent && bytesOf(row) <= 0;
}

qsizetype unknownIn(const QList<ModelRow> &rows)
{
    return std::count_if(rows.cbegin(), rows.cend(), isUnknown);
}

// What stands in the way of this model, or how much of it there is to get.
QString lastWord(const ModelRow &row)
{
    if (session::isGated(row.model) && row.model.disk.state == OnDisk::Absent)
        return CliText::tr("gated");
    if (isUnknown(row))
        return CliText::tr("size not known");
    if (row.model.disk.state == OnDisk::Absent && row.model.disk.partialBytes == 0)
        return {};
    if (bytesMissing(row) > 0)
        return CliText::tr("%1 missing").arg(text::formatBytes(bytesMissing(row)));
    return stateText(row.model.disk);
}

qint64 missingIn(const QList<ModelRow> &rows)
{
    qint64 bytes = 0;
    for (const ModelRow &row : rows)
        bytes = base::addBytes(bytes, bytesMissing(row));
    return bytes;
}

QString verdict(const QList<ModelRow> &rows, const EstimatePlan &plan)
{
    if (!plan.allFits())
        return CliText::tr("It does not fit: %1 too much. In this order there is room for %2 of %3.")
            .arg(text::formatBytes(plan.tooMuch()))
            .arg(plan.fits().size())
            .arg(rows.size());
    const qsizetype unknown = unknownIn(rows);
    if (unknown == rows.size())
        return CliText::tr("Whether it fits is known when the download begins.");
    if (unknown > 0)
        return CliText::tr("It fits without %n model(s) of unknown size.", nullptr,
                           static_cast<int>(unknown));
    return CliText::tr("It fits.");
}

QString sizesText(const QList<ModelRow> &rows, const EstimatePlan &plan, qint64 bytes)
{
    const QList<VolumePlan> used = plan.used();
    if (unknownIn(rows) == rows.size() && !rows.isEmpty())
        return CliText::tr("%n model(s), of a size that is not known; %1 free in %2.", nullptr,
                           static_cast<int>(rows.size()))
            .arg(text::formatBytes(used.first().space.bytesAvailable), used.first().library);
    const QString about = allExact(rows) ? QString() : u"≈ "_s;
    const int count = static_cast<int>(rows.size());
    const QString whole = about + text::formatBytes(bytes);
    const QString missing = about + text::formatBytes(missingIn(rows));
    if (used.size() == 1)
        return CliText::tr("%n model(s), %1; %2 to get, %3 free for it in %4.", nullptr, count)
            .arg(whole, missing, text::formatBytes(used.first().space.bytesAvailable), used.first().library);
    QString text = CliText::tr("%n model(s), %1; %2 to get.", nullptr, count).arg(whole, missing);
    for (const VolumePlan &one : used)
        text += u'\n'
                + CliText::tr("%1 of it go into %2, where %3 are free for it.")
                      .arg(about + text::formatBytes(one.space.bytesNeeded), one.library,
                           text::formatBytes(one.space.bytesAvailable));
    return text;
}

void printTable(const QList<ModelRow> &rows, const EstimatePlan &plan)
{
    const int columns = terminalColumns();
    qint64 bytes = 0;
    for (const ModelRow &row : rows) {
        printOut(tableLine(row, lastWord(row), columns));
        bytes = base::addBytes(bytes, bytesOf(row));
    }
    printOut(u"\n"_s);
    for (const QString &line : sizesText(rows, plan, bytes).split(u'\n') + QStringList{verdict(rows, plan)})
        printOut(wrapped(line, columns, 0) + u'\n');
}

void printErrors(const QList<ModelRow> &rows)
{
    FailuresByCause failed;
    for (const ModelRow &row : rows) {
        if (row.error)
            failed.add(row.model.entry.id, *row.error);
    }
    failed.print(&kEstimateCommand);
}

QJsonArray volumesJson(const QList<VolumePlan> &volumes)
{
    QJsonArray array;
    for (const VolumePlan &one : volumes)
        array.append(QJsonObject{{u"library"_s, one.library},
                                 {u"bytes_to_write"_s, one.space.bytesNeeded},
                                 {u"bytes_available"_s, one.space.bytesAvailable},
                                 {u"fits"_s, one.space.allFits()}});
    return array;
}

void printJson(const QList<ModelRow> &rows, const EstimatePlan &plan, int exitCode)
{
    const QStringList fits = plan.fits();
    qint64 bytes = 0;
    for (const ModelRow &row : rows) {
        QJsonObject object = toJson(row);
        if (!isUnknown(row))
            object.insert(u"fits"_s, fits.contains(row.location.modelPath));
        if (row.error)
            object.insert(u"error"_s, toJson(*row.error, &kEstimateCommand));
        printOut(QString::fromUtf8(jsonLine(object)));
        bytes = base::addBytes(bytes, bytesOf(row));
    }
    QJsonObject summary{{u"models"_s, rows.size()},
                        {u"bytes"_s, bytes},
                        {u"bytes_missing"_s, missingIn(rows)},
                        {u"bytes_available"_s, plan.volumes.first().space.bytesAvailable},
                        {u"exact"_s, allExact(rows)},
                        {u"library"_s, plan.volumes.first().library},
                        {u"volumes"_s, volumesJson(plan.used())},
                        {u"exit_code"_s, exitCode}};
    if (!plan.allFits() || unknownIn(rows) == 0)
        summary.insert(u"fits"_s, plan.allFits());
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, summary}})));
}

int exitCodeOf(const QList<ModelRow> &rows, const EstimatePlan &plan)
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

Result<void> checkEstimate(const CommandLine &line)
{
    const Result<void> pick = checkPick(line);
    return pick ? checkModels(line) : pick;
}

Result<int> runEstimate(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return base::fail(services.error());
    auto rows = modelRows(context, (*services)->hub());
    if (!rows)
        return base::fail(rows.error());
    const CommandLine &line = context.line;
    warnAbout(*rows, line);
    askHub(rows->rows, context, **services);
    const auto plan = estimatePlan(rows->rows, context);
    if (!plan)
        return base::fail(plan.error());
    const int exitCode = exitCodeOf(rows->rows, *plan);
    if (line.json)
        printJson(rows->rows, *plan, exitCode);
    else if (!line.quiet)
        printTable(rows->rows, *plan);
    if (!line.json)
        printErrors(rows->rows);
    return exitCode;
}

} // namespace

const Command kEstimateCommand{
    .name = "estimate",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "exact sizes, what is missing, does it fit"),
    .about = QT_TRANSLATE_NOOP("Terminal",
                               "Asks the Hub for exact sizes and says what is missing and whether it fits.\n"
                               "Nothing is downloaded.\n"),
    .options = "all family extra catalogue revision variant include exclude file safe",
    .namesModels = true,
    .check = checkEstimate,
    .run = runEstimate,
};

} // namespace weightyard::cli
