// `weightyard-cli status`: what is in a library, each folder for what it is, and what was put elsewhere. Needs no lock and no
// network.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/job_json.h"
#include "app/cli/library_rows.h"
#include "app/cli/model_rows.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "base/name_list.h"
#include "catalog/model_location.h"
#include "git/runtime.h"
#include "library/library_scan.h"
#include "library/whole_clone.h"
#include "session/libraries.h"
#include "session/own_folders.h"
#include "session/scan_libraries.h"
#include "store/download_layout.h"
#include "store/library_layout.h"
#include "store/record.h"
#include "ui/text/choice_text.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QFileInfo>
#include <QJsonArray>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Result;
using library::ModelOnDisk;
using library::OnDisk;
using store::Record;

namespace {

constexpr int kStateColumns = 18;
constexpr int kFactsColumns = 19;
constexpr int kNarrow = 60; // without a column for the state
constexpr qsizetype kMostChanged = 3;
constexpr int kWidestText = 80; // of what is no row

struct Listed {
    ModelOnDisk disk;
    std::optional<Record> record;
    bool elsewhere = false; ///< put into a folder of its own
    QString library = {};   ///< else: where it lies
    bool isAway = false;    ///< which is not connected
    bool isUnfinished() const { return session::isUnfinished(disk); }
};

// All files of a clone that its user has made whole are chosen.
Record recordNow(Record record, const ModelOnDisk &disk)
{
    if (!disk.isMadeWhole)
        return record;
    if (const auto whole = library::asCheckedOut(record, disk.folder, {}))
        record = *whole;
    record.picks.clear();
    return record;
}

QList<Listed> listLibrary(const library::LibraryContents &contents, const QString &library)
{
    const store::RecordListing records =
        store::listRecords(store::stateOfLibrary(library).records(), store::RecordsOf::Library);
    QStringList folders = contents.models.keys();
    folders.sort();
    QList<Listed> list;
    for (const QString &folder : std::as_const(folders)) {
        Listed one{.disk = contents.models.value(folder), .record = {}, .library = library};
        for (const Record &record : records.records) {
            if (record.folder == folder && one.disk.ours)
                one.record = recordNow(record, one.disk);
        }
        if (one.disk.state != OnDisk::Absent || one.isUnfinished())
            list.append(one);
    }
    return list;
}

// By what they had when they were looked at last.
QList<Listed> listAway(const QStringList &libraries, const QString &configDir)
{
    const QHash<QString, QString> away = session::modelsAway(libraries, configDir);
    QStringList paths = away.keys();
    paths.sort();
    QList<Listed> list;
    for (const QString &path : std::as_const(paths)) {
        const QString &library = away[path];
        list.append({.disk = {.modelPath = path, .folder = library + u'/' + path},
                     .record = {},
                     .library = library,
                     .isAway = true});
    }
    return list;
}

QList<Listed> listElsewhere(const session::OwnFolders &own)
{
    QList<Listed> list;
    for (const session::OwnFolder &one : own.models)
        list.append({.disk = one.disk,
                     .record = recordNow(one.record, one.disk),
                     .elsewhere = true,
                     .isAway = !one.awayIn.isEmpty()});
    return list;
}

// What download scripts of open folders have fetched, and we have no record of.
QList<Listed> listScripts(const OpenScripts &open)
{
    QList<Listed> list;
    for (const session::ScriptModels &folder : open.folders) {
        for (const session::ScriptModel &one : folder.models) {
            const Listed listed{.disk = one.model.disk, .record = {}, .elsewhere = true};
            const bool isThere = one.model.disk.state != OnDisk::Absent || listed.isUnfinished();
            if (isThere && !one.model.disk.ours)
                list.append(listed);
        }
    }
    return list;
}

QString nameOf(const Listed &one)
{
    return one.record ? one.record->modelPath : one.disk.modelPath;
}

QString unfinishedRow(const Listed &one, int columns)
{
    const QString kept = text::formatBytes(one.disk.partialBytes);
    const QString state =
        one.disk.wantedBytes > 0
            ? CliText::tr("Unfinished, %1 of %2 kept").arg(kept, text::formatBytes(one.disk.wantedBytes))
            : CliText::tr("Unfinished, %1 kept").arg(kept);
    if (columns < kNarrow)
        return nameLines(one.disk.modelPath, columns, 2) + u"\n  "_s + elided(state, columns - 2) + u'\n';
    const int wanted = std::max(static_cast<int>(text::columnsOf(state)), kStateColumns + 2 + kFactsColumns);
    return nameCell(one.disk.modelPath, columns - wanted - 2) + u"  "_s + state + u'\n'; // below other states
}

QString row(const Listed &one, int columns)
{
    if (one.isUnfinished())
        return unfinishedRow(one, columns);
    const QString state = one.isAway ? CliText::tr("Not connected") : stateText(one.disk);
    QString facts =
        one.isAway
            ? QString(kFactsColumns, u' ')
            : u"%1  %2"_s.arg(text::formatBytes(one.disk.ownBytes()), 9).arg(one.disk.commit.left(8), -8);
    if (columns >= kNarrow)
        facts.prepend(text::padded(state, kStateColumns) + u"  "_s);
    const int room = std::max(columns - static_cast<int>(text::columnsOf(facts)) - 2, 1);
    QString text = (nameCell(nameOf(one), room) + u"  "_s + facts).trimmed() + u'\n';
    if (columns < kNarrow && one.disk.state != OnDisk::Here)
        text += u"  "_s + state + u'\n';
    if (!one.disk.changed.isEmpty())
        text += u"  "_s
                + wrapped(CliText::tr("%n file(s) changed by you: %1", nullptr,
                                      static_cast<int>(one.disk.changed.size()))
                              .arg(base::firstNames(one.disk.changed, kMostChanged)),
                          std::min(columns, kWidestText) - 2, 2)
                + u'\n';
    if (one.record && !one.record->picks.isEmpty())
        text += u"  "_s + wrapped(text::choiceText(one.record->picks), std::min(columns, kWidestText) - 2, 2)
                + u'\n';
    if (one.elsewhere)
        text += u"  "_s + text::withoutControls(one.disk.folder) + u'\n';
    return text;
}

struct Sum {
    int models = 0;
    qint64 bytes = 0;
};

QString totalText(const Sum &here, const QString &library)
{
    if (here.models > 0)
        return CliText::tr("%n model(s), %1, in %2", nullptr, here.models)
            .arg(text::formatBytes(here.bytes), library);
    return QFileInfo::exists(library) ? CliText::tr("No models are installed in %1.").arg(library)
                                      : CliText::tr("There is no folder %1.").arg(library);
}

/// So that each row has its columns where the others have them, whatever the longest name is.
int columnsFor(const QList<Listed> &list)
{
    qsizetype longest = 0;
    for (const Listed &one : list)
        longest = std::max<qsizetype>(longest, text::columnsOf(nameOf(one)));
    return rowColumns(longest + 2 + kStateColumns + 2 + kFactsColumns);
}

void printTable(const QList<Listed> &list, const QList<LibraryRow> &libraries)
{
    const int columns = terminalColumns();
    const int wide = columnsFor(list);
    QHash<QString, Sum> sums;
    for (const Listed &one : list) {
        if (one.isAway)
            continue;
        Sum &sum = sums[one.library];
        sum.models += one.isUnfinished() ? 0 : 1;
        sum.bytes = base::addBytes(sum.bytes, one.disk.ownBytes());
    }
    const auto printRows = [&](const QString &library) {
        for (const Listed &one : list) {
            if (one.library == library)
                printOut(row(one, wide));
        }
    };
    for (const LibraryRow &library : libraries) {
        printRows(library.folder);
        if (&library == &libraries.first())
            printRows({}); // those elsewhere
        if (library.isAway)
            printLine(CliText::tr("%1: not connected").arg(library.folder));
        else
            printOut(wrapped(totalText(sums[library.folder], library.folder), columns, 2) + u'\n');
    }
    const Sum elsewhere = sums[QString()];
    if (elsewhere.models > 0)
        printOut(wrapped(CliText::tr("%n model(s), %1, elsewhere", nullptr, elsewhere.models)
                             .arg(text::formatBytes(elsewhere.bytes)),
                         columns, 2)
                 + u'\n');
}

QJsonObject lineOf(const Listed &one)
{
    QJsonObject line =
        one.record
            ? toJson(*one.record, one.disk.folder)
            : QJsonObject{{u"model"_s, one.disk.modelPath}, {u"url"_s, one.disk.url},
                          {u"commit"_s, one.disk.commit},   {u"folder"_s, one.disk.folder},
                          {u"bytes"_s, one.disk.bytes},     {u"git_history"_s, one.disk.historyBytes > 0}};
    line.insert(u"state"_s, one.isAway ? u"not_connected"_s : stateName(one.disk));
    line.insert(u"bytes"_s, one.disk.ownBytes());
    if (!one.elsewhere)
        line.insert(u"library"_s, one.library);
    if (one.isUnfinished()) {
        line.insert(u"bytes_kept"_s, one.disk.partialBytes);
        line.insert(u"bytes_total"_s, one.disk.wantedBytes);
    }
    if (!one.disk.changed.isEmpty())
        line.insert(u"changed"_s, QJsonArray::fromStringList(one.disk.changed));
    if (!one.disk.problems.isEmpty())
        line.insert(u"problems"_s, QJsonArray::fromStringList(one.disk.problems));
    return line;
}

void printJson(const QList<Listed> &list, const QList<LibraryRow> &libraries)
{
    qint64 bytes = 0;
    qsizetype unfinished = 0;
    qsizetype away = 0;
    for (const Listed &one : list) {
        printOut(QString::fromUtf8(jsonLine(lineOf(one))));
        bytes = base::addBytes(bytes, one.disk.ownBytes());
        unfinished += one.isUnfinished() ? 1 : 0;
        away += one.isAway ? 1 : 0;
    }
    printOut(
        QString::fromUtf8(jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, list.size() - unfinished - away},
                                                               {u"not_connected"_s, away},
                                                               {u"unfinished"_s, unfinished},
                                                               {u"bytes"_s, bytes},
                                                               {u"library"_s, libraries.first().folder},
                                                               {u"libraries"_s, toJson(libraries)}}}})));
}

