// The header of a GGUF file (ggml-org/ggml, docs/gguf.md), as far as it says how long the file is. For weight_header only.
#pragma once

#include <QIODevice>

namespace weightyard::library {

/// A header of the format that ends behind the file's end, or whose tensors do. False for what is no GGUF, for versions and types that
/// are not known, and for a header that is larger than any.
bool isShortGguf(QIODevice &file, qint64 size);

} // namespace weightyard::library
