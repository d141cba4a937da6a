#include "app/cli/get_scripts.h"

#include "app/cli/model_arguments.h"
#include "app/cli/script_rows.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "queue/download_queue.h"
#include "session/space_plan.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using session::ScriptModel;
using session::ScriptModels;

namespace {

session::RequestChoice scriptChoice(const CommandContext &context)
{
    const CommandLine &line = context.line;
    session::RequestChoice choice{.library = context.library, .into = {}, .revision = {}};
    if (line.has("remove-git") || line.has("keep-git"))
        choice.removeGit = line.has("remove-git");
    if (const std::optional<qint64> connections = line.number("connections"))
        choice.connections = static_cast<int>(*connections);
    return choice;
}

} // namespace

Result<void> checkScripts(const CommandLine &line)
{
    for (const char *option : {"into", "revision", "extra"}) {
        if (line.has("scripts") && line.has(option))
            return fail(ErrorKind::Usage, Cause(ErrorCode::OptionsContradict, QLatin1StringView("scripts"),
                                                QLatin1StringView(option)));
    }
    return {};
}

namespace {

// What there is, in a line, and what to type.
base::Failure nothingChosen(const ScriptModels &models)
{
    constexpr qsizetype kMostNamed = 10;
    QStringList names;
    for (const ScriptModel &model : models.models) {
        if (!names.contains(model.script.location.modelPath))
            names.append(model.script.location.modelPath);
    }
    const QStringList first = names.mid(0, kMostNamed);
    const QString more = names.size() > kMostNamed ? u", …"_s : QString();
    return fail(ErrorKind::Usage, Cause(ErrorCode::NoScriptModelChosen, text::listed(first) + more,
                                        text::shellWord(models.root)));
}

} // namespace

Result<GetSelection> selectFromScripts(const CommandContext &context, const QUrl &hub)
{
    const auto catalogue = catalogueFor(context.line, context.configDir);
    if (!catalogue)
        return fail(catalogue.error());
    const Result<ScriptModels> models =
        session::openScripts(base::userPath(context.line.text("scripts")), *catalogue,
                             scriptViewOf(context, hub), base::CancelToken());
    if (!models)
        return fail(models.error());
    const Result<QList<ScriptModel>> chosen = session::chooseScriptModels(wishOf(context.line), *models);
    if (!chosen)
        return fail(chosen.error());
    const session::ModelWish wish = wishOf(context.line);
    const bool isOpen = wish.texts.isEmpty() && wish.families.isEmpty() && !wish.all;
    if (isOpen && !models->models.isEmpty())
        return nothingChosen(*models);
    if (chosen->isEmpty() && !models->unsure.isEmpty())
        return fail(models->unsure.first());
    if (chosen->isEmpty())
        return fail(ErrorKind::NotFound, ErrorCode::NoScripts, {.path = models->root});
    GetSelection selection;
    selection.warnings = models->notSeen;
    if (context.line.has("all"))
        selection.warnings += models->unsure;
    QList<session::SpaceDemand> demands;
    for (const ScriptModel &model : *chosen) {
        selection.requests.append(session::scriptRequest(model, scriptChoice(context), context.settings));
        demands.append({.key = queue::DownloadQueue::keyOf(selection.requests.last()),
                        .bytesMissing = selection.requests.last().pick.isWhole()
                                            ? session::bytesToWrite(model.model)
                                            : 0}); // known later
    }
    if (context.line.has("wait"))
        return selection;
    const Result<void> fits = fitOn(models->root, demands, selection, context.line);
    return fits ? Result<GetSelection>(selection) : fail(fits.error());
}

} // namespace weightyard::cli
