// `weightyard-cli clean`: what could go from the disk without a model being lost, and, asked for by name, takes it away.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/failure.h"
#include "app/cli/job_json.h"
#include "app/cli/remedy.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/cli/verify_output.h"
#include "app/cli/worker_run.h"
#include "app/cli/yes_or_no.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "base/error_code.h"
#include "catalog/model_location.h"
#include "git/runtime.h"
#include "session/clean.h"
#include "store/lock_keeper.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using session::CleanKind;
using session::CleanRow;

namespace {

constexpr int kBytesColumns = 10;

QString kindText(CleanKind kind)
{
    switch (kind) {
    case CleanKind::Model:
        return CliText::tr("Models");
    case CleanKind::History:
        return CliText::tr("Git histories (--git-history)");
    case CleanKind::LfsStore:
        return CliText::tr("Second copies that git-lfs keeps, in git histories (--lfs-store)");
    case CleanKind::Partials:
        return CliText::tr("Unfinished downloads (--leftovers)");
    case CleanKind::Previous:
        return CliText::tr("Previous versions (--leftovers)");
    case CleanKind::Leftovers:
        return CliText::tr("Leftovers (--leftovers)");
    }
    Q_UNREACHABLE();
}

QString nameOf(const CleanRow &row)
{
    const QString name = row.modelPath.isEmpty() ? QFileInfo(row.folder).fileName() : row.modelPath;
    return row.isWanted ? CliText::tr("%1 (goes on in the window, stays)").arg(name) : name;
}

QString folderOf(const CleanRow &row)
{
    return row.into.isEmpty() ? row.folder : row.into;
}

// What it takes, and in brackets what of it the disk would not get back.
void printRow(const CleanRow &row, bool isOneOfCopies)
{
    const int room = terminalColumns() - kBytesColumns - 2;
    QString text = u"  "_s + nameCell(nameOf(row), room - 2, 2)
                   + text::paddedBefore(text::formatBytes(row.bytes), kBytesColumns) + u'\n';
    const bool isOfModel = row.kind == CleanKind::Model || row.kind == CleanKind::History
                           || row.kind == CleanKind::LfsStore || row.isClone;
    const bool isElsewhere = isOfModel && !row.folder.endsWith(u'/' + row.modelPath); // not in a library
    if (isElsewhere || isOneOfCopies)
        text += u"    "_s + text::withoutControls(folderOf(row)) + u'\n';
    if (row.frees < row.bytes && row.kind != CleanKind::Model)
        text += u"    "_s + CliText::tr("shared with other files; frees %1").arg(text::formatBytes(row.frees))
                + u'\n';
    printOut(text);
}

void printRows(const QList<CleanRow> &rows)
{
    std::optional<CleanKind> kind;
    for (const CleanRow &row : rows) {
        if (kind != row.kind)
            printLine(kindText(row.kind));
        kind = row.kind;
        const auto isCopy = [&](const CleanRow &one) {
            return one.kind == row.kind && one.modelPath == row.modelPath && folderOf(one) != folderOf(row);
        };
        printRow(row, !row.modelPath.isEmpty() && std::any_of(rows.cbegin(), rows.cend(), isCopy));
    }
}

QJsonObject lineOf(const CleanRow &row)
{
    QJsonObject json{{u"what"_s, session::cleanKindName(row.kind)},
                     {u"folder"_s, row.folder},
                     {u"bytes"_s, row.bytes},
                     {u"frees"_s, row.frees}};
    if (!row.modelPath.isEmpty())
        json.insert(u"model"_s, row.modelPath);
    if (row.kind == CleanKind::Partials)
        json.insert(u"wanted"_s, row.isWanted);
    return json;
}

/// Nothing: there is no terminal.
std::optional<bool> isMeant(qsizetype places, qint64 freed)
{
    const QString question =
        CliText::tr("Clean %n place(s)? That frees %1. [y/N] ", nullptr, static_cast<int>(places))
            .arg(text::formatBytes(freed));
    return askYesOrNo(question);
}

/// One command from begin to end. look() and cleanAll() block.
class CleanRun
{
public:
    CleanRun(const CommandContext &context, const base::ConfigEntries &userConfig, const QUrl &hub)
        : m_line(context.line),
          m_question{.libraries = context.libraries,
                     .configDir = context.configDir,
                     .names = m_line.words,
                     .userConfig = userConfig,
                     .hub = hub,
                     // With --library that one alone is meant.
                     .folders =
                         m_line.library.isEmpty() ? scriptFolders(context) : QList<library::ModelOnDisk>()},
          m_choice{.lfsStore = m_line.has("lfs-store"),
                   .history = m_line.has("git-history"),
                   .leftovers = m_line.has("leftovers")}
    {}

