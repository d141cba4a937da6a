// `weightyard-cli update`: brings installed models to the newest commit of their branch, or back to the version before.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/get_run.h"
#include "app/cli/installed_arguments.h"
#include "app/cli/job_json.h"
#include "app/cli/not_taken_over.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "git/runtime.h"
#include "session/find_updates.h"
#include "session/go_back.h"
#include "session/pending_changes.h"
#include "store/lock_keeper.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QJsonArray>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::InstalledModel;
using library::MineOrNew;
using session::UpdateFinding;
using session::UpdateState;

namespace {

constexpr qsizetype kShortCommit = 12;

Result<void> checkUpdate(const CommandLine &line)
{
    constexpr std::pair<const char *, const char *> kPairs[] = {
        {"keep-mine", "take-new"}, {"check", "rollback"}, {"check", "keep-mine"}, {"check", "take-new"}};
    for (const auto &[one, other] : kPairs) {
        if (line.has(one) && line.has(other))
            return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, QLatin1StringView(one),
                                                QLatin1StringView(other)));
    }
    if (line.has("rollback") && line.words.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::RemoveNeedsModel, u"update --rollback"_s));
    return {};
}

MineOrNew choiceOf(const CommandLine &line)
{
    if (line.has("keep-mine"))
        return MineOrNew::KeepMine;
    return line.has("take-new") ? MineOrNew::TakeNew : MineOrNew::Refuse;
}

QString changeText(const UpdateFinding &finding, const QString &name)
{
    const QString commit = finding.newest.left(kShortCommit);
    if (!finding.difference)
        return CliText::tr("%1: newer, commit %2").arg(name, commit);
    return CliText::tr("%1: newer, %n file(s), %2, commit %3", nullptr,
                       static_cast<int>(finding.difference->files()))
        .arg(name, text::formatBytes(finding.difference->bytes), commit);
}

/// A choice that is made already stops nothing.
bool stops(const UpdateFinding &finding, const CommandLine &line)
{
    if (!finding.stops)
        return false;
    const ErrorCode code = finding.stops->cause.code;
    const bool isChoice = code == ErrorCode::ChangedInBoth || code == ErrorCode::NewWhereYours;
    return !isChoice || choiceOf(line) == MineOrNew::Refuse;
}

void printFinding(const UpdateFinding &finding, const QString &name, const CommandLine &line)
{
    switch (finding.state) {
    case UpdateState::Current:
        printLine(CliText::tr("%1: up to date").arg(name));
        return;
    case UpdateState::Pinned:
        printLine(
            CliText::tr("%1: stays at %2, as it was asked for").arg(name, finding.model.record.revision));
        return;
    case UpdateState::Local:
        printLine(CliText::tr("%1: is on the branch %2, which its host does not have: nothing to update")
                      .arg(name, finding.model.record.revision));
        return;
    case UpdateState::Newer:
        printLine(changeText(finding, name));
        break;
    case UpdateState::Unknown:
        return; // an error, told at the end
    }
    if (!line.has("check") && !line.has("dry-run"))
        return;
    if (stops(finding, line))
        printLine(CliText::tr("the update would stop: %1").arg(text::Messages::sentence(*finding.stops)), 2);
    if (!finding.difference)
        return;
    for (const QString &path : finding.difference->changed)
        printLine(CliText::tr("changed: %1").arg(path), 2);
    for (const QString &path : finding.difference->added)
        printLine(CliText::tr("new: %1").arg(path), 2);
    for (const QString &path : finding.difference->removed)
        printLine(CliText::tr("gone: %1").arg(path), 2);
}

QJsonObject jsonFinding(const UpdateFinding &finding, const CommandLine &commandLine)
{
    QJsonObject line{{u"model"_s, finding.model.record.modelPath},
                     {u"folder"_s, finding.model.folder},
                     {u"commit"_s, finding.model.record.commit},
                     {u"update"_s, session::updateStateName(finding.state)}};
    if (!finding.newest.isEmpty())
        line.insert(u"newest"_s, finding.newest);
    if (finding.difference) {
        line.insert(u"files"_s, finding.difference->files());
        line.insert(u"bytes"_s, finding.difference->bytes);
        line.insert(u"changed"_s, QJsonArray::fromStringList(finding.difference->changed));
        line.insert(u"added"_s, QJsonArray::fromStringList(finding.difference->added));
        line.insert(u"removed"_s, QJsonArray::fromStringList(finding.difference->removed));
    }
    if (finding.error)
        line.insert(u"error"_s, toJson(*finding.error, &kUpdateCommand));
    if (stops(finding, commandLine))
        line.insert(u"stops"_s, toJson(*finding.stops, &kUpdateCommand));
    return line;
}

void tellFinding(const UpdateFinding &finding, const QString &name, const CommandLine &line)
{
    if (line.json)
        printOut(QString::fromUtf8(jsonLine(jsonFinding(finding, line))));
    else if (!line.quiet)
        printFinding(finding, name, line);
}

