// `weightyard-cli list`: the models on offer, with sizes and what is here of them. No network.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/library_rows.h"
#include "app/cli/model_rows.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "session/also_here.h"
#include "ui/text/format.h"

#include <QDir>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Totals {
    qint64 bytes = 0;
    qint64 missing = 0;
    int here = 0;
    bool exact = true;
};

Totals totalsOf(const QList<ModelRow> &rows)
{
    Totals totals;
    for (const ModelRow &row : rows) {
        totals.bytes = base::addBytes(totals.bytes, session::bytesOf(row.model));
        totals.missing = base::addBytes(totals.missing, session::bytesMissing(row.model));
        totals.exact = totals.exact && session::isExact(row.model);
        totals.here += session::isHere(row.model.disk) ? 1 : 0;
    }
    return totals;
}

void printFamily(const QString &family, const QList<ModelRow> &rows, const QString &library, int columns)
{
    QString text;
    for (const ModelRow &row : rows) {
        if (row.model.entry.family != family)
            continue;
        const QString state = stateText(row.model);
        const QString last = state.isEmpty() && session::isGated(row.model) ? CliText::tr("gated") : state;
        text += tableLine(row, last, columns);
        if (const QString place = placeOf(row.model); !last.isEmpty() && place != library)
            text += u"    "_s + wrapped(CliText::tr("in %1", "a folder").arg(place), columns - 4, 6) + u'\n';
    }
    if (!text.isEmpty())
        printOut(heading(family.isEmpty() ? CliText::tr("Not in the catalogue") : family) + text);
}

// What nothing on offer names, where no model or family was asked for.
QList<session::AlsoHere> othersOf(const CommandContext &context, ModelRows &rows, const OpenScripts &open)
{
    if (!context.line.words.isEmpty() || context.line.has("family"))
        return {};
    session::OwnFolders own = session::ownFolders(context.configDir, base::CancelToken());
    rows.unreadable += own.unreadable;
    QSet<QString> listed;
    for (const ModelRow &row : rows.rows)
        listed.insert(row.location.modelPath);
    for (const session::ScriptModels &folder : open.folders) {
        for (const session::ScriptModel &one : folder.models)
            listed.insert(QDir::cleanPath(one.script.folder));
    }
    return session::alsoHere(rows.onDisk, own, listed);
}

ModelRow rowOf(const session::AlsoHere &one)
{
    ModelRow row{.location = {}, .model = one.model};
    row.location.url = QUrl(one.model.entry.url);
    return row;
}

void printOthers(const QList<session::AlsoHere> &others, const QString &library, int columns)
{
    QString text;
    for (const session::AlsoHere &one : others) {
        text += tableLine(rowOf(one), stateText(one.model), columns);
        const QString place = one.isOwnFolder ? one.key : placeOf(one.model);
        if (place != library)
            text +=
                u"    "_s
                + wrapped(CliText::tr("in %1", "a folder").arg(text::withoutControls(place)), columns - 4, 6)
                + u'\n';
    }
    if (!text.isEmpty())
        printOut(heading(CliText::tr("Also here")) + text);
}

void printLibraries(const QList<LibraryRow> &libraries, int columns)
{
    for (qsizetype i = 0; i < libraries.size(); ++i) {
        const LibraryRow &one = libraries[i];
        QString place = i == 0 ? CliText::tr("Library: %1").arg(one.folder)
                               : CliText::tr("Further library: %1").arg(one.folder);
        if (one.available)
            place += u", "_s + CliText::tr("%1 free").arg(text::formatBytes(*one.available));
        if (one.isAway)
            place += u", "_s + CliText::tr("not connected");
        printOut(wrapped(place, columns, 2) + u'\n');
    }
}

void printTable(const ModelRows &rows, const QList<session::AlsoHere> &others,
                const QList<LibraryRow> &libraries)
{
    const int columns = terminalColumns();
    QStringList families = rows.families;
    families.append(QString()); // models that no catalogue has
    for (const QString &family : std::as_const(families))
        printFamily(family, rows.rows, libraries.first().folder, columns);
    printOthers(others, libraries.first().folder, columns);
    QList<session::KnownModel> models;
    for (const ModelRow &row : rows.rows)
        models.append(row.model);
    printOut(u'\n' + wrapped(totalsLine(models), columns, 0) + u'\n');
    printLibraries(libraries, columns);
}

void printJson(const ModelRows &rows, const QList<session::AlsoHere> &others,
               const QList<LibraryRow> &libraries)
{
    for (const ModelRow &row : rows.rows)
        printOut(QString::fromUtf8(jsonLine(toJson(row))));
    for (const session::AlsoHere &one : others) {
        QJsonObject json = toJson(rowOf(one));
        json.insert(u"offered"_s, false);
        json.insert(u"folder"_s, one.model.disk.folder);
        if (one.isOwnFolder)
            json.remove(u"library"_s);
        printOut(QString::fromUtf8(jsonLine(json)));
    }
    const Totals totals = totalsOf(rows.rows);
    printOut(QString::fromUtf8(jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, rows.rows.size()},
                                                                    {u"here"_s, totals.here},
                                                                    {u"also_here"_s, others.size()},
                                                                    {u"bytes"_s, totals.bytes},
                                                                    {u"bytes_missing"_s, totals.missing},
                                                                    {u"exact"_s, totals.exact},
                                                                    {u"library"_s, libraries.first().folder},
                                                                    {u"libraries"_s, toJson(libraries)}}}})));
}

// Of the families that were asked for; a model that was named is one of the catalogue.
void printScripts(const CommandContext &context, const OpenScripts &open)
{
    const QStringList families = context.line.list("family");
    for (session::ScriptModels models : open.folders) {
        const auto isLeftOut = [&](const QString &family) {
            return !families.isEmpty() && !families.contains(family, Qt::CaseInsensitive);
        };
        models.families.removeIf(isLeftOut);
        models.models.removeIf(
            [&](const session::ScriptModel &one) { return isLeftOut(one.model.entry.family); });
        if (context.line.json) {
            for (const session::ScriptModel &one : std::as_const(models.models))
                printOut(QString::fromUtf8(jsonLine(toJson(one, models.name))));
        } else if (!(models.models.isEmpty() && models.unsure.isEmpty()) && !context.line.quiet) {
            printOut(u"\n"_s);
            printScriptModels(models);
            printHowManyDoubts(models);
        }
    }
}

base::Result<int> runList(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return base::fail(services.error());
    auto rows = modelRows(context, (*services)->hub());
    if (!rows)
        return base::fail(rows.error());
    OpenScripts open;
    if (context.line.words.isEmpty())
        open = openScripts(context, rows->catalogue, (*services)->hub());
    rows->unreadable += open.errors;
    const QList<session::AlsoHere> others = othersOf(context, *rows, open);
    warnAbout(*rows, context.line);
    const QList<LibraryRow> libraries = libraryRows(context);
    if (!context.line.json && !context.line.quiet)
        printTable(*rows, others, libraries);
    printScripts(context, open);
    if (context.line.json)
        printJson(*rows, others, libraries);
    return static_cast<int>(app::ExitCode::Done);
}

} // namespace

const Command kListCommand{
    .name = "list",
    .words = "[MODEL...]",
    .completes = Completes::Offered,
    .summary = QT_TRANSLATE_NOOP("Terminal", "show the models on offer and what is here"),
    .about = QT_TRANSLATE_NOOP("Terminal",
                               "Lists the models on offer, with their sizes and what is here of them;\n"
                               "then models that are here and that no catalogue has.\n"),
    .options = "family extra catalogue",
    .run = runList,
};

} // namespace weightyard::cli
