#include "git/fetch.h"

#include "base/error_code.h"
#include "git/revision_match.h"
#include "git/smart_subtransport.h"

#include "base/log.h"
#include "base/redact.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWholeHistory = GIT_FETCH_DEPTH_FULL;
// A name of our own for a commit that no ref points to, so that libgit2 has a ref to ask for.
constexpr auto kOwnRef = "refs/weightyard/wanted";
constexpr auto kKnownRef = "refs/weightyard/known";

base::Result<RepositoryHandle> makeRepository(const QString &gitDir)
{
    git_repository_init_options options{};
    git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = "main";
    git_repository *raw = nullptr;
    const int result = git_repository_init_ext(&raw, QFile::encodeName(gitDir).constData(), &options);
    if (result == 0)
        return RepositoryHandle(raw);
    const bool foreign = result == GIT_EOWNER;
    return base::fail(libgit2Error(foreign ? base::ErrorKind::Permission : base::ErrorKind::Internal,
                                   foreign ? base::ErrorCode::GitOfOtherUser : base::ErrorCode::GitNotMade,
                                   gitDir));
}

/// Fetching by one client into one repository.
class Fetcher
{
public:
    Fetcher(UploadPackClient &client, const Repository::ProgressFunction &progress,
            const Repository::NoticeFunction &notice, const Repository::RoomFunction &room,
            git_repository *repository, git_odb *odb, bool goesOn)
        : m_client(client),
          m_progress(progress),
          m_notice(notice),
          m_room(room),
          m_repository(repository),
          m_odb(odb),
          m_goesOn(goesOn)
    {}

    /// True when the whole history came.
    base::Result<bool> fetch(const WantedRevision &wanted, const QString &revision,
                             const Advertisement &list);

private:
    base::Result<void> download(const Advertisement &offer, int depth);
    base::Result<void> fetchOne(const AdvertisedRef &ref, const Advertisement &list, int depth);
    base::Result<bool> fetchUnadvertised(const QByteArray &id, const QString &revision,
                                         const Advertisement &list);
    base::Result<void> fetchEverything(const AdvertisedRef *alreadyHere);
    bool has(const QByteArray &id) const;
    /// Before something that may take long.
    void tellHistoryOf(const QString &ref) const
    {
        qCInfo(base::lcGit).noquote() << "the server cannot leave the history out; fetching all of" << ref;
        if (m_notice)
            m_notice(ref);
    }

    UploadPackClient &m_client;
    const Repository::ProgressFunction &m_progress;
    const Repository::NoticeFunction &m_notice;
    const Repository::RoomFunction &m_room;
    git_repository *m_repository;
    git_odb *m_odb;
    const bool m_goesOn; ///< a known clone's history does, without depth
};

bool Fetcher::has(const QByteArray &id) const
{
    const base::Result<git_oid> oid = idFromHex(id);
    return oid && git_odb_exists(m_odb, &*oid) == 1;
}

base::Result<void> Fetcher::download(const Advertisement &offer, int depth)
{
    if (!offer.can("side-band-64k") && !offer.can("side-band"))
        return base::fail(base::ErrorKind::Protocol, base::ErrorCode::NoSideBand);
    // Outlives the remote, whose streams use it to their end.
    FetchContext context(m_client, offer, m_progress, m_room);
    const QByteArray url = base::redacted(m_client.url()).toUtf8();
    git_remote_create_options createOptions{};
    git_remote_create_options_init(&createOptions, GIT_REMOTE_CREATE_OPTIONS_VERSION);
    createOptions.repository = m_repository;
    createOptions.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC;
    git_remote *raw = nullptr;
    if (git_remote_create_with_opts(&raw, url.constData(), &createOptions) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::FetchFailed));
    const RemoteHandle remote(raw);

    QByteArrayList names;
    for (const AdvertisedRef &ref : offer.refs)
        names.append(ref.name);
    std::vector<char *> pointers;
    for (QByteArray &name : names)
        pointers.push_back(name.data());
    const git_strarray refspecs{pointers.data(), pointers.size()};

    const git_fetch_options options = context.options(depth);
    const int result = git_remote_download(remote.get(), &refspecs, &options);
    if (context.cancelled())
        return base::fail(base::cancelledError());
    if (result == 0)
        return {};
    base::Error error =
        context.error.value_or(libgit2Error(base::ErrorKind::Protocol, base::ErrorCode::FetchFailed));
    if (error.context.url.isEmpty())
        error.context.url = QString::fromUtf8(url);
    return base::fail(error);
}

