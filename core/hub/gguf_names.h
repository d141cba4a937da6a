// What the name of a GGUF file says: its quantisation, shard, and whether it is weights at all. Names deviate from the form that
// ggml's docs/gguf.md gives, so this reads them as the Hub's own page does (@huggingface/tasks, gguf.ts, parseGGUFQuantLabel): the last
// known type of the name, "UD-" before it, a size behind it. Different from there on purpose: the longest type wins ("Q4_0_4_4" is not
// "Q4_0"), and one that is a word of its own wins over one inside a word ("HF32K-Q8_0"). Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::hub {

/// "Q4_K_M", "UD-IQ2_XXS"; upper case; empty: the name says none.
QString ggufLabel(const QString &name);

/// Bits a weight of a type, as measured on an 8B model (llama.cpp, tools/quantize/README.md), of others by their layout; 0: not known.
/// For wording and order only: what a file really takes is known.
double ggufBits(const QString &label);

struct GgufName {
    QString stem;  ///< without folder, shard and suffix
    QString label; ///< of the name, else of the folders around it
    int shard = 0; ///< from 1; 0: the file is whole
    int shards = 0;
    bool isProjector = false; ///< mmproj: comes with a model, is none
    bool isAside = false;     ///< imatrix, draft heads: neither
};

/// Of a path that ends with .gguf.
GgufName parseGgufName(const QString &path);

bool isGguf(const QString &path);

} // namespace weightyard::hub
