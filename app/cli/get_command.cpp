// `weightyard-cli get`: what is to be downloaded, and the run of it.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/get_dry_run.h"
#include "app/cli/get_run.h"
#include "app/cli/get_scripts.h"
#include "app/cli/get_selection.h"
#include "app/cli/model_arguments.h"
#include "app/cli/pick_arguments.h"
#include "app/cli/share_run.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

base::Result<void> checkGet(const CommandLine &line)
{
    for (const auto &[one, other] : {std::pair("fits", "wait"), std::pair("remove-git", "keep-git")}) {
        if (line.has(one) && line.has(other))
            return base::fail(base::ErrorKind::Usage,
                              base::Cause(base::ErrorCode::OptionsContradict, QLatin1StringView(one),
                                          QLatin1StringView(other)));
    }
    if (const base::Result<void> scripts = checkScripts(line); !scripts)
        return scripts;
    if (const base::Result<void> share = checkShareWith(line); !share)
        return share;
    if (const base::Result<void> pick = checkPick(line); !pick)
        return pick;
    return line.has("scripts") && line.words.isEmpty() ? base::Result<void>() : checkModels(line);
}

void warnBefore(GetOutput &output, const GetSelection &selection, const app::Services &services)
{
    for (const base::Error &warning : selection.warnings)
        output.warn(text::Messages::sentence(warning));
    output.leftOut(selection.leftOut, u"no_room"_s, CliText::tr("Left out, no room for: %1"));
    output.leftOut(selection.away, u"not_connected"_s, CliText::tr("Left out, here but not connected: %1"));
    if (const QStringList ignored = services.ignoredSettings(); !ignored.isEmpty())
        output.warn(CliText::tr("Certificate checks stay on; ignored: %1").arg(text::listed(ignored)));
}

base::Result<int> runGet(const CommandContext &context)
{
    const CommandLine &line = context.line;
    std::optional<session::SharePlace> place; // known to be there before anything is fetched
    if (line.has("share-with")) {
        const auto found = sharePlaceOf(context, "share-with");
        if (!found)
            return base::fail(found.error());
        place = *found;
    }
    const auto screen = std::make_shared<LiveLines>();
    const auto aroundPrompt = [screen](bool asking) {
        if (isTerminal(1)) // else it writes elsewhere
            screen->hold(asking);
    };
    const auto services =
        servicesFor(context, {.aroundPrompt = aroundPrompt, .waitForDisk = line.has("wait")});
    if (!services)
        return base::fail(services.error());
    const int connections =
        static_cast<int>(line.number("connections").value_or(context.settings.connections));
    settings::Settings limits = context.settings;
    limits.connections = connections;
    if (const std::optional<qint64> rate = line.number("limit-rate")) {
        limits.limitRate = *rate;
        limits.fullSpeed.clear(); // what is asked for now holds at any hour
    }
    (*services)->followLimits(limits);
    const auto selection = line.has("scripts") ? selectFromScripts(context, (*services)->hub())
                                               : selectDownloads(context, (*services)->hub());
    GetOutput output(line, (*services)->clock(), screen);
    if (!selection) {
        const int exitCode = tellFailure(selection.error(), context);
        output.summary({}, exitCode, 0);
        return exitCode;
    }
    warnBefore(output, *selection, **services);
    if (line.has("dry-run"))
        return tellOnly(*selection, context, **services);
    if (selection->requests.isEmpty()) { // all of it is on a disk that is away
        output.summary({}, 0, 0);
        return 0;
    }
    // A model without a connection would only wait.
    const int jobs =
        std::min(static_cast<int>(line.number("jobs").value_or(context.settings.jobs)), connections);
    GetRun run(**services, selection->requests, jobs, std::move(output));
    if (place)
        run.setAfterwards(
            [&](const QList<job::JobSnapshot> &ended) { return shareAll(ended, *place, context); });
    return run.exec();
}

} // namespace

const Command kGetCommand{
    .name = "get",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "download models"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Downloads models: every byte verified, resumable, published only when complete.\n"),
    .options = "all family extra catalogue scripts jobs connections limit-rate fits wait fail-if-busy "
               "into revision variant include exclude file safe remove-git keep-git share-with copy dry-run",
    .more = QT_TRANSLATE_NOOP(
        "Terminal", "Examples:\n"
                    "  weightyard-cli get phi-2 Llama-3.2-1B\n"
                    "  weightyard-cli get --family Gemma --remove-git\n"
                    "  weightyard-cli get owner/name-GGUF --variant Q4_K_M\n"
                    "  weightyard-cli get --into ./model https://git.example.org/team/model.git\n\n"
                    "Credentials: HF_TOKEN, login, .netrc, git's credential helpers and askpass, or\n"
                    "user info in the address. Mirrors: settings.\n"),
    .namesModels = true,
    .fetches = true,
    .check = checkGet,
    .run = runGet,
};

} // namespace weightyard::cli
