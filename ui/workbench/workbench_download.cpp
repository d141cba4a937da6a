// Workbench: what a click on a download button begins.
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

using base::Result;
using job::DownloadRequest;
using job::JobState;

DownloadRequest Workbench::requestFor(const ModelRow &row, const catalog::ModelLocation &location) const
{
    DownloadRequest request;
    request.location = location;
    if (const auto known = m_credentials.constFind(row.key); known != m_credentials.cend())
        request.location.credential = *known;
    request.revision = row.entry.revision;
    request.keepHistory = !m_parts.settings.removeGit;
    request.library = m_parts.library;
    request.transfer.connections = m_parts.settings.connections;
    return request;
}

// What was asked for goes on as it was asked for; what is begun anew has the settings of now.
void Workbench::download(const QStringList &keys)
{
    m_enqueuing = true;
    for (const QString &key : keys) {
        const ModelRow *row = m_tree.row(key);
        if (!row)
            continue;
        const auto location = catalog::locationOf(row->entry, m_parts.hub);
        std::optional<DownloadRequest> before = m_queue.request(key);
        const bool sameSource = before
                                && (!location
                                    || (location->url == before->location.url
                                        && row->entry.revision == before->wantedRevision()));
        const bool goesOn =
            row->job && (row->job->state == JobState::Paused || row->job->state == JobState::Failed);
        const bool sameLibrary = before && (!before->into.isEmpty() || before->library == m_parts.library);
        const auto credential = m_credentials.constFind(key);
        if (sameSource && goesOn && sameLibrary && credential == m_credentials.cend()) {
            m_queue.resume(key);
        } else if (sameSource) {
            if (credential != m_credentials.cend())
                before->location.credential = *credential;
            before->library = m_parts.library;
            before->keepHistory = goesOn ? before->keepHistory : !m_parts.settings.removeGit;
            m_queue.enqueue(*before);
        } else if (location) {
            m_queue.enqueue(requestFor(*row, *location));
        }
    }
    m_enqueuing = false;
    updateOrder();
    Q_EMIT figuresChanged();
    Q_EMIT totalsChanged(false);
}

void Workbench::resumeAll()
{
    QStringList paused;
    m_tree.visit([&](const ModelRow &row) {
        if (row.job && row.job->state == JobState::Paused)
            paused.append(row.key);
    });
    download(paused);
    m_queue.resumeAll(); // those that have not come to their pause yet, too
}

void Workbench::discard(const QString &key)
{
    if (const auto known = m_queue.request(key))
        return m_queue.discard(*known);
    const ModelRow *row = m_tree.row(key);
    const auto location = row ? catalog::locationOf(row->entry, m_parts.hub)
                              : Result<catalog::ModelLocation>(base::fail(base::cancelledError()));
    if (location)
        m_queue.discard(requestFor(*row, *location));
}

} // namespace weightyard::ui
