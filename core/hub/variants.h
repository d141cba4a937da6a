// Variants: the self-contained choices that the files of a repository offer, found and not guessed. A GGUF quantisation (its shards as
// one, with the projector that belongs to it), and every folder that has config.json and weights, the top one too.
// And the doubles: files that hold once more what a complete safetensors set beside them holds. Pure, any thread;
// 100 000 files take well under a second.
#pragma once

#include "hub/model_files.h"

#include <QStringList>

namespace weightyard::hub {

/// As a name: all but the doubles.
constexpr QLatin1StringView kDefaultVariant("default");

struct Variant {
    enum class Kind {
        Gguf,
        Folder, ///< with config.json and weights, or a pipeline of several such folders
    };
    QString name; ///< unique in the repository; what is asked for. Never "default"
    Kind kind = Kind::Folder;
    QString folder; ///< of its weights; empty: the top one
    QStringList weights;
    QStringList companions; ///< configuration, tokenizer, licence, README, chat template, projector
    bool isComplete = true; ///< no shard is missing
    qint64 bytes = 0;       ///< of weights and companions; each path counted
    qint64 objectBytes = 0; ///< of their LFS objects, each counted once: what a download receives of them
    double bits = 0;        ///< a weight; 0: not known
    bool bitsMeasured =
        false; ///< from the files and the number of parameters; else what such a quantisation has

    QStringList files() const { return weights + companions; }
};

struct Variants {
    QList<Variant> list; ///< the top folder's, other folders', GGUF; the largest first
    QStringList doubles; ///< sorted
    qint64 bytes = 0;    ///< of the whole repository
    qint64 doubleBytes = 0;
};

/// `parameters` of the model, 0 when nobody knows.
Variants findVariants(const QList<HubFile> &files, qint64 parameters);

/// Those that `text` names, in any case: by name, by quantisation, by stem or file name; else by the end of a
/// quantisation ("Q4_K_XL" of "UD-Q4_K_XL"). Several when a tag is ambiguous.
QList<Variant> variantsNamed(const Variants &variants, const QString &text);

} // namespace weightyard::hub
