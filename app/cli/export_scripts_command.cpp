// `weightyard-cli export-scripts`: download scripts that need git and git-lfs only. Asks hosts for the files of a choice that is
// not here.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "session/export_scripts.h"
#include "session/installed_choice.h"
#include "ui/text/messages.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using session::WrittenScript;

namespace {

Result<void> checkScriptsExport(const CommandLine &line)
{
    if (const Result<void> models = checkModels(line); !models)
        return models;
    if (!line.has("to"))
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::NeedsOption, QLatin1StringView(line.command->name), "to"_L1, "DIR"_L1));
    if (line.has("remove-git") && line.has("keep-git"))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, "remove-git"_L1, "keep-git"_L1));
    return {};
}

void tellWritten(const QList<WrittenScript> &scripts, const CommandContext &context, bool dry)
{
    for (const WrittenScript &script : scripts) {
        if (context.line.json)
            printOut(QString::fromUtf8(jsonLine({{u"script"_s, script.path},
                                                 {u"model"_s, script.modelPath},
                                                 {u"written"_s, !dry && !script.isThere}})));
        else if (!context.line.quiet)
            printLine(script.isThere ? CliText::tr("%1 is there already.").arg(script.path)
                      : dry          ? CliText::tr("Would write %1.").arg(script.path)
                                     : script.path);
    }
}

void tellLeft(const QList<base::Error> &left, const CommandLine &line)
{
    if (!line.json)
        return printFailures(left, line.command);
    for (const base::Error &error : left)
        printOut(QString::fromUtf8(jsonLine({{u"script"_s, error.context.path},
                                             {u"written"_s, false},
                                             {u"error"_s, toJson(error, line.command)}})));
}

Result<QList<session::ScriptOrder>> ordersFor(const QList<session::NamedModel> &models,
                                              const CommandContext &context, app::Services &services)
{
    const session::InstalledModels installed = session::installedModels(context.libraries, context.configDir);
    QList<session::ScriptOrder> orders;
    for (const session::NamedModel &model : models) {
        const auto order = session::scriptOrder(model, installed, services.forJobs(), services.hub(), {});
        if (!order)
            return fail(order.error());
        if (!order->files.isEmpty() && !context.line.quiet)
            printErrorLine(CliText::tr("%1: the script gets %n of its files, at commit %2.", nullptr,
                                       static_cast<int>(order->files.size()))
                               .arg(model.location.modelPath, order->commit.left(12)),
                           2);
        orders.append(*order);
    }
    return orders;
}

Result<int> runScriptsExport(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    auto models = namedModels(context, (*services)->hub());
    if (!models)
        return fail(models.error());
    if (line.has("revision"))
        models->first().location.revision = line.text("revision");
    const bool removeGit = line.has("remove-git") || (context.settings.removeGit && !line.has("keep-git"));
    const auto orders = ordersFor(*models, context, **services);
    if (!orders)
        return fail(orders.error());
    const auto scripts = session::planScriptExport(*orders, base::userPath(line.text("to")), removeGit);
    if (!scripts)
        return fail(scripts.error());
    const bool dry = line.has("dry-run");
    if (!dry) {
        if (const Result<void> written = session::writeScripts(scripts->files); !written)
            return fail(written.error());
    }
    tellWritten(scripts->files, context, dry);
    tellLeft(scripts->left, line);
    return static_cast<int>(scripts->left.isEmpty() ? app::ExitCode::Done : app::ExitCode::Conflict);
}

} // namespace

const Command kExportScriptsCommand{
    .name = "export-scripts",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "write download scripts for other machines"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Writes a download.sh for each model, in a folder of its own below --to, and two\n"
                    "at the top: one that runs all of them, and a template. They need a POSIX shell,\n"
                    "git and git-lfs, and no Weightyard. Of a model with chosen files\n"
                    "(OWNER/NAME:TAG, the address of a file, or as it is here) they get these, at a\n"
                    "fixed commit.\n"),
    .options = "all family extra catalogue to revision remove-git keep-git dry-run",
    .more = QT_TRANSLATE_NOOP("Terminal",
                              "Examples:\n"
                              "  weightyard-cli export-scripts phi-2 --to ./scripts\n"
                              "  weightyard-cli export-scripts Qwen/Qwen3-8B-GGUF:Q4_K_M --to ./scripts\n"
                              "  weightyard-cli export-scripts --all --remove-git --to ./scripts\n"),
    .namesModels = true,
    .check = checkScriptsExport,
    .run = runScriptsExport,
};

} // namespace weightyard::cli
