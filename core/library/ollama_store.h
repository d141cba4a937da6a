// Ollama's store as a folder (ollama/ollama, docs/faq.mdx): manifests/<host>/<namespace>/<model>/<tag> are OCI manifests, and
// blobs/sha256-<hex> the bytes. A blob's name is its SHA-256, the same as the oid of an LFS object. Blocks on the disk; any thread
// but the GUI's. Reading only.
#pragma once

#include "library/foreign_stores.h"

namespace weightyard::library {

QList<ForeignModel> modelsInOllama(const QString &place, const base::CancelToken &cancel);

/// Empty: it has no such blob.
QString ollamaBlob(const QString &place, const base::Oid &oid);

} // namespace weightyard::library
