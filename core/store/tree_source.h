// What a model folder is to be made of, without a word about git: the Publisher takes this, job implements it over git.
#pragma once

#include "base/oid.h"
#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace weightyard::store {

struct TreeFile {
    enum class Kind {
        File,
        Executable,
        Symlink,
        Folder, ///< a submodule: stays an empty folder
    };
    QString path; ///< relative, '/' between parts, checked by path_rules.h
    Kind kind = Kind::File;
    qint64 size = 0; ///< of the object; for anything else the size in the object database (an estimate)
    std::optional<base::Oid> object; ///< set: the bytes are this LFS object. Not set: TreeSource::content()
};

class TreeSource
{
public:
    virtual ~TreeSource() = default;
    /// The bytes of a file without `object` as a checkout would write them, or the target of a symlink.
    virtual base::Result<QByteArray> content(const TreeFile &file) = 0;
    /// Makes `gitDir` the history of `worktree`, whose files are final and will not be touched again: refs, config, and an
    /// index that carries their stat data. Called only when history is kept.
    virtual base::Result<void> finishHistory(const QString &gitDir, const QString &worktree) = 0;
};

} // namespace weightyard::store
