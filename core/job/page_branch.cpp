#include "job/page_branch.h"

#include "job/download_request.h"
#include "job/remote_session.h"

namespace weightyard::job {

namespace {

// "a/b/c", "a/b", "a".
QStringList beginningsOf(const QString &path)
{
    QStringList names;
    for (QString name = path; !name.isEmpty(); name = name.section(u'/', 0, -2))
        names.append(name);
    return names;
}

} // namespace

catalog::ModelLocation onItsBranch(const catalog::ModelLocation &location, const JobServices &services,
                                   const base::CancelToken &cancel)
{
    if (location.openPage.isEmpty())
        return location;
    const base::Result<git::RemoteAddress> remote = remoteOf(location, services);
    if (!remote)
        return location;
    RemoteSession conversation(location, *remote, services);
    const base::Result<QString> name =
        git::firstRevision(remote->url, beginningsOf(location.openPage), conversation.session(), cancel);
    if (!name || name->isEmpty())
        return location;
    catalog::ModelLocation settled = location;
    const QString path = location.openPage.mid(name->size() + 1);
    const bool isFile = settled.pick.paths.removeOne(location.openPage.mid(location.revision.size() + 1));
    if (isFile && !path.isEmpty())
        settled.pick.paths.append(path);
    settled.revision = *name;
    settled.openPage.clear();
    return settled;
}

void settleBranch(DownloadRequest &request, const JobServices &services, const base::CancelToken &cancel)
{
    const catalog::ModelLocation before = request.location;
    const bool isOfAddress = request.revision.isEmpty() || request.revision == before.revision;
    if (before.openPage.isEmpty() || !isOfAddress)
        return;
    request.location = onItsBranch(before, services, cancel);
    if (!request.revision.isEmpty())
        request.revision = request.location.revision;
    for (const QString &path : before.pick.paths)
        request.pick.paths.removeOne(path);
    request.pick.paths += request.location.pick.paths;
}

} // namespace weightyard::job
