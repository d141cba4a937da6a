#include "app/cli/share_run.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "base/error_code.h"
#include "session/installed_choice.h"
#include "store/lock_keeper.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using library::ShareOutcome;

namespace {

constexpr qsizetype kShortCommitId = 12;
constexpr qint64 kTellEveryMs = 200;

QJsonObject jsonOf(const library::InstalledModel &model, const session::SharePlace &place,
                   const ShareOutcome &outcome, bool dryRun)
{
    QJsonObject line{{u"model"_s, model.record.modelPath},
                     {u"with"_s, library::foreignToolName(place.tool)},
                     {u"folder"_s, outcome.folder},
                     {u"commit"_s, model.record.commit},
                     {u"files"_s, outcome.files},
                     {u"already_there"_s, outcome.already},
                     {u"bytes"_s, outcome.bytes},
                     {u"bytes_copied"_s, outcome.copied},
                     {u"shared"_s, !dryRun}};
    if (!outcome.ref.isEmpty())
        line.insert(u"ref"_s, outcome.ref);
    if (!outcome.refStays.isEmpty())
        line.insert(u"ref_stays_at"_s, outcome.refStays);
    return line;
}

void printOutcome(const library::InstalledModel &model, const ShareOutcome &outcome, bool dryRun)
{
    const QString name = model.record.modelPath;
    QString text;
    if (dryRun)
        text = CliText::tr("%1: would be in %2").arg(name, outcome.folder);
    else if (outcome.already == outcome.files)
        text = CliText::tr("%1: is already in %2").arg(name, outcome.folder);
    else if (outcome.copied > 0)
        text =
            CliText::tr("%1: copied to %2, %3").arg(name, outcome.folder, text::formatBytes(outcome.copied));
    else
        text = CliText::tr("%1: now in %2, taking no room").arg(name, outcome.folder);
    printLine(text);
    if (outcome.refStays.isEmpty())
        return;
    const QString stays = CliText::tr("'%1' stays at commit %2 there, which is not this one's.")
                              .arg(outcome.ref, outcome.refStays.left(kShortCommitId));
    printOut(u"  "_s + wrapped(stays, terminalColumns() - 2, 2) + u'\n');
}

} // namespace

Result<session::SharePlace> sharePlaceOf(const CommandContext &context, const char *option)
{
    const Result<library::ForeignTool> tool = session::shareTool(context.line.text(option));
    if (!tool)
        return fail(tool.error());
    return session::sharePlace(*tool, base::Environment::ofProcess(), context.configDir);
}

Result<void> shareAndTell(const library::InstalledModel &model, const session::SharePlace &place,
                          const CommandContext &context)
{
    const bool dryRun = context.line.has("dry-run");
    const Result<store::DownloadLayout> where = session::placeOf(model, context.library, context.configDir);
    if (!where)
        return fail(where.error());
    QElapsedTimer since;
    since.start();
    const bool shows = isTerminal(2) && !context.line.json && !context.line.quiet;
    bool shown = false;
    const library::PlacingWish placing{
        .mayCopy = context.line.has("copy"), .copied = [&](qint64 bytes) {
            if (!shows || since.elapsed() < kTellEveryMs)
                return;
            since.restart();
            shown = true;
            printError(u"\r\x1b[K"_s + CliText::tr("Copying: %1").arg(text::formatBytes(bytes)));
        }};
    store::LockKeeper locks;
    const Result<ShareOutcome> outcome = Turn(context.line).take([&] {
        return session::share(model, *where, place, placing, dryRun, locks, {});
    });
    if (shown)
        printError(u"\r\x1b[K"_s);
    if (!outcome)
        return fail(outcome.error());
    if (context.line.json)
        printOut(QString::fromUtf8(jsonLine(jsonOf(model, place, *outcome, dryRun))));
    else if (!context.line.quiet)
        printOutcome(model, *outcome, dryRun);
    return {};
}

Result<void> checkShareWith(const CommandLine &line)
{
    if (line.has("share-with")) {
        const Result<library::ForeignTool> tool = session::shareTool(line.text("share-with"));
        return tool ? Result<void>() : fail(tool.error());
    }
    if (line.has("copy"))
        return fail(base::ErrorKind::Usage, base::Cause(base::ErrorCode::NeedsOption, u"--copy"_s,
                                                        u"share-with"_s, u"hf-cache|lm-studio"_s));
    return {};
}

QList<base::Error> shareAll(const QList<job::JobSnapshot> &ended, const session::SharePlace &place,
                            const CommandContext &context)
{
    const QList<library::InstalledModel> installed =
        session::installedModels(context.libraries, context.configDir).models;
    QList<base::Error> errors;
    for (const job::JobSnapshot &job : ended) {
        if (job.state != job::JobState::Installed)
            continue;
        const auto model = std::find_if(installed.cbegin(), installed.cend(), [&](const auto &one) {
            return QFileInfo(one.folder).canonicalFilePath() == QFileInfo(job.folder).canonicalFilePath();
        });
        const base::Result<void> shared =
            model == installed.cend() ? base::fail(
                base::ErrorKind::NotFound, base::Cause(base::ErrorCode::NoInstalledModel, job.modelPath))
                                      : shareAndTell(*model, place, context);
        if (shared)
            continue;
        errors.append(shared.error());
        printError(wrapped(text::withReason(job.modelPath, text::Messages::sentence(shared.error())),
                           terminalColumns(), 2)
                   + u'\n');
    }
    return errors;
}

} // namespace weightyard::cli
