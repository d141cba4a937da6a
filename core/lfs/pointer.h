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

/// What git-lfs reads as a pointer (checked with 3.3), so that the tree is the one it would check out: the version line
/// first (current URL or an old one), `oid sha256:<64 lower-case hex>`, `size <decimal>`, in this order and once each;
/// extension lines before the size, empty lines, CRLF line ends and surrounding white space are allowed. An unknown key
/// makes it content, as it does for git-lfs. An empty file is not a pointer here: it stands for itself.
std::optional<Pointer> parsePointer(QByteArrayView text);

/// The file as git-lfs writes it (spec.md, "The Pointer").
QByteArray pointerText(const Pointer &pointer);

} // namespace weightyard::lfs
