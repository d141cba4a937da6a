// GitTreeSource: a fetched repository and its manifest as the Publisher wants them. References outlive it; one thread.
#pragma once

#include "lfs/manifest.h"
#include "platform/volume_traits.h"
#include "store/tree_source.h"

#include <QHash>

namespace weightyard::job {

class GitTreeSource final : public store::TreeSource
{
public:
    GitTreeSource(const git::Repository &repository, const lfs::Manifest &manifest, QUrl url);

    QList<store::TreeFile> files() const;
    base::Result<QByteArray> content(const store::TreeFile &file) override;
    /// Whether the volume of this folder can hold the tree, and the tree may be put anywhere at all. Before finishHistory(). Unsafe,
    /// Conflict: path_rules.h, volume_traits.h.
    base::Result<platform::VolumeTraits> checkVolume(const QString &folder);
    base::Result<void> finishHistory(const QString &gitDir, const QString &worktree) override;

private:
    const git::Repository &m_repository;
    const lfs::Manifest &m_manifest;
    QUrl m_url;
    git::WorktreeTraits m_volume;
    QHash<QString, qsizetype> m_byPath;
};

} // namespace weightyard::job
