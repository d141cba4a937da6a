#include "app/cli/get_dry_run.h"

#include "app/cli/cli_text.h"
#include "app/cli/failure.h"
#include "app/cli/hub_rows.h"
#include "app/cli/job_json.h"
#include "app/cli/model_rows.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "base/config_layout.h"
#include "base/redact.h"
#include "hub/access_check.h"
#include "hub/facts_cache.h"
#include "hub/quota.h"
#include "job/job_target.h"
#include "job/page_branch.h"
#include "library/presence.h"
#include "library/record_gaps.h"
#include "session/get_check.h"
#include "session/installed_choice.h"
#include "session/pick_cost.h"
#include "ui/text/choice_text.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QDir>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

/// What is known of one download.
struct Looked {
    std::optional<session::PickCost> cost = {}; ///< of the choice
    qint64 bytes = 0;    ///< of all files, where they were asked for before; 0: not known
    bool isHere = false; ///< nothing would be fetched
    std::optional<base::Error> error = {};
};

class DryRun
{
public:
    DryRun(const CommandContext &context, app::Services &services)
        : m_context(context),
          m_jobs(services.forJobs()),
          m_hub(services.hub())
    {}

    // A model that is not of the Hub is asked about where files of it are chosen: that takes git's part of a download.
    Looked lookAt(const job::DownloadRequest &request, const base::CancelToken &cancel)
    {
        Looked answer;
        const session::HubAsking asking{.quota = &m_quota, .patience = kQuotaPatience};
        const Result<void> free = session::checkPlaceOf(request, m_jobs, m_hub, asking, cancel);
        if (!free && free.error().kind == base::ErrorKind::Conflict) {
            answer.error = free.error();
            return answer;
        }
        answer.bytes = request.pick.isWhole() ? bytesOfAll(request) : 0;
        const std::optional<library::InstalledModel> model = installedOf(request);
        const std::optional<store::Record> record = model ? std::optional(model->record) : std::nullopt;
        const bool isHere = record && library::isSameRevision(*record, request.wantedRevision())
                            && base::covers(record->picks, request.pick);
        answer.isHere = isHere && record->damaged.isEmpty()
                        && library::missingOrShort(*record, model->folder, 1).isEmpty();
        if (request.pick.isWhole() && (isHere || m_isSilent || !request.location.onHub))
            return answer;
        const auto look =
            session::lookAtModel(request.location, request.wantedRevision(), m_jobs, m_hub, asking, cancel);
        if (!look) {
            m_isSilent = !isAnswer(look.error());
            answer.error = look.error();
            return answer;
        }
        const bool isSame = record && record->commit == look->details.model.commit;
        const Result<session::PickCost> cost =
            session::costOf(request.pick, *look, isSame ? record : std::nullopt);
        if (cost)
            answer.cost = *cost;
        else
            answer.error = job::asBranch(cost.error(), request, m_jobs, cancel);
        const bool mayAsk = !isHere && !look->fromManifest && !look->details.isOld;
        if (cost && mayAsk && look->details.model.isGated()) {
            const auto access =
                hub::checkAccess(request.location, session::hubServices(m_jobs, m_hub, asking), cancel);
            if (!access)
                answer.error = access.error();
        }
        return answer;
    }