    Result<int> run()
    {
        const session::CleanFigures figures = session::cleanFigures(m_question, {});
        m_question.names = figures.names;
        for (const base::Error &error : figures.errors) {
            if (m_line.json)
                printErrorObject(error, m_line);
            tell(error);
        }
        const bool cleans = m_choice.lfsStore || m_choice.history || m_choice.leftovers;
        for (const CleanRow &row : figures.rows) {
            if (!cleans || m_choice.wants(row))
                m_rows.append(row);
        }
        if (!m_line.json && !m_line.quiet)
            printRows(m_rows);
        if (cleans && m_line.has("dry-run"))
            leaveOutWhatStays();
        if (!cleans || m_line.has("dry-run") || m_rows.isEmpty())
            return tellFigures(cleans);
        if (!m_line.has("yes")) {
            const std::optional<bool> meant = isMeant(m_rows.size(), session::bytesFreed(m_rows));
            if (!meant)
                return fail(ErrorKind::Usage, ErrorCode::NeedsYes);
            if (!*meant)
                return 0;
        }
        return runInterruptibly([this](const base::CancelToken &cancel) { return cleanAll(cancel); });
    }

private:
    /// Rows that would be refused, with the reason.
    void leaveOutWhatStays()
    {
        ProgressLine progress(CliText::tr("Comparing: %1 of %2"),
                              isTerminal(2) && !m_line.json && !m_line.quiet);
        m_rows.removeIf([&](const CleanRow &row) {
            const Result<qint64> may =
                session::checkClean(row, [&](qint64 at, qint64 total) { progress.show(at, total); }, {});
            progress.clear();
            if (may)
                return false;
            if (m_line.json) {
                QJsonObject json = lineOf(row);
                json.insert(u"cleaned"_s, false);
                json.insert(u"error"_s, toJson(may.error(), m_line.command));
                printOut(QString::fromUtf8(jsonLine(json)));
            }
            tell(may.error());
            return true;
        });
    }

    /// Of what could go, all of it.
    qint64 canBeFreed() const
    {
        constexpr session::CleanChoice everything{.lfsStore = true, .history = true, .leftovers = true};
        QList<CleanRow> rows = m_rows;
        rows.removeIf([&](const CleanRow &row) { return !everything.wants(row); });
        return session::bytesFreed(rows);
    }

    int tellFigures(bool cleans)
    {
        const qint64 frees = canBeFreed();
        if (m_line.json) {
            for (const CleanRow &row : std::as_const(m_rows)) {
                QJsonObject json = lineOf(row);
                json.insert(u"cleaned"_s, false);
                printOut(QString::fromUtf8(jsonLine(json)));
            }
        } else if (!m_line.quiet) {
            const QString text =
                m_rows.isEmpty() && m_failures.isEmpty()
                    ? CliText::tr("Nothing to clean in %1.").arg(text::listed(m_question.libraries))
                : cleans
                    ? CliText::tr("That would free %1.").arg(text::formatBytes(frees))
                    : CliText::tr("%1 could be freed. Nothing was changed.").arg(text::formatBytes(frees));
            printLine(text);
        }
        return end(frees, 0);
    }

    int cleanAll(const base::CancelToken &cancel)
    {
        ProgressLine progress(CliText::tr("Comparing: %1 of %2"),
                              isTerminal(2) && !m_line.json && !m_line.quiet);
        Turn turn(m_line, cancel);
        qint64 freed = 0;
        for (const CleanRow &row : std::as_const(m_rows)) {
            const Result<qint64> done = turn.take([&] {
                return session::clean(
                    row, m_question, [&](qint64 at, qint64 total) { progress.show(at, total); }, m_locks,
                    cancel);
            });
            progress.clear();
            freed = base::addBytes(freed, done.value_or(0));
            if (m_line.json) {
                QJsonObject json = lineOf(row);
                json.insert(u"cleaned"_s, done.has_value());
                if (done)
                    json.insert(u"frees"_s, *done);
                else
                    json.insert(u"error"_s, toJson(done.error(), m_line.command));
                printOut(QString::fromUtf8(jsonLine(json)));
            }
            if (!done)
                tell(done.error());
            if (!done && done.error().kind == ErrorKind::Cancelled)
                break;
        }
        if (!m_line.json && !m_line.quiet)
            printLine(CliText::tr("%1 freed.").arg(text::formatBytes(freed)));
        return end(session::bytesFreed(m_rows), freed);
    }

    int end(qint64 frees, qint64 freed)
    {
        const int exitCode = static_cast<int>(app::exitCodeFor(m_failures));
        if (m_line.json)
            printOut(QString::fromUtf8(
                jsonLine({{u"summary"_s, QJsonObject{{u"rows"_s, m_rows.size()},
                                                     {u"frees"_s, frees},
                                                     {u"freed"_s, freed},
                                                     {u"library"_s, m_question.libraries.first()},
                                                     {u"exit_code"_s, exitCode}}}})));
        return exitCode;
    }

    void tell(const base::Error &error)
    {
        m_failures.append(error.kind);
        printErrorLine(text::Messages::sentence(error));
        if (const QString remedy = remedyOf(error, m_line.command); !remedy.isEmpty())
            printError(u"  "_s + wrapped(remedy, terminalColumns() - 2, 4) + u'\n');
    }

    const CommandLine &m_line;
    session::CleanQuestion m_question;
    store::LockKeeper m_locks;
    const session::CleanChoice m_choice;
    QList<CleanRow> m_rows;
    QList<ErrorKind> m_failures;
};

Result<int> runClean(const CommandContext &context)
{
    const git::Runtime runtime(base::Environment::ofProcess());
    const Result<git::UserConfig> config = runtime.userConfig();
    if (!config)
        return fail(config.error());
    const base::ConfigEntries entries(config->entries);
    const QString endpoint = base::Environment::ofProcess().value(u"HF_ENDPOINT"_s).value_or(QString());
    return CleanRun(context, entries, catalog::hubEndpoint(endpoint)).run();
}

} // namespace

const Command kCleanCommand{
    .name = "clean",
    .words = "[MODEL...]",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "say what can be freed, and free it"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Without an option lists what takes room, each with its bytes, and changes\n"
                    "nothing: models, git histories, the second copies that git-lfs keeps, unfinished\n"
                    "downloads, previous versions and leftovers. With options it asks and then takes\n"
                    "these away: of all models, or of those with one of the given words in their\n"
                    "name.\n"),
    .options = "lfs-store git-history leftovers yes fail-if-busy dry-run",
    .run = runClean,
};

} // namespace weightyard::cli
