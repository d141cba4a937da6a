// The working-tree-encoding attribute (gitattributes(5)): blobs are UTF-8, the file is not. Pure, any thread.
#pragma once

#include <QByteArray>

namespace weightyard::git {

/// The bytes in that encoding. As git does: unchanged when the encoding is UTF-8, unknown, or cannot hold the text, and when
/// the blob is not UTF-8. "UTF-16" and "UTF-32" get a byte order mark, "UTF-16LE" and the like none, "UTF-16LE-BOM" one.
QByteArray inTreeEncoding(const QByteArray &utf8, const QByteArray &encoding);

} // namespace weightyard::git
