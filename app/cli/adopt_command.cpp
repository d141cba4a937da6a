// `weightyard-cli adopt`: takes folders that other programs made into the records, and fetches nothing of them.
#include "app/cli/adopt_find.h"
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/mending_command.h"
#include "app/cli/model_arguments.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/cli/verify_output.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/log.h"
#include "base/user_path.h"
#include "library/hash_memory.h"
#include "library/record_gaps.h"
#include "scripts/script_tree.h"
#include "session/adopt.h"
#include "session/libraries.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using session::Adoption;

namespace {

constexpr qsizetype kMostNamed = 10;

Result<void> checkAdopt(const CommandLine &line)
{
    if (line.has("find")) {
        for (const char *option : {"repo", "revision", "move"}) {
            if (line.has(option))
                return fail(ErrorKind::Usage,
                            Cause(ErrorCode::OptionsContradict, "find"_L1, QLatin1StringView(option)));
        }
        return line.words.isEmpty() ? Result<void>()
                                    : fail(ErrorKind::Usage, Cause(ErrorCode::TakesNoFolder, "find"_L1));
    }
    if (line.words.isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NeedsFolder, QLatin1StringView(line.command->name)));
    for (const char *option : {"repo", "revision"}) {
        if (line.has(option) && line.words.size() > 1)
            return fail(ErrorKind::Usage, Cause(ErrorCode::OneModelAtATime, QLatin1StringView(option)));
    }
    return {};
}

QString stateOf(const library::FolderMatch &match)
{
    const library::OnDisk whole =
        library::holdsOtherWeights(match.record) ? library::OnDisk::HereUnverified : library::OnDisk::Here;
    return library::onDiskName(match.missing.isEmpty() ? whole : library::OnDisk::Incomplete);
}

void printPaths(const QString &text, const QStringList &paths)
{
    for (const QString &path : paths.mid(0, kMostNamed))
        printLine(text.arg(path), 2);
    if (paths.size() > kMostNamed)
        printLine(
            text.arg(CliText::tr("%n more file(s)", nullptr, static_cast<int>(paths.size() - kMostNamed))),
            2);
}

QString headline(const Adoption &adoption, bool dryRun)
{
    if (adoption.already && !adoption.moved)
        return CliText::tr("%1: known already, in %2");
    if (dryRun)
        return CliText::tr("%1: would be adopted, in %2");
    return adoption.moved ? CliText::tr("%1: moved to %2") : CliText::tr("%1: adopted, in %2");
}

void printAdoption(const Adoption &adoption, const CommandLine &line)
{
    const library::FolderMatch &match = adoption.match;
    printLine(headline(adoption, line.has("dry-run")).arg(match.record.modelPath, adoption.folder), 0);
    printLine(CliText::tr("%n file(s) of commit %1, %2", nullptr, static_cast<int>(match.complete.size()))
                  .arg(match.record.commit.left(8), text::formatBytes(match.bytes)),
              2);
    printPaths(CliText::tr("missing: %1"), match.missing);
    printPaths(CliText::tr("different, stays as it is: %1"), match.different);
    printPaths(CliText::tr("not of the model, stays: %1"), match.extra);
    if (adoption.hasOwnCommits)
        printLine(CliText::tr("The clone has commits of its own: update and remove leave it alone."), 2);
    if (match.missing.isEmpty() || line.has("dry-run"))
        return;
    printOut(u"  "_s + CliText::tr("This fetches what is missing:") + u"\n    "_s
             + getCommand(match.record, adoption.folder, line) + u'\n');
}

void printJson(const Adoption &adoption, bool dryRun)
{
    const library::FolderMatch &match = adoption.match;
    QJsonObject json{{u"model"_s, match.record.modelPath},
                     {u"url"_s, match.record.url},
                     {u"commit"_s, match.record.commit},
                     {u"folder"_s, adoption.folder},
                     {u"state"_s, stateOf(match)},
                     {u"git_history"_s, match.record.withHistory},
                     {u"bytes"_s, match.bytes},
                     {u"complete"_s, QJsonArray::fromStringList(match.complete)},
                     {u"missing"_s, QJsonArray::fromStringList(match.missing)},
                     {u"different"_s, QJsonArray::fromStringList(match.different)},
                     {u"extra"_s, QJsonArray::fromStringList(match.extra)},
                     {u"adopted"_s, !dryRun && (!adoption.already || adoption.moved)},
                     {u"already"_s, adoption.already},
                     {u"own_commits"_s, adoption.hasOwnCommits},
                     {u"moved"_s, adoption.moved},
                     {u"in_library"_s, adoption.inLibrary}};
    if (!match.record.revision.isEmpty())
        json.insert(u"revision"_s, match.record.revision);
    printOut(QString::fromUtf8(jsonLine(json)));
}

/// The folders of one command, one after the other; one that fails stops no other.
class AdoptRun
{
public:
    AdoptRun(const CommandContext &context, app::Services &services, const catalog::Catalogue &catalogue)
        : m_line(context.line),
          m_further(context.settings.libraries),
          m_progress(CliText::tr("Comparing: %1 of %2"), isTerminal(2) && !m_line.json && !m_line.quiet),
          m_hashes(base::ConfigLayout(context.configDir).hashes()),
          m_jobs(services.forJobs()),
          m_services{.library = context.library,
                     .catalogue = catalogue,
                     .jobs = m_jobs,
                     .progress = [this](qint64 done, qint64 total) { m_progress.show(done, total); },
                     .memory = &m_memory}
    {
        m_memory.load(m_hashes);
    }

