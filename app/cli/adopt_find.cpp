#include "app/cli/adopt_find.h"

#include "app/cli/cli_text.h"
#include "app/cli/get_run.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/cli/turn.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "base/name_list.h"
#include "session/adopt_found.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QHash>
#include <QJsonArray>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::Result;
using session::FindAction;
using session::ForeignFind;

namespace {

constexpr int kSizeColumns = 10;
constexpr qsizetype kMostMissing = 3;

QString nameOf(const ForeignFind &found)
{
    const QString name = found.model.repo.isEmpty() ? found.model.name : found.model.repo;
    return u"%1: %2"_s.arg(session::foreignToolTitle(found.model.tool), name);
}

/// One find from begin to end.
class FindRun
{
public:
    FindRun(const CommandContext &context, app::Services &services, const catalog::Catalogue &catalogue)
        : m_context(context),
          m_line(context.line),
          m_services(services),
          m_jobs(services.forJobs()),
          m_adopt{.library = context.library,
                  .catalogue = catalogue,
                  .jobs = m_jobs,
                  .progress = [](qint64, qint64) {}}
    {}

    int run()
    {
        const bool adopts = m_line.has("yes") && !m_line.has("dry-run");
        runInterruptibly([&](const base::CancelToken &cancel) {
            m_found = session::findForeignModels(m_adopt, cancel);
            for (const ForeignFind &found : std::as_const(m_found)) {
                if (adopts && !found.isHere && found.model.missing.isEmpty() && !cancel.isCancelled())
                    adopt(found, cancel);
            }
            if (cancel.isCancelled())
                m_failures.append(ErrorKind::Cancelled);
            return 0;
        });
        if (!m_requests.isEmpty() && m_failures.isEmpty()) {
            GetRun run(m_services, m_requests, m_context.settings.jobs,
                       GetOutput(m_line, m_services.clock()));
            run.leaveOutSummary();
            run.exec();
            for (const job::JobSnapshot &job : run.ended()) {
                if (job.state == job::JobState::Installed)
                    m_adopted.append(job.modelPath);
                else if (job.error) // GetOutput has told it
                    m_failures.append(job.error->kind);
            }
        }
        tell(adopts);
        return static_cast<int>(app::exitCodeFor(m_failures));
    }

private:
    void adopt(const ForeignFind &found, const base::CancelToken &cancel)
    {
        if (found.action == FindAction::InPlace) {
            const session::AdoptQuestion question{
                .folder = found.model.folder, .repo = found.model.repo, .revision = {}};
            const auto adoption =
                Turn(m_line, cancel).take([&] { return session::adoptFolder(question, m_adopt, cancel); });
            if (adoption)
                m_adopted.append(found.model.repo);
            else
                fails(found, adoption.error());
        } else if (found.action == FindAction::Copy) {
            const auto request = session::requestToCopy(found, m_adopt, m_context.settings, cancel);
            if (request)
                m_requests.append(*request);
            else
                fails(found, request.error());
        }
    }

    // What a store has only a part of is no failure: get brings the rest.
    void fails(const ForeignFind &found, const base::Error &error)
    {
        const bool isPart = error.kind == ErrorKind::Conflict;
        m_errors.insert(found.model.folder, error);
        if (!isPart)
            m_failures.append(error.kind);
        if (!m_line.quiet || !isPart)
            printError(wrapped(text::withReason(nameOf(found), text::Messages::sentence(error)),
                               terminalColumns(), 2)
                       + u'\n');
    }

    static bool canBeAdopted(const ForeignFind &found)
    {
        return found.action != FindAction::None && found.model.missing.isEmpty();
    }

    QString stateOf(const ForeignFind &found, bool adopts) const
    {
        if (found.isHere)
            return CliText::tr("here already");
        if (m_adopted.contains(found.model.repo))
            return CliText::tr("adopted");
        if (found.action == FindAction::None)
            return CliText::tr("used when a download wants it");
        const QStringList &missing = found.model.missing;
        if (!missing.isEmpty())
            return CliText::tr("incomplete there: %1; get downloads what is missing")
                .arg(base::firstNames(missing, kMostMissing));
        return adopts ? CliText::tr("not adopted") : CliText::tr("can be adopted");
    }

    void tell(bool adopts)
    {
        for (const ForeignFind &found : std::as_const(m_found)) {
            if (m_line.json) {
                QJsonObject json({{u"tool"_s, library::foreignToolName(found.model.tool)},
                                  {u"model"_s, found.model.repo},
                                  {u"name"_s, found.model.name},
                                  {u"folder"_s, found.model.folder},
                                  {u"commit"_s, found.model.commit},
                                  {u"bytes"_s, found.model.bytes()},
                                  {u"can_adopt"_s, canBeAdopted(found)},
                                  {u"missing"_s, QJsonArray::fromStringList(found.model.missing)},
                                  {u"here"_s, found.isHere},
                                  {u"adopted"_s, m_adopted.contains(found.model.repo)}});
                if (const auto why = m_errors.constFind(found.model.folder); why != m_errors.cend())
                    json.insert(u"error"_s, toJson(*why, m_line.command));
                printOut(QString::fromUtf8(jsonLine(json)));
            } else if (!m_line.quiet) {
                const int room = terminalColumns() - kSizeColumns - 2;
                printOut(nameCell(nameOf(found), room)
                         + text::paddedBefore(text::formatBytes(found.model.bytes()), kSizeColumns)
                         + u"\n  "_s + wrapped(stateOf(found, adopts), terminalColumns() - 2, 2) + u'\n');
            }
        }
        const qsizetype count = m_found.size();
        if (m_line.json)
            printOut(QString::fromUtf8(
                jsonLine({{u"summary"_s,
                           QJsonObject{{u"found"_s, count},
                                       {u"adopted"_s, m_adopted.size()},
                                       {u"exit_code"_s, static_cast<int>(app::exitCodeFor(m_failures))}}}})));
        else if (!m_line.quiet && count == 0)
            printOut(CliText::tr("No models of other programs were found.") + u'\n');
        else if (!m_line.quiet && !adopts && m_line.has("yes"))
            printOut(CliText::tr("Without --dry-run those would be adopted that can be.") + u'\n');
        else if (!m_line.quiet && !adopts)
            printOut(CliText::tr("With --yes those are adopted that can be.") + u'\n');
    }

    const CommandContext &m_context;
    const CommandLine &m_line;
    app::Services &m_services;
    const job::JobServices m_jobs;
    const session::AdoptServices m_adopt;
    QList<ForeignFind> m_found;
    QList<job::DownloadRequest> m_requests;
    QStringList m_adopted;                ///< repositories
    QHash<QString, base::Error> m_errors; ///< by folder
    QList<ErrorKind> m_failures;
};

} // namespace

Result<int> runAdoptFind(const CommandContext &context, app::Services &services,
                         const catalog::Catalogue &catalogue)
{
    return FindRun(context, services, catalogue).run();
}

} // namespace weightyard::cli
