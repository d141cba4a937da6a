// How many parameters a model has, from what the Hub read in its files, else from its name. Pure, any thread.
#pragma once

#include <QJsonObject>
#include <QString>

namespace weightyard::hub {

/// From "safetensors" or "gguf" of an answer; 0: not known, or more than any model has. Packed weights (4-bit ones
/// in U32) count as what they are stored in, so a quantised model's figure would mislead: not known.
qint64 parametersIn(const QJsonObject &model);

/// "8B", "0.5b" or "135M" as one part of a name, "8x7B" as all experts together; 0: the name does not say. A guess.
qint64 parametersInName(const QString &name);

/// "3.82B", "8B", "270M"; empty for 0.
QString parametersText(qint64 count);

} // namespace weightyard::hub
