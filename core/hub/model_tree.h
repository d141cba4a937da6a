// The files of one commit, page by page (GET /api/models/<id>/tree/<commit>?recursive=true; the Hub's OpenAPI document). For what one
// answer cannot hold, and for hosts whose description of a model has no sizes. Blocks: worker threads only.
#pragma once

#include "hub/model_files.h"

#include <QJsonArray>

namespace weightyard::hub {

constexpr qsizetype kMostFiles = 250'000; ///< of a repository; as many as git's part of a download takes

QUrl treeUrl(const QUrl &hub, const QString &modelPath, const QString &revision);

/// Protocol for a list that has no end, or files without a size; else as ApiSession::get().
base::Result<QList<HubFile>> modelTree(const catalog::ModelLocation &location, const QString &commit,
                                       const FactServices &services, const base::CancelToken &cancel);

/// The files of one page; folders and what is neither are left out. Nothing: one has no path, no size, or an object without its
/// SHA-256. Pure.
std::optional<QList<HubFile>> treePage(const QJsonArray &page);

} // namespace weightyard::hub
