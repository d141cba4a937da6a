// `weightyard-cli export-catalogue`: a catalogue that names a commit for each model. Asks hosts for those of models that are not here.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "session/export_catalogue.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using session::PinnedModel;

namespace {

Result<void> checkCatalogueExport(const CommandLine &line)
{
    if (const Result<void> models = checkModels(line); !models)
        return models;
    if (!line.has("to"))
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::NeedsOption, QLatin1StringView(line.command->name), "to"_L1, "FILE"_L1));
    return {};
}

void tellPinned(const PinnedModel &model, const CommandLine &line)
{
    const catalog::ModelEntry &entry = model.entry;
    if (line.json)
        printOut(QString::fromUtf8(jsonLine(
            {{u"id"_s, entry.id}, {u"commit"_s, entry.revision}, {u"installed"_s, model.isInstalled}})));
    else if (!line.quiet)
        printOut(wrapped(u"%1 %2"_s.arg(entry.revision.left(12), entry.id), terminalColumns(), 13) + u'\n');
}

// Each model's own error is told; a file with less than what was asked for is not written.
Result<QList<PinnedModel>> pinAll(const QList<session::NamedModel> &models, const CommandContext &context,
                                  app::Services &services)
{
    const session::InstalledModels installed = session::installedModels(context.libraries, context.configDir);
    QList<PinnedModel> pinned;
    for (const session::NamedModel &model : models) {
        const Result<PinnedModel> one = session::pinnedModel(model, installed, services.forJobs(), {});
        if (!one)
            return fail(one.error());
        tellPinned(*one, context.line);
        pinned.append(*one);
    }
    return pinned;
}

Result<int> runCatalogueExport(const CommandContext &context)
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
    const Result<QList<PinnedModel>> pinned = pinAll(*models, context, **services);
    if (!pinned)
        return fail(pinned.error());
    const QString file = base::userPath(line.text("to"));
    const bool dry = line.has("dry-run");
    if (!dry) {
        const Result<void> written = session::writePinnedCatalogue(file, session::pinnedCatalogue(*pinned));
        if (!written)
            return fail(written.error());
    }
    if (line.json)
        printOut(QString::fromUtf8(jsonLine(
            {{u"summary"_s,
              QJsonObject{{u"models"_s, pinned->size()}, {u"file"_s, file}, {u"written"_s, !dry}}}})));
    else if (!line.quiet && !dry)
        printCommand(CliText::tr("This gets them:"), {u"get"_s, u"--catalogue"_s, file, u"--all"_s});
    return 0;
}

} // namespace

const Command kExportCatalogueCommand{
    .name = "export-catalogue",
    .words = "MODEL...",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "write a catalogue that pins commits"),
    .about = QT_TRANSLATE_NOOP("Terminal",
                               "Writes a catalogue file with the commit of each model: the one that is\n"
                               "installed, else the newest of its host. With it every machine gets the same\n"
                               "bytes.\n"),
    .options = "all family extra catalogue to revision dry-run",
    .more =
        QT_TRANSLATE_NOOP("Terminal", "Examples:\n"
                                      "  weightyard-cli export-catalogue phi-2 gemma-2-2b --to team.json\n"
                                      "  weightyard-cli get --catalogue team.json --all\n"),
    .namesModels = true,
    .check = checkCatalogueExport,
    .run = runCatalogueExport,
};

} // namespace weightyard::cli
