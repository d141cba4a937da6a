#include "app/cli/model_look_run.h"

#include "app/cli/cli_text.h"
#include "app/cli/hub_rows.h"
#include "app/cli/job_json.h"
#include "app/cli/model_arguments.h"
#include "app/cli/model_rows.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "hub/access_check.h"
#include "hub/quota.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QLocale>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

class LookRun
{
public:
    LookRun(const CommandContext &context, app::Services &services, const LookOptions &options)
        : m_context(context),
          m_options(options),
          m_jobs(services.forJobs()),
          m_hub(services.hub())
    {}

    Result<LookedAt> lookAt(const session::NamedModel &named, const base::CancelToken &cancel)
    {
        const session::HubAsking asking{.quota = &m_quota, .patience = kQuotaPatience};
        const QString asked = m_context.line.text("revision");
        const auto look = session::lookAtModel(named.location, asked, m_jobs, m_hub, asking, cancel);
        if (!look)
            return fail(look.error());
        LookedAt result{.named = named,
                        .look = *look,
                        .revision = asked.isEmpty() ? named.location.revision : asked,
                        .revisions = {}};
        if (look->settled) {
            result.named.location = *look->settled;
            result.revision = look->settled->revision;
        }
        const bool mayAsk = !look->details.isOld;
        if (mayAsk && (m_options.revisions || look->variants.list.isEmpty()))
            result.revisions = session::revisionsOf(named.location, m_jobs, m_hub, asking, cancel);
        if (result.revisions)
            result.branches = session::branchVariants(named.location, *result.revisions, *look, m_jobs, m_hub,
                                                      asking, cancel);
        if (m_options.access && mayAsk && !look->fromManifest && look->details.model.isGated()) {
            const hub::FactServices services = session::hubServices(m_jobs, m_hub, asking);
            result.access = hub::checkAccess(named.location, services, cancel);
        }
        return result;
    }

    void tell(const QString &id, const base::Error &error) const
    {
        if (m_context.line.json) {
            printOut(QString::fromUtf8(
                jsonLine({{u"model"_s, id}, {u"error"_s, toJson(error, m_context.line.command)}})));
            return;
        }
        printErrorLine(text::withReason(id, text::sentences({text::Messages::sentence(error),
                                                             remedyOf(error, m_context.line.command)})),
                       2);
    }

private:
    const CommandContext &m_context;
    LookOptions m_options;
    job::JobServices m_jobs;
    QUrl m_hub;
    hub::Quota m_quota;
};

} // namespace

Result<int> lookAtModels(const CommandContext &context, const LookOptions &options,
                         const std::function<void(const LookedAt &)> &show)
{
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const auto models = namedModels(context, (*services)->hub());
    if (!models)
        return fail(models.error());
    LookRun run(context, **services, options);
    QList<base::ErrorKind> failures;
    runInterruptibly([&](const base::CancelToken &cancel) {
        for (const session::NamedModel &named : *models) {
            const Result<LookedAt> one = run.lookAt(named, cancel);
            if (one) {
                if (!context.line.quiet)
                    show(*one);
                continue;
            }
            failures.append(one.error().kind);
            if (one.error().kind == base::ErrorKind::Cancelled)
                break;
            run.tell(named.entry.id, one.error());
        }
        return 0;
    });
    return static_cast<int>(app::exitCodeFor(failures));
}

void printBranches(const LookedAt &model)
{
    if (!model.branches.isEmpty())
        printOut(u'\n' + heading(CliText::tr("Branches (--revision NAME)")));
    for (const session::BranchVariant &one : model.branches)
        printOut(variantRow(one.variant, rowColumns(one.variant.name.size() + kVariantColumns)));
}

QJsonArray branchesJson(const LookedAt &model)
{
    QJsonArray branches;
    for (const session::BranchVariant &one : model.branches) {
        QJsonObject json{{u"branch"_s, one.branch.name},
                         {u"commit"_s, one.branch.commit},
                         {u"bytes"_s, one.variant.bytes},
                         {u"object_bytes"_s, one.variant.objectBytes},
                         {u"complete"_s, one.variant.isComplete}};
        if (one.variant.bits > 0)
            json.insert(u"bits"_s, one.variant.bits);
        branches.append(json);
    }
    return branches;
}

void warnAboutSource(const LookedAt &model)
{
    const hub::ModelDetails &details = model.look.details;
    if (details.isOld)
        printErrorLine(
            CliText::tr("%1: the Hub does not answer; this is what it said at %2.")
                .arg(details.model.id, QLocale().toString(QDateTime::fromMSecsSinceEpoch(details.fetchedAtMs),
                                                          QLocale::ShortFormat)),
            2);
    if (model.look.fromManifest && model.named.location.onHub)
        printErrorLine(
            CliText::tr("%1: this host tells files only, by its git repository.").arg(details.model.id), 2);
}

} // namespace weightyard::cli
