#include "job/git_tree_source.h"

#include "base/error_code.h"
#include "store/path_rules.h"

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using git::TreeEntry;
using store::TreeFile;

namespace {

TreeFile::Kind kindOf(TreeEntry::Kind kind)
{
    switch (kind) {
    case TreeEntry::Kind::File:
        return TreeFile::Kind::File;
    case TreeEntry::Kind::Executable:
        return TreeFile::Kind::Executable;
    case TreeEntry::Kind::Symlink:
        return TreeFile::Kind::Symlink;
    case TreeEntry::Kind::Submodule:
        return TreeFile::Kind::Folder;
    }
    Q_UNREACHABLE();
}

} // namespace

GitTreeSource::GitTreeSource(const git::Repository &repository, const lfs::Manifest &manifest, QUrl url)
    : m_repository(repository),
      m_manifest(manifest),
      m_url(std::move(url))
{
    for (qsizetype i = 0; i < manifest.files.size(); ++i)
        m_byPath.insert(manifest.files[i].entry.path, i);
}

QList<TreeFile> GitTreeSource::files() const
{
    QList<TreeFile> list;
    list.reserve(m_manifest.files.size());
    for (const lfs::ManifestFile &file : m_manifest.files) {
        TreeFile one{
            .path = file.entry.path, .kind = kindOf(file.entry.kind), .size = file.bytes(), .object = {}};
        if (file.isObject())
            one.object = file.pointer->oid;
        list.append(one);
    }
    return list;
}

Result<QByteArray> GitTreeSource::content(const TreeFile &file)
{
    const auto index = m_byPath.constFind(file.path);
    if (index == m_byPath.constEnd())
        return fail(ErrorKind::Internal, ErrorCode::NotInManifest, {.path = file.path});
    const lfs::ManifestFile &entry = m_manifest.files[*index];
    // A left-out pointer is written as git stores it: git-lfs would find it like that.
    if (entry.entry.kind == TreeEntry::Kind::Symlink || entry.leftOut)
        return m_repository.blob(entry.entry.blob);
    if (entry.pointer && entry.pointer->size == 0)
        return QByteArray(); // of an empty file; git-lfs asks nobody for its bytes either
    return m_repository.checkedOut(entry.entry);
}

Result<platform::VolumeTraits> GitTreeSource::checkVolume(const QString &folder)
{
    const QList<store::TreeFile> all = files();
    const auto linkTarget = [this](const store::TreeFile &file) { return content(file); };
    if (const Result<void> safe = store::checkTree(all, linkTarget); !safe)
        return fail(safe.error());
    Result<platform::VolumeTraits> traits = platform::probeVolume(folder);
    if (!traits)
        return traits;
    if (const Result<void> fits = store::checkVolume(all, *traits); !fits)
        return fail(fits.error());
    m_volume = {.executableBit = traits->executableBit,
                .symlinks = traits->symlinks,
                .caseSensitive = traits->caseSensitive};
#ifdef Q_OS_WIN
    // As Git for Windows decides without core.symlinks from the user.
    m_volume.executableBit = false;
    m_volume.symlinks = false;
#endif
    return traits;
}

Result<void> GitTreeSource::finishHistory(const QString &gitDir, const QString &worktree)
{
    git::CheckedOut chosen;
    if (m_manifest.isPart) {
        chosen.emplace();
        for (const lfs::ManifestFile &file : m_manifest.files)
            chosen->insert(file.entry.path);
    }
    return m_repository.finishHistory(gitDir, worktree, m_url, m_volume, chosen);
}

} // namespace weightyard::job
