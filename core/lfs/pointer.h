// Pointer: the small text file that stands for an object in git (git-lfs docs/spec.md). Pure, any thread.
#pragma once

#include "base/oid.h"

#include <QByteArrayView>

namespace weightyard::lfs {

/// A pointer file is shorter than this (spec.md); anything longer is content.
constexpr qint64 kPointerLimit = 1024;

struct Pointer {
    base::Oid oid;
    qint64 size = 0; ///< bytes of the object; any value up to 2^63 - 1
    friend bool operator==(const Pointer &, const Pointer &) = default;
};

/// What git-lfs would read: the version line first (current URL or the old hawser one), `oid sha256:<64 lower-case hex>`,
/// `size <decimal>`; unknown keys and extension lines are allowed; CRLF line ends and surrounding white space are allowed.
/// Nothing: this is not a pointer, the bytes are content. An empty file is not a pointer here: it stands for itself.
std::optional<Pointer> parsePointer(QByteArrayView text);

} // namespace weightyard::lfs
