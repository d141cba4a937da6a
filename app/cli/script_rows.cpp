#include "app/cli/script_rows.h"

#include "app/cli/cli_text.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "catalog/catalogue_files.h"
#include "catalog/model_location.h"
#include "ui/text/choice_text.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using session::ScriptModel;
using session::ScriptModels;

namespace {

ModelRow rowOf(const ScriptModel &model)
{
    return {.location = model.script.location, .model = model.model};
}

void printModel(const ScriptModel &one, int columns)
{
    printOut(tableLine(rowOf(one), stateText(one.model.disk), columns));
    if (!one.script.location.pick.isWhole())
        printLine(text::choiceText({one.script.location.pick}), 4);
}

} // namespace

session::ScriptView scriptViewOf(const CommandContext &context, const QUrl &hub)
{
    return {.configDir = context.configDir,
            .factsFile = base::ConfigLayout(context.configDir).facts(),
            .hub = hub,
            .safe = context.settings.safe};
}

QJsonObject scriptTotals(const ScriptModels &models)
{
    qint64 bytes = 0;
    qint64 missing = 0;
    int here = 0;
    bool exact = true;
    for (const ScriptModel &one : models.models) {
        bytes = base::addBytes(bytes, session::bytesOf(one.model));
        missing = base::addBytes(missing, session::bytesMissing(one.model));
        here += session::isHere(one.model.disk) ? 1 : 0;
        exact = exact && session::isExact(one.model);
    }
    return {{u"models"_s, models.models.size()},
            {u"here"_s, here},
            {u"bytes"_s, bytes},
            {u"bytes_missing"_s, missing},
            {u"exact"_s, exact}};
}

void printScriptModels(const ScriptModels &models)
{
    const int columns = terminalColumns();
    printOut(heading(wrapped(CliText::tr("Scripts in %1").arg(models.root), columns, 2)));
    for (const QString &family : models.families) {
        printOut(shortened(family, columns) + u'\n');
        for (const ScriptModel &one : models.models) {
            if (one.model.entry.family == family)
                printModel(one, columns);
        }
    }
    QList<session::KnownModel> known;
    for (const ScriptModel &one : models.models)
        known.append(one.model);
    printOut(wrapped(totalsLine(known), columns, 2) + u'\n');
}

void printHowManyDoubts(const ScriptModels &models)
{
    if (models.unsure.isEmpty())
        return;
    printCommand(CliText::tr("%n place(s) in these scripts are not sure. This names them:", nullptr,
                             static_cast<int>(models.unsure.size())),
                 {u"import-scripts"_s, models.root});
}

QJsonObject toJson(const ScriptModel &model, const QString &name)
{
    const bool isGit = model.script.form == scripts::ScriptForm::Git;
    QJsonObject json = toJson(rowOf(model));
    json.insert(u"scripts"_s, name);
    json.insert(u"folder"_s, model.script.folder);
    json.insert(u"script"_s, model.script.script);
    json.insert(u"line"_s, model.script.line);
    json.insert(u"form"_s, isGit ? u"git"_s : u"huggingface"_s);
    json.insert(u"removes_history"_s, model.script.removesHistory);
    if (!model.script.location.pick.isWhole())
        json.insert(u"pick"_s, base::toJson(model.script.location.pick));
    if (!model.script.location.revision.isEmpty())
        json.insert(u"revision"_s, model.script.location.revision);
    return json;
}

OpenScripts openScripts(const CommandContext &context, const catalog::Catalogue &catalogue, const QUrl &hub)
{
    const session::KeptScriptsListing kept = session::keptScripts(context.configDir);
    OpenScripts open{.folders = {}, .errors = kept.unreadable};
    for (const session::KeptScripts &one : kept.folders) {
        base::Result<ScriptModels> models =
            session::reopenScripts(one.root, one.paths, catalogue, scriptViewOf(context, hub), {});
        if (!models) {
            open.errors.append(models.error());
            continue;
        }
        models->name = one.name;
        open.folders.append(*models);
    }
    return open;
}

QList<library::ModelOnDisk> scriptFolders(const CommandContext &context)
{
    const QUrl hub = catalog::hubEndpoint(
        base::Environment::ofProcess().value(u"HF_ENDPOINT"_s).value_or(QString()).trimmed());
    QList<library::ModelOnDisk> models;
    const catalog::LoadedCatalogue loaded = catalog::loadCatalogue(context.configDir, {});
    const OpenScripts open = openScripts(context, loaded.catalogue, hub);
    for (const session::ScriptModels &folder : open.folders) {
        for (const session::ScriptModel &one : folder.models)
            models.append(one.model.disk);
    }
    return models;
}

} // namespace weightyard::cli