Result<int> runStatus(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const QString &configDir = context.configDir;
    const git::Runtime git(base::Environment::ofProcess()); // reads the configuration of clones
    const session::OwnFolders own = session::ownFolders(configDir, base::CancelToken());
    QList<base::Error> errors = own.unreadable;
    QList<Listed> list;
    bool isRead = true;
    for (const QString &library : session::connectedLibraries(context.libraries, configDir)) {
        const auto contents = library::scanLibrary(library, {}, base::CancelToken());
        if (contents) {
            list += listLibrary(*contents, library);
            errors = contents->unreadable + errors;
        } else {
            errors.prepend(contents.error());
            isRead = isRead && library != context.libraries.first();
        }
    }
    if (const auto connected = store::checkConnected(context.library, configDir); !connected && isRead)
        errors.prepend(connected.error());
    const QList<Listed> others = listElsewhere(own);
    const QUrl hub = catalog::hubEndpoint(
        base::Environment::ofProcess().value(u"HF_ENDPOINT"_s).value_or(QString()).trimmed());
    const OpenScripts open = openScripts(context, {}, hub);
    const QList<Listed> ofScripts = listScripts(open);
    for (const base::Error &error : open.errors) {
        if (!line.quiet)
            printErrorLine(text::Messages::sentence(error));
    }
    list.removeIf([&](const Listed &one) { // a folder of its own that happens to lie in the library
        return std::any_of(others.cbegin(), others.cend(),
                           [&](const Listed &other) { return other.disk.folder == one.disk.folder; });
    });
    list += others + ofScripts + listAway(context.libraries, configDir);
    if (line.json) {
        for (const base::Error &error : std::as_const(errors))
            printErrorObject(error, line);
        printJson(list, libraryRows(context));
    }
    if (!line.json && !line.quiet)
        printTable(list, libraryRows(context));

    printFailures(errors, line.command);
    QList<base::ErrorKind> failures;
    for (const base::Error &error : std::as_const(errors)) {
        failures.append(error.kind);
    }
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace

const Command kStatusCommand{
    .name = "status",
    .words = "",
    .summary = QT_TRANSLATE_NOOP("Terminal", "list what is installed"),
    .about = QT_TRANSLATE_NOOP("Terminal", "Lists what is installed in the library.\n"),
    .options = "",
    .run = runStatus,
};

} // namespace weightyard::cli
