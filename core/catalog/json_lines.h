// Where a value of a JSON document is in its text. QJsonDocument says only where the text stops being JSON. Pure, any thread.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace weightyard::catalog {

/// 1-based line of the byte at `offset`.
int lineAt(const QByteArray &text, qsizetype offset);

/// Line of the value at `path` (keys, and array indices as decimal numbers) in text that QJsonDocument accepts. Where a key is
/// there twice the last one counts, as for QJsonDocument. What is not there has the line of the last part that is.
int lineOf(const QByteArray &json, const QStringList &path);

} // namespace weightyard::catalog