void summarize(const QList<UpdateFinding> &findings, int exitCode)
{
    const auto newer = std::count_if(findings.cbegin(), findings.cend(), [](const UpdateFinding &one) {
        return one.state == UpdateState::Newer;
    });
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, findings.size()},
                                                                    {u"newer"_s, static_cast<qint64>(newer)},
                                                                    {u"exit_code"_s, exitCode}}}})));
}

int fetchAll(app::Services &services, const QList<job::DownloadRequest> &requests,
             const CommandContext &context)
{
    GetOutput output(context.line, services.clock());
    GetRun run(services, requests, context.settings.jobs, std::move(output));
    return run.exec();
}

// An earlier run may have been killed in the middle. After the services are there, as they bring git's runtime.
Result<InstalledArguments> modelsNow(const CommandContext &context)
{
    Result<InstalledArguments> models = installedArguments(context);
    if (!models || context.line.has("check") || context.line.has("dry-run"))
        return models;
    bool isOther = false;
    store::LockKeeper locks;
    for (const InstalledModel &model : models->models) {
        const Result<bool> ended = Turn(context.line).take([&] {
            return session::endSwap(model, context.library, context.configDir, locks);
        });
        if (!ended)
            return fail(ended.error());
        isOther = isOther || *ended;
    }
    return isOther ? installedArguments(context) : models;
}

Result<int> updateAll(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const Result<InstalledArguments> models = modelsNow(context);
    if (!models)
        return fail(models.error());
    tellOtherCopies(*models, line);
    QList<UpdateFinding> findings;
    QList<ErrorKind> failures;
    QList<job::DownloadRequest> requests;
    FailuresByCause failed;
    for (const InstalledModel &model : models->models) {
        const UpdateFinding finding = session::findUpdate(model, (*services)->forJobs(), {});
        tellFinding(finding, models->names.of(model), line);
        findings.append(finding);
        if (finding.error) {
            failures.append(finding.error->kind);
            failed.add(models->names.of(model), *finding.error);
        }
        if (finding.state != UpdateState::Newer)
            continue;
        const auto request =
            session::updateRequest(model, choiceOf(line), context.library, (*services)->hub());
        if (!request)
            return fail(request.error());
        requests.append(*request);
    }
    Command asking = *line.command; // nothing was downloaded yet that could go on
    asking.fetches = false;
    failed.print(&asking);
    const int failedCode = static_cast<int>(app::exitCodeFor(failures));
    const auto left = line.words.isEmpty() ? notTakenOver(context) : QList<library::ModelOnDisk>();
    const bool isTold = tellNotTakenOver(left, line);
    if (line.has("check") || line.has("dry-run") || requests.isEmpty()) {
        if (line.json)
            summarize(findings, failedCode);
        else if (models->models.isEmpty() && !isTold && !line.quiet)
            printLine(CliText::tr("No models are installed in %1.").arg(context.library));
        return failedCode;
    }
    const int fetched = fetchAll(**services, requests, context);
    return fetched == 0 ? failedCode : fetched;
}

Result<int> rollBackAll(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess());
    const Result<InstalledArguments> models = installedArguments(context);
    if (!models)
        return fail(models.error());
    tellOtherCopies(*models, context.line);
    store::LockKeeper locks;
    for (const InstalledModel &model : models->models) {
        const session::BackQuestion question{.model = model,
                                             .library = context.library,
                                             .configDir = context.configDir,
                                             .choice = choiceOf(context.line),
                                             .dryRun = context.line.has("dry-run")};
        const Result<store::Record> now =
            Turn(context.line).take([&] { return session::goBack(question, locks, {}); });
        if (!now)
            return fail(now.error());
        if (context.line.json) {
            printOut(QString::fromUtf8(jsonLine({{u"model"_s, model.record.modelPath},
                                                 {u"folder"_s, model.folder},
                                                 {u"commit"_s, now->commit},
                                                 {u"previous"_s, model.record.commit},
                                                 {u"rolled_back"_s, !context.line.has("dry-run")}})));
        } else if (!context.line.quiet) {
            const QString sentence = context.line.has("dry-run")
                                         ? CliText::tr("%1: would go back to commit %2")
                                         : CliText::tr("%1: back at commit %2");
            printLine(sentence.arg(models->names.of(model), now->commit.left(kShortCommit)));
        }
    }
    return 0;
}

Result<int> runUpdate(const CommandContext &context)
{
    return context.line.has("rollback") ? rollBackAll(context) : updateAll(context);
}

} // namespace

const Command kUpdateCommand{
    .name = "update",
    .words = "[MODEL...]",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "bring installed models to their newest commit"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Looks for newer commits of installed models, all or those named, and fetches\n"
                    "what they change: the folder is the old version until it is the new one. A\n"
                    "model that was asked for by a commit or a tag stays. A file that you changed and\n"
                    "that the new version has differently stops it, unless you say which is wanted.\n"
                    "What is replaced is kept until the next update.\n"),
    .options = "check keep-mine take-new rollback fail-if-busy dry-run",
    .fetches = true,
    .check = checkUpdate,
    .run = runUpdate,
};

} // namespace weightyard::cli
