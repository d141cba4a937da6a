#include "git/history.h"

#include "base/error_code.h"
#include "git/index_writer.h"
#include "git/libgit2_handle.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFile>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBranches = "refs/heads/"_L1;

/// Nothing for a tag, a commit and refs outside refs/heads: HEAD is detached then.
QString branchOf(const FetchedRevision &revision)
{
    if (revision.empty)
        return revision.defaultBranch.isEmpty() ? u"main"_s : revision.defaultBranch;
    return revision.refName.startsWith(kBranches) ? revision.refName.sliced(kBranches.size()) : QString();
}

/// git-config(1), "Syntax".
QByteArray quoted(const QString &value)
{
    QByteArray text = value.toUtf8();
    text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + text + '"';
}

QString withoutUserInfo(QUrl url)
{
    url.setUserInfo(QString());
    return url.toString(QUrl::FullyEncoded);
}

QString fetchRefspec(const FetchedRevision &revision)
{
    QString branch = branchOf(revision);
    if (branch.isEmpty() && !revision.refName.isEmpty())
        return u"+%1:%1"_s.arg(revision.refName);
    if (branch.isEmpty())
        branch = revision.defaultBranch;
    return branch.isEmpty() ? u"+refs/heads/*:refs/remotes/origin/*"_s
                            : u"+refs/heads/%1:refs/remotes/origin/%1"_s.arg(branch);
}

base::Result<void> setReference(git_repository *repository, const QString &name, const git_oid &id)
{
    git_reference *raw = nullptr;
    if (git_reference_create(&raw, repository, name.toUtf8().constData(), &id, 1, nullptr) != 0)
        return base::fail(
            libgit2Error(base::ErrorKind::Internal, base::Cause(base::ErrorCode::GitFileNotWritten, name)));
    const ReferenceHandle reference(raw);
    return {};
}

base::Result<void> setSymbolic(git_repository *repository, const QString &name, const QString &target)
{
    git_reference *raw = nullptr;
    if (git_reference_symbolic_create(&raw, repository, name.toUtf8().constData(),
                                      target.toUtf8().constData(), 1, nullptr)
        != 0)
        return base::fail(
            libgit2Error(base::ErrorKind::Internal, base::Cause(base::ErrorCode::GitFileNotWritten, name)));
    const ReferenceHandle reference(raw);
    return {};
}

base::Result<void> writeBranch(git_repository *repository, const FetchedRevision &revision,
                               const QString &branch, const git_oid &commit)
{
    const QString tracking = u"refs/remotes/origin/"_s + branch;
    base::Result<void> done = setReference(repository, kBranches + branch, commit);
    if (done)
        done = setReference(repository, tracking, commit);
    // git makes origin/HEAD only when it leads to something that was fetched.
    if (done && branch == revision.defaultBranch)
        done = setSymbolic(repository, u"refs/remotes/origin/HEAD"_s, tracking);
    return done ? setSymbolic(repository, u"HEAD"_s, kBranches + branch) : done;
}

base::Result<void> writeRefs(const HistoryRequest &request)
{
    git_repository *raw = nullptr;
    const int opened = git_repository_open_bare(&raw, QFile::encodeName(request.gitDir).constData());
    if (opened != 0) {
        const bool foreign = opened == GIT_EOWNER;
        return base::fail(libgit2Error(
            foreign ? base::ErrorKind::Permission : base::ErrorKind::Internal,
            foreign ? base::ErrorCode::GitOfOtherUser : base::ErrorCode::GitNotOpened, request.gitDir));
    }
    const RepositoryHandle repository(raw);
    const QString branch = branchOf(request.revision);
    if (request.revision.empty)
        return setSymbolic(raw, u"HEAD"_s, kBranches + branch);
    const base::Result<git_oid> commit = idFromHex(request.revision.commit.toLatin1());
    if (!commit)
        return base::fail(commit.error());
    if (!branch.isEmpty())
        return writeBranch(raw, request.revision, branch, *commit);
    if (!request.revision.refName.isEmpty()) {
        const base::Result<git_oid> target = idFromHex(request.refId);
        if (!target)
            return base::fail(target.error());
        if (const auto done = setReference(raw, request.revision.refName, *target); !done)
            return done;
    }
    return setReference(raw, u"HEAD"_s, *commit);
}

base::Result<void> writeConfig(const HistoryRequest &request)
{
    const QString path = request.gitDir + u"/config"_s;
    // libgit2 made the file as the user's umask has it, and whoever may read the clone has to read it, too.
    const base::Result<quint32> mode = platform::permissionsOf(path);
    return mode ? platform::writeDurably(path, historyConfig(request), {.mode = *mode})
                : base::fail(mode.error());
}

} // namespace

QByteArray historyConfig(const HistoryRequest &request)
{
    const WorktreeTraits &volume = request.volume;
    const auto boolean = [](bool value) { return value ? "true\n"_ba : "false\n"_ba; };
    QByteArray text = "[core]\n\trepositoryformatversion = 0\n\tfilemode = " + boolean(volume.executableBit)
                      + "\tbare = false\n\tlogallrefupdates = true\n\tautocrlf = false\n";
    if (!volume.symlinks)
        text += "\tsymlinks = false\n";
    if (!volume.caseSensitive)
        text += "\tignorecase = true\n";
#ifdef Q_OS_MACOS
    text += "\tprecomposeunicode = true\n";
#endif
    text += "[remote \"origin\"]\n\turl = " + quoted(withoutUserInfo(request.url))
            + "\n\tfetch = " + quoted(fetchRefspec(request.revision)) + '\n';
    if (const QString branch = branchOf(request.revision); !branch.isEmpty())
        text += "[branch " + quoted(branch) + "]\n\tremote = origin\n\tmerge = " + quoted(kBranches + branch)
                + '\n';
    // As `git lfs install` writes them. Without them a later pull, where that was never run, writes pointers over weights.
    text += "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f\n\tsmudge = git-lfs smudge -- %f\n"
            "\tprocess = git-lfs filter-process\n\trequired = true\n";
    return text;
}

base::Result<void> writeHistory(const HistoryRequest &request)
{
    base::Result<void> done = writeRefs(request);
    if (done)
        done = writeConfig(request);
    return done && !request.revision.empty
               ? writeIndex(request.gitDir, request.worktree, request.entries, {}, request.chosen)
               : done;
}

} // namespace weightyard::git
