// The Hugging Face cache as a folder (huggingface_hub, guide "Manage your cache"):
//
//   <cache>/models--<owner>--<name>/blobs/<etag>            the bytes; SHA-256 for LFS files, the git blob id for others
//                                  /snapshots/<commit>/...  links to blobs, or files where there are no links
//                                  /refs/<branch>           the commit's 40 digits, nothing else
//                                  /trees/<commit>.json     all files of the commit, so that a part is known to be one
//   <cache>/blobs/                                          shared blobs (1.32): a repository's blob may be a link to one
//   <cache>/.locks/models--<owner>--<name>/<etag>.lock      held while a blob is written
//
// Blocks on the disk; any thread but the GUI's. Reading only.
#pragma once

#include "library/foreign_stores.h"

namespace weightyard::library {

/// "models--owner--name" of "owner/name", "datasets--owner--name" of "datasets/owner/name".
QString hubCacheFolderName(const QString &modelPath);
/// The other way; empty: no name of a model or data set.
QString modelPathOfHubCache(const QString &folderName);

QList<ForeignModel> modelsInHubCache(const QString &cache, const base::CancelToken &cancel);

/// Where the cache has a blob of this name, by repository, links followed; nothing outside the cache.
QStringList hubCacheBlobs(const QString &cache, const QStringList &repoFolders, const QString &etag);
/// Names of the folders of models and data sets.
QStringList hubCacheRepos(const QString &cache);

} // namespace weightyard::library
