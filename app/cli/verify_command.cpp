// `weightyard-cli verify`: hashes what is installed again, by our records or by the commit that git has there. Needs no network, but
// for --repair; notes damage in the records, so that the next `get` fetches just what is damaged.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/copy_names.h"
#include "app/cli/failure.h"
#include "app/cli/get_run.h"
#include "app/cli/script_rows.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/cli/verify_output.h"
#include "app/exit_codes.h"
#include "git/runtime.h"
#include "session/repair_models.h"
#include "session/verify_choice.h"
#include "store/lock_keeper.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QFileInfo>
#include <QThread>
#include <tuple>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::ModelVerdict;

namespace {

/// One verify from begin to end.
class Verify
{
public:
    /// `services`: set when what is broken is repaired.
    Verify(const CommandContext &context, const base::ConfigEntries &userConfig, app::Services *services)
        : m_context(context),
          m_line(context.line),
          m_userConfig(userConfig),
          m_services(services)
    {}

    int run()
    {
        const session::VerifyChoice choice = session::modelsToVerify({.libraries = m_context.libraries,
                                                                      .configDir = m_context.configDir,
                                                                      .names = m_line.words,
                                                                      .userConfig = m_userConfig,
                                                                      .folders = scriptFolders(m_context)},
                                                                     {});
        m_errors = choice.errors;
        nameCopies(choice);
        hash(choice);
        if (m_line.has("repair"))
            noteReplaced();
        if (m_services != nullptr)
            repair();
        else if (!m_line.has("dry-run"))
            noteAll();
        tell(choice);
        return static_cast<int>(app::exitCodeFor(m_failures));
    }

private:
    void nameCopies(const session::VerifyChoice &choice)
    {
        m_names.add(choice.models + choice.movedOn);
        for (const library::ModelOnDisk &model : choice.unknown)
            m_names.add(model.modelPath, model.folder);
    }

    void hash(const session::VerifyChoice &choice)
    {
        ProgressLine progress(CliText::tr("Verifying: %1 of %2"),
                              isTerminal(2) && !m_line.json && !m_line.quiet);
        const auto verdicts =
            library::verifyModels(choice.models, QThread::idealThreadCount(),
                                  [&](qint64 done, qint64 total) { progress.show(done, total); }, {});
        progress.clear();
        if (!verdicts)
            m_errors.append(verdicts.error());
        for (const ModelVerdict &verdict : verdicts.value_or(QList<ModelVerdict>()))
            m_models.append({.verdict = verdict, .wentOn = choice.wentOn.contains(verdict.folder)});
    }

    void noteReplaced()
    {
        for (VerifiedModel &model : m_models) {
            const QStringList fetched = session::filesToRepair(model.verdict, scope());
            for (const QString &path : std::as_const(model.verdict.changed)) {
                if (fetched.contains(path))
                    model.replaces.append(path);
            }
        }
    }

    void noteAll()
    {
        store::LockKeeper locks;
        for (const VerifiedModel &model : std::as_const(m_models)) {
            const Result<void> noted = Turn(m_line).take([&] {
                return session::noteVerdict(model.verdict, m_context.library, m_context.configDir, locks);
            });
            if (!noted)
                m_errors.append(noted.error());
        }
    }

    session::Repairs beginRepairs() const
    {
        session::Repairs all;
        Turn turn(m_line);
        for (const VerifiedModel &model : m_models) {
            session::Repairs begun;
            const auto begin = [&]() -> Result<void> {
                begun = session::beginRepairs({model.verdict}, scope(), m_context.settings, m_context.library,
                                              m_services->forJobs());
                return begun.errors.isEmpty() ? Result<void>() : fail(begun.errors.first());
            };
            std::ignore = turn.take(begin);
            all.requests += begun.requests;
            all.folders += begun.folders;
            all.errors += begun.errors;
        }
        return all;
    }

    /// What is its user's is replaced when the model is named, and never by the way.
    session::RepairScope scope() const
    {
        return m_line.words.isEmpty() ? session::RepairScope::Ours : session::RepairScope::Everything;
    }