base::Result<void> Fetcher::fetchOne(const AdvertisedRef &ref, const Advertisement &list, int depth)
{
    Advertisement offer = list;
    offer.refs = {ref};
    return download(offer, depth);
}

base::Result<bool> Fetcher::fetch(const WantedRevision &wanted, const QString &revision,
                                  const Advertisement &list)
{
    if (!wanted.advertised)
        return fetchUnadvertised(wanted.id, revision, list);
    const bool shallow = list.can("shallow") && !m_goesOn;
    if (!shallow && !m_goesOn)
        tellHistoryOf(wanted.refName.isEmpty() ? revision : wanted.refName);
    const auto fetched = fetchOne({.name = kOwnRef, .id = wanted.id}, list, shallow ? 1 : kWholeHistory);
    if (!fetched)
        return base::fail(fetched.error());
    return !shallow;
}

/// By id when the clone has it or the server allows, else by the history of the default branch, else by the history of everything.
base::Result<bool> Fetcher::fetchUnadvertised(const QByteArray &id, const QString &revision,
                                              const Advertisement &list)
{
    if (m_goesOn && has(id))
        return true;
    if (list.can("shallow")
        && (list.can("allow-reachable-sha1-in-want") || list.can("allow-tip-sha1-in-want"))) {
        const auto fetched = fetchOne({.name = kOwnRef, .id = id}, list, m_goesOn ? kWholeHistory : 1);
        if (fetched && has(id))
            return m_goesOn;
        // Whatever the server says about an id that it does not hand out, only a broken connection ends the search.
        if (!fetched && fetched.error().kind != base::ErrorKind::NotFound
            && fetched.error().kind != base::ErrorKind::Protocol)
            return base::fail(fetched.error());
    }
    const auto head = resolveRevision({}, list);
    std::optional<AdvertisedRef> branch;
    if (head) {
        branch = AdvertisedRef{.name = kOwnRef, .id = head->id};
        if (!m_goesOn)
            tellHistoryOf(head->refName.isEmpty() ? u"HEAD"_s : head->refName);
        if (const auto fetched = fetchOne(*branch, list, kWholeHistory); !fetched)
            return base::fail(fetched.error());
        if (has(id))
            return true;
    }
    tellHistoryOf(u"refs/*"_s);
    if (const auto fetched = fetchEverything(branch ? &*branch : nullptr); !fetched)
        return base::fail(fetched.error());
    if (has(id))
        return true;
    return base::fail(base::ErrorKind::NotFound, base::Cause(base::ErrorCode::NoSuchCommit, revision),
                      {.url = base::redacted(m_client.url())});
}

base::Result<void> Fetcher::fetchEverything(const AdvertisedRef *alreadyHere)
{
    const auto list = m_client.advertisement([](QByteArrayView name, QByteArrayView, const Advertisement &) {
        int valid = 0;
        const bool good =
            git_reference_name_is_valid(&valid, name.toByteArray().constData()) == 0 && valid == 1;
        return good
               && (name.startsWith("refs/heads/") || name.startsWith("refs/tags/")
                   || name.startsWith("refs/pr/"));
    });
    if (!list)
        return base::fail(list.error());
    // A ref tells the server what is here already.
    ReferenceHandle reference;
    const base::Result<git_oid> id = alreadyHere ? idFromHex(alreadyHere->id) : git_oid{};
    git_reference *raw = nullptr;
    if (alreadyHere && id
        && git_reference_create(&raw, m_repository, alreadyHere->name.constData(), &*id, 1, nullptr) == 0)
        reference.reset(raw);
    const auto fetched = download(*list, kWholeHistory);
    if (reference)
        git_reference_delete(reference.get());
    return fetched;
}

/// The new repository reads the objects of the clone, and tells the server of its commit, so that just what came since is sent.
base::Result<void> buildOn(const FetchRequest &request, git_repository *repository)
{
    const QString objects = QDir(request.known.gitDir).absoluteFilePath(u"objects"_s);
    const QByteArray alternates = QFile::encodeName(objects) + '\n';
    base::Result<void> done =
        platform::writeDurably(request.gitDir + u"/objects/info/alternates"_s, alternates);
    const QString shallow = request.known.gitDir + u"/shallow"_s;
    if (done && QFileInfo::exists(shallow))
        done = platform::copyFile(shallow, request.gitDir + u"/shallow"_s, {});
    const base::Result<git_oid> commit = idFromHex(request.known.commit.toLatin1());
    if (!done || !commit)
        return done ? base::fail(commit.error()) : done;
    git_reference *raw = nullptr;
    if (git_reference_create(&raw, repository, kKnownRef, &*commit, 1, nullptr) != 0)
        return base::fail(
            libgit2Error(base::ErrorKind::Corrupt, base::ErrorCode::GitNotOpened, request.known.gitDir));
    const ReferenceHandle reference(raw);
    return {};
}

