// FoundModel: one model as the Hub's search lists it, and as it describes it when asked about it. Every field may be missing. Pure, any
// thread.
#pragma once

#include <QDateTime>
#include <QJsonDocument>
#include <QStringList>

namespace weightyard::hub {

struct FoundModel {
    QString id; ///< "owner/name" in the Hub's own spelling
    QString commit;
    QString task;
    QString library;
    QString licence;
    QString gate; ///< "auto", "manual"; empty: open
    bool isPrivate = false;
    bool isDisabled = false;
    qint64 parameters = 0;         ///< 0: not known
    bool parametersByName = false; ///< a guess from its name
    QString quantization;  ///< "4-bit", "Q4_K_M", "bf16", as far as tags and name tell; empty: not known
    qint64 downloads = -1; ///< of the last month; -1: not known
    qint64 likes = -1;
    QDateTime created;
    QDateTime modified;
    QStringList formats; ///< of "mlx", "gguf", "safetensors"
    QStringList tags;
    QStringList baseModels;

    QString author() const { return id.section(QLatin1Char('/'), 0, 0); }
    QString name() const { return id.section(QLatin1Char('/'), 1); }
    bool isGated() const { return !gate.isEmpty(); }
    friend bool operator==(const FoundModel &, const FoundModel &) = default;
};

/// Nothing: it has no id that could be one.
std::optional<FoundModel> foundModel(const QJsonObject &json);

/// Those of a page, in its order, each once; what has no usable id is left out.
QList<FoundModel> foundModels(const QJsonArray &page);

} // namespace weightyard::hub