    int run(const base::CancelToken &cancel)
    {
        for (const QString &word : m_line.words) {
            if (!one(base::userPath(word), cancel))
                break;
        }
        if (const Result<void> saved = m_memory.save(m_hashes); !saved)
            qCInfo(base::lcLibrary).noquote() << base::describe(saved.error());
        const int exitCode = static_cast<int>(app::exitCodeFor(m_failures));
        if (m_line.json)
            printOut(QString::fromUtf8(
                jsonLine({{u"summary"_s,
                           QJsonObject{{u"folders"_s, m_line.words.size()},
                                       {m_line.has("dry-run") ? u"would_adopt"_s : u"adopted"_s, m_adopted},
                                       {u"incomplete"_s, m_incomplete},
                                       {u"failed"_s, m_failures.size()},
                                       {u"bytes"_s, m_bytes},
                                       {u"exit_code"_s, exitCode}}}})));
        return exitCode;
    }

private:
    /// False: all is to stop.
    bool one(const QString &folder, const base::CancelToken &cancel)
    {
        const session::AdoptQuestion question{.folder = folder,
                                              .repo = m_line.text("repo"),
                                              .revision = m_line.text("revision"),
                                              .move = m_line.has("move"),
                                              .dryRun = m_line.has("dry-run")};
        const Result<Adoption> adoption =
            Turn(m_line, cancel).take([&] { return session::adoptFolder(question, m_services, cancel); });
        m_progress.clear();
        if (!adoption) {
            fails(folder, adoption.error());
            return adoption.error().kind != ErrorKind::Cancelled;
        }
        m_adopted += !adoption->already || adoption->moved ? 1 : 0;
        m_incomplete += adoption->match.missing.isEmpty() ? 0 : 1;
        m_bytes = base::addBytes(m_bytes, adoption->match.bytes);
        if (m_line.json)
            printJson(*adoption, m_line.has("dry-run"));
        else if (!m_line.quiet)
            printAdoption(*adoption, m_line);
        return true;
    }

    /// A library of the settings needs no advice to become one.
    base::Error asKnown(const QString &folder, const base::Error &error) const
    {
        const bool isKnown = std::any_of(m_further.cbegin(), m_further.cend(), [&](const QString &one) {
            return session::isSameFolder(one, folder);
        });
        return error.cause.code == ErrorCode::LibraryInFolder && isKnown
                   ? base::Error{.kind = ErrorKind::Conflict, .cause = Cause(ErrorCode::LibraryTwice, folder)}
                   : error;
    }

    static bool mayBeTree(const base::Error &error)
    {
        return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Conflict;
    }

    bool holdsScripts(const QString &folder) const
    {
        const auto tree = scripts::readScriptTree(folder, m_jobs.hub, base::CancelToken());
        return tree && !tree->downloads.isEmpty();
    }

    void fails(const QString &folder, const base::Error &given)
    {
        const base::Error error = asKnown(folder, given);
        m_failures.append(error.kind);
        if (m_line.json)
            printOut(QString::fromUtf8(
                jsonLine({{u"folder"_s, folder}, {u"error"_s, toJson(error, m_line.command)}})));
        printErrorLine(text::withReason(folder, text::Messages::sentence(error)));
        if (const QString remedy = remedyOf(error, m_line.command); !remedy.isEmpty())
            printError(u"  "_s + wrapped(remedy, terminalColumns() - 2, 4) + u'\n');
        if (error.cause.code == ErrorCode::FolderOfModels && !m_line.json && !m_line.quiet)
            printCommand(CliText::tr("One model is taken over by its own folder:"),
                         {u"adopt"_s, error.cause.values.value(1)});
        if (mayBeTree(error) && holdsScripts(folder) && !m_line.json && !m_line.quiet)
            printCommand(CliText::tr("Download scripts are there. This takes them over:"),
                         {u"import-scripts"_s, folder});
        if (error.cause.code == ErrorCode::LibraryInFolder && !m_line.has("move") && !m_line.json
            && !m_line.quiet)
            printCommand(CliText::tr("This makes it a further library:"),
                         QStringList{u"settings"_s, u"set"_s, u"libraries"_s} + m_further
                             + QStringList{folder});
    }

    const CommandLine &m_line;
    const QStringList m_further; ///< libraries of the settings
    ProgressLine m_progress;
    const QString m_hashes;
    const job::JobServices m_jobs;
    library::HashMemory m_memory;
    const session::AdoptServices m_services;
    QList<ErrorKind> m_failures;
    int m_adopted = 0;
    int m_incomplete = 0;
    qint64 m_bytes = 0;
};

Result<int> runAdopt(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const auto catalogue = catalogueFor(context.line, context.configDir);
    if (!catalogue)
        return fail(catalogue.error());
    if (context.line.has("find"))
        return runAdoptFind(context, **services, *catalogue);
    AdoptRun run(context, **services, *catalogue);
    return runInterruptibly([&](const base::CancelToken &cancel) { return run.run(cancel); });
}

} // namespace

const Command kAdoptCommand{
    .name = "adopt",
    .words = "DIR... | --find",
    .completes = Completes::Folders,
    .summary = QT_TRANSLATE_NOOP("Terminal", "take over folders that others made"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Takes folders with models that git, huggingface-cli, LM Studio or a colleague\n"
                    "made into the records: compares their files with the repository's commit by\n"
                    "size and hash, and fetches, changes and deletes nothing. What is missing the\n"
                    "next get brings, into the same folder. --find lists what huggingface_hub, LM\n"
                    "Studio, Ollama and Jan have on this machine; with --yes it is adopted.\n"),
    .options = "repo revision catalogue move find yes fail-if-busy dry-run",
    .check = checkAdopt,
    .run = runAdopt,
};

} // namespace weightyard::cli
