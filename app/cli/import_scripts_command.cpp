// `weightyard-cli import-scripts`: opens a folder of download scripts, and closes it again. No network.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/remedy.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "base/user_path.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QJsonArray>
#include <algorithm>
#include <initializer_list>
#include <utility>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using scripts::ScriptKind;
using session::ScriptModels;

namespace {

Result<void> checkImport(const CommandLine &line)
{
    const QLatin1StringView name(line.command->name);
    if (line.words.isEmpty() || line.words.first().isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsFolder, name));
    if (line.words.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OneFolder, name));
    return {};
}

QStringList pathsOf(const ScriptModels &models, std::initializer_list<ScriptKind> kinds)
{
    QStringList paths;
    for (const scripts::ScriptFile &script : models.scripts) {
        if (std::find(kinds.begin(), kinds.end(), script.kind) != kinds.end())
            paths.append(script.path);
    }
    return paths;
}

void printPaths(const QString &about, const QStringList &paths)
{
    if (!paths.isEmpty())
        printLine(about.arg(text::listed(paths)));
}

// What was seen is the answer here, and the doubts are part of it.
void printDoubts(const QList<base::Error> &errors)
{
    QString remedy;
    for (const base::Error &error : errors) {
        if (const QString before = std::exchange(remedy, remedyOf(error, &kImportScriptsCommand));
            !before.isEmpty() && before != remedy)
            printLine(before, 2);
        printLine(text::Messages::sentence(error));
    }
    if (!remedy.isEmpty())
        printLine(remedy, 2);
}

void printAll(const ScriptModels &models, bool isKept)
{
    printScriptModels(models);
    printPaths(CliText::tr("Templates: %1"), pathsOf(models, {ScriptKind::Template}));
    printPaths(CliText::tr("These call the others: %1"),
               pathsOf(models, {ScriptKind::CallsAll, ScriptKind::CallsSome}));
    printDoubts(models.unsure + models.notSeen);
    const bool isWhole = std::all_of(models.models.cbegin(), models.models.cend(),
                                     [](const auto &model) { return session::isHere(model.model.disk); });
    if (isKept && !isWhole)
        printCommand(CliText::tr("This gets what is missing:"),
                     {u"get"_s, u"--scripts"_s, models.root, u"--all"_s});
}

void printJson(const ScriptModels &models, bool isKept)
{
    const auto print = [](const QJsonObject &json) { printOut(QString::fromUtf8(jsonLine(json))); };
    for (const session::ScriptModel &model : models.models)
        print(toJson(model, models.name));
    for (const base::Error &error : models.unsure)
        print({{u"unsure"_s, toJson(error, &kImportScriptsCommand)}});
    for (const base::Error &error : models.notSeen)
        print({{u"not_seen"_s, toJson(error, &kImportScriptsCommand)}});
    QJsonObject summary = scriptTotals(models);
    summary.insert(u"folder"_s, models.root);
    summary.insert(u"scripts"_s, models.name);
    summary.insert(u"templates"_s, QJsonArray::fromStringList(pathsOf(models, {ScriptKind::Template})));
    summary.insert(u"callers"_s, QJsonArray::fromStringList(
                                     pathsOf(models, {ScriptKind::CallsAll, ScriptKind::CallsSome})));
    summary.insert(u"unsure"_s, models.unsure.size());
    summary.insert(u"kept"_s, isKept);
    print({{u"summary"_s, summary}});
}

Result<int> runClose(const CommandContext &context, bool dry)
{
    const QString &word = context.line.words.first();
    const Result<QString> closed = session::closeScripts(context.configDir, base::userPath(word), word, dry);
    if (!closed)
        return fail(closed.error());
    if (context.line.json)
        printOut(QString::fromUtf8(
            jsonLine({{u"summary"_s, QJsonObject{{u"folder"_s, *closed}, {u"closed"_s, !dry}}}})));
    else if (!context.line.quiet)
        printLine(
            (dry ? CliText::tr("Would close %1.") : CliText::tr("%1 is closed. No file in it was touched."))
                .arg(*closed));
    return 0;
}

Result<int> runImport(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const bool dry = line.has("dry-run");
    if (line.has("close"))
        return runClose(context, dry);
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const auto catalogue = catalogueFor(line, context.configDir);
    if (!catalogue)
        return fail(catalogue.error());
    const QUrl hub = (*services)->hub();
    Result<ScriptModels> models =
        session::openScripts(base::userPath(line.words.first()), *catalogue, scriptViewOf(context, hub), {});
    if (!models)
        return fail(models.error());
    if (!dry) {
        const Result<QString> kept = session::keepScripts(context.configDir, *models);
        if (!kept)
            return fail(kept.error());
        models->name = *kept;
    }
    if (line.json)
        printJson(*models, !dry);
    else if (!line.quiet)
        printAll(*models, !dry);
    return 0;
}

} // namespace

const Command kImportScriptsCommand{
    .name = "import-scripts",
    .words = "DIR",
    .completes = Completes::Folders,
    .summary = QT_TRANSLATE_NOOP("Terminal", "open a folder of download scripts"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Reads the download scripts in a folder and below it, as data: none is run. Shows\n"
                    "their models and what is there already, names with file and line what it is not\n"
                    "sure of, and keeps the folder on the list until it is closed.\n"),
    .options = "close catalogue dry-run",
    .more = QT_TRANSLATE_NOOP("Terminal", "Examples:\n"
                                          "  weightyard-cli import-scripts ~/project/Tests\n"
                                          "  weightyard-cli get --scripts ~/project/Tests --all\n"
                                          "  weightyard-cli import-scripts ~/project/Tests --close\n"),
    .check = checkImport,
    .run = runImport,
};

} // namespace weightyard::cli
