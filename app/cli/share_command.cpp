// `weightyard-cli share`: puts installed models into another program's folder, where they take no room, and takes them back.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/installed_arguments.h"
#include "app/cli/job_json.h"
#include "app/cli/share_run.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "git/runtime.h"

#include <QJsonArray>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

Result<void> checkShare(const CommandLine &line)
{
    if (line.words.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::RemoveNeedsModel, u"share"_s));
    if (!line.has("with"))
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::NeedsOption, u"share"_s, u"with"_s, u"hf-cache|lm-studio"_s));
    if (line.has("copy") && line.has("undo"))
        return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, u"copy"_s, u"undo"_s));
    const Result<library::ForeignTool> tool = session::shareTool(line.text("with"));
    return tool ? Result<void>() : fail(tool.error());
}

void tellUndone(const QString &modelPath, const session::SharePlace &place,
                const library::UnshareOutcome &outcome, const CommandLine &line)
{
    const bool dryRun = line.has("dry-run");
    if (line.json) {
        printOut(QString::fromUtf8(jsonLine({{u"model"_s, modelPath},
                                             {u"with"_s, library::foreignToolName(place.tool)},
                                             {u"removed"_s, outcome.removed},
                                             {u"kept"_s, QJsonArray::fromStringList(outcome.kept)},
                                             {u"undone"_s, !dryRun}})));
        return;
    }
    if (line.quiet)
        return;
    const QString sentence =
        dryRun ? CliText::tr("%1: would be taken out of %2") : CliText::tr("%1: taken out of %2");
    printLine(sentence.arg(modelPath, place.folder));
    if (!outcome.kept.isEmpty())
        printOut(u"  "_s
                 + wrapped(CliText::tr("%n file(s) stay: changed since, or in use by another program.",
                                       nullptr, static_cast<int>(outcome.kept.size())),
                           terminalColumns() - 2, 2)
                 + u'\n');
}

// Also of models that are installed no more.
Result<int> undoAll(const CommandContext &context, const session::SharePlace &place)
{
    const QList<library::InstalledModel> installed =
        session::installedModels(context.libraries, context.configDir).models;
    for (const QString &word : context.line.words) {
        const Result<QString> name = session::sharedModelNamed(place, word);
        if (!name)
            return fail(name.error());
        std::optional<library::InstalledModel> model;
        for (const library::InstalledModel &one : installed) {
            if (one.record.modelPath == *name)
                model = one;
        }
        const Result<library::UnshareOutcome> outcome =
            session::unshare(*name, place, context.line.has("dry-run"), model);
        if (!outcome)
            return fail(outcome.error());
        tellUndone(*name, place, *outcome, context.line);
    }
    return 0;
}

Result<int> runShare(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess());
    const Result<session::SharePlace> place = sharePlaceOf(context, "with");
    if (!place)
        return fail(place.error());
    if (context.line.has("undo"))
        return undoAll(context, *place);
    const Result<InstalledArguments> models = installedArguments(context);
    if (!models)
        return fail(models.error());
    tellOtherCopies(*models, context.line);
    for (const library::InstalledModel &model : models->models) {
        if (const Result<void> shared = shareAndTell(model, *place, context); !shared)
            return fail(shared.error());
    }
    return 0;
}

} // namespace

const Command kShareCommand{
    .name = "share",
    .words = "MODEL...",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "let other programs find installed models"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Puts installed models into the Hugging Face cache, where mlx-lm and transformers\n"
                    "look, or into LM Studio's folder. They take no room there: the volume shares\n"
                    "their bytes (reflinks), or the files get a second name (hard links). What is\n"
                    "there already stays as it is.\n"),
    .options = "with copy undo fail-if-busy dry-run",
    .check = checkShare,
    .run = runShare,
};

} // namespace weightyard::cli