    void tell(const job::DownloadRequest &request, const Looked &answer) const
    {
        const QString &path = request.location.modelPath;
        const QString folder = request.into.isEmpty() ? request.library + u'/' + path : request.into;
        if (m_context.line.json)
            return print(request, folder, answer);
        if (answer.error) {
            const QString sentence = isAnswer(*answer.error)
                                         ? text::sentences({text::Messages::sentence(*answer.error),
                                                            remedyOf(*answer.error, m_context.line.command)})
                                         : text::Messages::sentence(*answer.error);
            const QString later =
                request.pick.isWhole()
                    ? CliText::tr("%1: whether it can be had is known when the download begins. %2")
                    : CliText::tr("%1: what is chosen is known when the download begins. %2");
            printErrorLine(isAnswer(*answer.error) ? text::withReason(path, sentence)
                                                   : later.arg(path, sentence));
        }
        if (m_context.line.quiet || (answer.error && isAnswer(*answer.error)))
            return;
        const QString choice = text::choiceText({request.pick});
        const qint64 bytes = answer.cost ? answer.cost->bytes : answer.bytes;
        const QString size = bytes > 0 ? text::formatBytes(bytes) : QString();
        if (answer.isHere)
            return printLine(CliText::tr("%1 is here already, in %2").arg(path, folder));
        const bool isPart = answer.cost && answer.cost->bytesMissing < answer.cost->bytes;
        const QString fetched = isPart ? CliText::tr("%1, of which %2 are fetched")
                                             .arg(size, text::formatBytes(answer.cost->bytesMissing))
                                       : size;
        QStringList parts{request.pick.isWhole() ? QString() : choice, fetched};
        parts.removeAll(QString());
        printLine(parts.isEmpty() ? CliText::tr("%1: into %2").arg(path, folder)
                                  : CliText::tr("%1: %2, into %3").arg(path, parts.join(u", "_s), folder));
    }

    /// The download would end with it. Not that it could not be looked up.
    static bool isAnswer(const base::Error &error)
    {
        switch (error.kind) {
        case base::ErrorKind::Usage:
        case base::ErrorKind::Conflict:
        case base::ErrorKind::NotFound:
        case base::ErrorKind::Auth:
        case base::ErrorKind::Gated:
            return true;
        default:
            return false;
        }
    }

private:
    std::optional<library::InstalledModel> installedOf(const job::DownloadRequest &request) const
    {
        const session::InstalledModels installed =
            session::installedModels(m_context.libraries, m_context.configDir);
        for (const library::InstalledModel &one : installed.models) {
            const bool isThere =
                request.into.isEmpty() ? QDir::isRelativePath(one.record.folder) : one.folder == request.into;
            if (isThere && one.record.modelPath == request.location.modelPath)
                return one;
        }
        return {};
    }

    qint64 bytesOfAll(const job::DownloadRequest &request) const
    {
        const QString key = hub::factsKey(m_hub, request.location.modelPath, request.wantedRevision());
        const auto facts = hub::readFacts(base::ConfigLayout(m_context.configDir).facts(), key);
        return facts ? facts->bytes : 0;
    }

    void print(const job::DownloadRequest &request, const QString &folder, const Looked &answer) const
    {
        QJsonObject json{{u"model"_s, request.location.modelPath},
                         {u"url"_s, base::redacted(request.location.url)},
                         {u"folder"_s, folder},
                         {u"revision"_s, request.wantedRevision()},
                         {u"git_history"_s, request.keepHistory},
                         {u"pick"_s, base::toJson(request.pick)},
                         {u"already_installed"_s, answer.isHere},
                         {u"dry_run"_s, true}};
        if (answer.cost) {
            json.insert(u"bytes"_s, answer.cost->bytes);
            json.insert(u"bytes_missing"_s, answer.cost->bytesMissing);
        } else if (answer.bytes > 0) {
            json.insert(u"bytes"_s, answer.bytes);
        }
        if (answer.error)
            json.insert(u"error"_s, toJson(*answer.error, m_context.line.command));
        printOut(QString::fromUtf8(jsonLine(json)));
    }

    const CommandContext &m_context;
    job::JobServices m_jobs;
    QUrl m_hub;
    hub::Quota m_quota;
    bool m_isSilent = false; ///< the Hub could not be asked
};

} // namespace

int tellOnly(const GetSelection &selection, const CommandContext &context, app::Services &services)
{
    DryRun run(context, services);
    QList<base::ErrorKind> failures;
    runInterruptibly([&](const base::CancelToken &cancel) {
        for (const job::DownloadRequest &request : selection.requests) {
            job::DownloadRequest settled = request;
            job::settleBranch(settled, services.forJobs(), cancel);
            const Looked answer = run.lookAt(settled, cancel);
            const bool isStopped = cancel.isCancelled();
            if (isStopped)
                failures.append(base::ErrorKind::Cancelled);
            else if (answer.error && DryRun::isAnswer(*answer.error))
                failures.append(answer.error->kind);
            if (isStopped)
                break;
            run.tell(settled, answer);
        }
        return 0;
    });
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace weightyard::cli
