// What was dropped on the window or is on the clipboard: a folder, or text that may name a model. Pure.
#pragma once

#include <QString>

class QMimeData;

namespace weightyard::ui {

/// An address or a text; empty: neither.
QString droppedText(const QMimeData *data);
/// Of the local address that was dropped; nobody has looked whether it is a folder. Empty: something else.
QString droppedPath(const QMimeData *data);

} // namespace weightyard::ui