    void repair()
    {
        const session::Repairs repairs = beginRepairs();
        m_errors += repairs.errors;
        QStringList repaired;
        if (!repairs.requests.isEmpty()) {
            GetRun run(*m_services, repairs.requests, m_context.settings.jobs,
                       GetOutput(m_line, m_services->clock()));
            run.leaveOutSummary();
            run.exec();
            for (const job::JobSnapshot &job : run.ended()) {
                if (job.state == job::JobState::Installed)
                    repaired.append(job.folder);
                else if (job.error) // GetOutput has told it
                    m_failures.append(job.error->kind);
            }
        }
        for (VerifiedModel &model : m_models) {
            if (!session::filesToRepair(model.verdict, scope()).isEmpty())
                model.repaired = repaired.contains(QFileInfo(model.verdict.folder).canonicalFilePath())
                                 || repaired.contains(model.verdict.folder);
        }
    }

    void tellFetched(const VerifiedModel &model) const
    {
        const bool wouldRepair =
            m_line.has("repair") && m_line.has("dry-run") && model.verdict.behindLinks.isEmpty();
        const qint64 bytes = wouldRepair ? session::bytesToRepair(model.verdict, scope()) : 0;
        if (bytes > 0 && !m_line.json && !m_line.quiet)
            printOut(u"  "_s + CliText::tr("That would fetch %1.").arg(text::formatBytes(bytes)) + u'\n');
    }

    void tell(const session::VerifyChoice &choice)
    {
        for (const library::InstalledModel &model : choice.movedOn)
            printMovedOn(model, m_names.of(model), m_line);
        for (const VerifiedModel &model : std::as_const(m_models)) {
            printVerified(model, m_names.of(model.verdict.record.modelPath, model.verdict.folder), m_line);
            tellFetched(model);
            if (model.verdict.isGood())
                continue;
            if (model.verdict.error)
                m_failures.append(model.verdict.error->kind);
            else if (!model.repaired) // what a repair failed of is told already
                m_failures.append(ErrorKind::Corrupt);
        }
        for (const library::ModelOnDisk &model : choice.unknown) {
            printUnknown(model, m_names.of(model.modelPath, model.folder), m_line);
            if (!model.problems.isEmpty())
                m_failures.append(ErrorKind::Corrupt);
        }
        for (const base::Error &error : std::as_const(m_errors)) {
            if (m_line.json)
                printErrorObject(error, m_line);
        }
        if (m_line.json)
            printVerifySummary(m_models, choice);
        else if (m_models.isEmpty() && choice.movedOn.isEmpty() && choice.unknown.isEmpty()
                 && m_errors.isEmpty() && !m_line.quiet)
            printLine(CliText::tr("No models are installed in %1.").arg(m_context.library));
        printFailures(m_errors, m_line.command);
        for (const base::Error &error : std::as_const(m_errors))
            m_failures.append(error.kind);
    }

    const CommandContext &m_context;
    const CommandLine &m_line;
    const base::ConfigEntries &m_userConfig;
    app::Services *const m_services;
    QList<VerifiedModel> m_models;
    CopyNames m_names;
    QList<base::Error> m_errors;
    QList<ErrorKind> m_failures;
};

Result<int> runVerify(const CommandContext &context)
{
    if (context.line.has("repair") && !context.line.has("dry-run")) {
        const auto services = servicesFor(context);
        if (!services)
            return base::fail(services.error());
        return Verify(context, (*services)->forJobs().userConfig, services->get()).run();
    }
    const git::Runtime runtime(base::Environment::ofProcess());
    const Result<git::UserConfig> config = runtime.userConfig();
    // What is wrong there is told by the commands that cannot do without it.
    const base::ConfigEntries entries(config ? config->entries : QList<base::ConfigEntry>());
    return Verify(context, entries, nullptr).run();
}

} // namespace

const Command kVerifyCommand{
    .name = "verify",
    .words = "[MODEL...]",
    .completes = Completes::Installed,
    .summary = QT_TRANSLATE_NOOP("Terminal", "hash what is installed again"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Hashes the files of installed models again: all of them, or those with one of\n"
                    "the given words in their name. Clones that git made are compared with the\n"
                    "commit that they have checked out. Small files that were edited since are named\n"
                    "and stay. What is damaged is noted, so that the next get of that model fetches\n"
                    "just it; --repair does so at once, and where the model is named, edited files\n"
                    "are replaced, too.\n"),
    .options = "repair fail-if-busy dry-run",
    .fetches = true,
    .run = runVerify,
};

} // namespace weightyard::cli
