// What was dropped on the window, is on the clipboard, or was named when the program was started: a folder, or text that may name a
// model. Pure.
#pragma once

#include <QString>

class QMimeData;

namespace weightyard::ui {

/// An address or a text; empty: neither.
QString droppedText(const QMimeData *data);
/// Of the local address that was dropped; nobody has looked whether it is a folder. Empty: something else.
QString droppedPath(const QMimeData *data);

/// Of a text that names a place on this machine: "file:///..." or an absolute path. Empty: something else.
QString namedPath(const QString &text);

} // namespace weightyard::ui
