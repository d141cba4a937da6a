// ObjectSources: where on this machine the bytes of an object may be already: in models of the
// libraries, in versions that an update
// replaced, in the LFS stores of clones that git-lfs made, in the Hugging Face cache, in Ollama's blobs. Found by name, and nothing
// is read: whoever takes one hashes it. Blocks on the disk; worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/oid.h"
#include "library/foreign_stores.h"

#include <QHash>

namespace weightyard::library {

class ObjectSources
{
public:
    /// `libraries`: one that is not there, or empty, has nothing. `folder` is where the model goes: a clone may be there already.
    ObjectSources(QStringList libraries, const QString &folder, const ForeignPlaces &places);

    /// Paths of regular files of this size, links followed, the best first.
    QStringList of(const base::Oid &oid, qint64 size) const;

private:
    void addInstalled(const QString &library);
    void addPrevious(const QString &library);
    void addLfsStores(const QString &folder, int depth);

    QHash<base::Oid, QStringList> m_known; ///< by record
    QStringList m_lfsStores;               ///< .git/lfs/objects
    ForeignPlaces m_places;
    QStringList m_hubRepos; ///< folders of the Hugging Face cache
};

} // namespace weightyard::library
