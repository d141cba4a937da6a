#include "job/commit_look.h"

#include "base/error_code.h"
#include "base/retry_policy.h"
#include "job/git_tree_source.h"
#include "job/remote_session.h"
#include "store/path_rules.h"
#include "store/space.h"

#include <QDir>
#include <QTemporaryDir>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {
constexpr int kAttempts = 3; // somebody waits for the answer, and nothing is lost without it
}

Result<CommitLook> lookAtCommit(const catalog::ModelLocation &location, const QString &revision,
                                bool withAttributes, const JobServices &services,
                                const base::CancelToken &cancel)
{
    const Result<git::RemoteAddress> remote = remoteOf(location, services);
    if (!remote)
        return fail(remote.error());
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(base::ErrorKind::Permission, base::ErrorCode::NoTemporaryFolder, folder.errorString());
    RemoteSession conversation(location, *remote, services);
    const git::FetchRequest request{
        .url = remote->url, .revision = revision, .gitDir = folder.filePath(u"git"_s)};
    const auto fetched = base::retrying(
        [&] {
            QDir(request.gitDir).removeRecursively(); // what a broken attempt left
            return git::Repository::fetch(
                request, conversation.session(), [](const git::FetchProgress &) {}, [](const QString &) {},
                cancel,
                [&](qint64 bytes) -> Result<void> {
                    const auto room = services.space.reserve(folder.path(), bytes);
                    return room ? Result<void>() : fail(room.error());
                });
        },
        base::RetryLimits{.attempts = kAttempts}, cancel, [](const base::Error &, qint64) {});
    if (!fetched)
        return fail(fetched.error());
    const git::Repository &repository = **fetched;
    const Result<lfs::Manifest> manifest =
        lfs::buildManifest(repository, lfs::Selection::from(services.userConfig));
    if (!manifest)
        return fail(manifest.error());
    GitTreeSource source(repository, *manifest, location.url);
    const Result<void> safe =
        store::checkTree(source.files(), [&](const store::TreeFile &file) { return source.content(file); });
    if (!safe)
        return fail(safe.error());
    const Result<library::CommitFiles> files = library::filesOfCommit(repository, *manifest, withAttributes);
    if (!files)
        return fail(files.error());
    return CommitLook{.revision = repository.revision(), .files = *files};
}

} // namespace weightyard::job