/// Finds the commit behind what was fetched, and its tree.
base::Result<void> settle(Repository::Private &p, const QByteArray &id, const QString &revision)
{
    const base::Result<git_oid> oid = idFromHex(id);
    if (!oid)
        return base::fail(oid.error());
    git_object *raw = nullptr;
    if (git_object_lookup(&raw, p.repository.get(), &*oid, GIT_OBJECT_ANY) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Protocol, base::ErrorCode::OtherThanAsked));
    const ObjectHandle object(raw);
    git_object *peeled = nullptr;
    if (git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0) {
        return base::fail(
            libgit2Error(base::ErrorKind::NotFound, base::Cause(base::ErrorCode::NotCommit, revision)));
    }
    const ObjectHandle commit(peeled);
    if (git_object_peel(&peeled, commit.get(), GIT_OBJECT_TREE) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Corrupt, base::ErrorCode::NoTree));
    const ObjectHandle treeObject(peeled);
    p.revision.commit = QString::fromLatin1(hexOf(*git_object_id(commit.get())));
    p.tree = *git_object_id(treeObject.get());
    p.refId = id;
    return {};
}

base::Failure atUrl(base::Error error, const QUrl &url)
{
    if (error.context.url.isEmpty())
        error.context.url = base::redacted(url);
    return base::fail(error);
}

} // namespace

base::Result<std::unique_ptr<Repository::Private>>
fetchRevision(const FetchRequest &request, net::AuthSession &session,
              const Repository::ProgressFunction &progress, const Repository::NoticeFunction &notice,
              const base::CancelToken &cancel, const Repository::RoomFunction &room)
{
    UploadPackClient client(request.url, session, cancel);
    const auto list = client.advertisement(refsFor(request.revision));
    if (!list)
        return base::fail(list.error());

    auto p = std::make_unique<Repository::Private>();
    p->cancel = cancel;
    p->revision.empty = list->empty;
    if (list->headTarget.startsWith("refs/heads/"))
        p->revision.defaultBranch =
            QString::fromUtf8(list->headTarget.mid(qsizetype(qstrlen("refs/heads/"))));
    WantedRevision wanted;
    if (!list->empty) {
        const auto resolved = resolveRevision(request.revision, *list);
        if (!resolved)
            return atUrl(resolved.error(), request.url);
        wanted = *resolved;
    } else if (!request.revision.isEmpty()) {
        return atUrl({.kind = base::ErrorKind::NotFound,
                      .cause = base::Cause(base::ErrorCode::NoCommits, request.revision)},
                     request.url);
    }
    p->revision.refName = wanted.refName;

    auto repository = makeRepository(request.gitDir);
    if (!repository)
        return base::fail(repository.error());
    p->repository = *std::move(repository);
    // A server that knows nothing of shallow clones cannot be told where the history of one ends: all of it comes.
    const bool isKnown = !request.known.gitDir.isEmpty();
    const bool canBuild =
        isKnown && (list->can("shallow") || !QFileInfo::exists(request.known.gitDir + u"/shallow"_s));
    if (const auto built = canBuild ? buildOn(request, p->repository.get()) : base::Result<void>(); !built)
        return base::fail(built.error());
    git_odb *odb = nullptr;
    if (git_repository_odb(&odb, p->repository.get()) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::GitNotOpened));
    p->odb.reset(odb);
    if (p->revision.empty)
        return p;

    Fetcher fetcher(client, progress, notice, room, p->repository.get(), odb, isKnown);
    const auto wholeHistory = fetcher.fetch(wanted, request.revision, *list);
    if (!wholeHistory)
        return atUrl(wholeHistory.error(), request.url);
    p->revision.fullHistory = *wholeHistory;
    if (const auto settled = settle(*p, wanted.id, request.revision); !settled)
        return atUrl(settled.error(), request.url);
    return p;
}

} // namespace weightyard::git
