// What a checkout does to a blob's bytes on its way into the work tree, with core.autocrlf=false and core.eol unset: ident,
// end of lines, working-tree-encoding, in git's order (convert.c, convert_to_working_tree; gitattributes(5)). The filter
// attribute is not looked at. libgit2's own filters are not used: its ident replaces only the first keyword, and it knows no
// encodings. Pure, any thread.
#pragma once

#include "git/attributes.h"

namespace weightyard::git {

/// `id`: the blob's, 40 hex digits.
QByteArray checkedOutBytes(const QByteArray &blob, const QByteArray &id, const AttributeValues &attributes);

/// True when checkedOutBytes() can differ from the blob.
bool changesContent(const AttributeValues &attributes);

} // namespace weightyard::git
