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

QString pathBehind(const QString &page, const QString &revision)
{
    return page.mid(revision.size() + 1);
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
    const QString path = pathBehind(location.openPage, *name);
    const bool isFile = settled.pick.paths.removeOne(pathBehind(location.openPage, location.revision));
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
    // Of a list of downloads that was kept, the location has no choice of its own.
    const bool isFile = request.pick.paths.removeOne(pathBehind(before.openPage, before.revision));
    const QString path = pathBehind(before.openPage, request.location.revision);
    if (isFile && !path.isEmpty())
        request.pick.paths.append(path);
}

} // namespace weightyard::job
