// Does a model fit this machine: onto its disk, and into the memory that running it takes. Sizes that nobody knows yet are estimated
// from parameters and bits a weight. Pure, any thread.
#pragma once

#include "hub/found_model.h"
#include "hub/variants.h"

namespace weightyard::session {

struct Machine {
    qint64 memory = 0;          ///< bytes; 0: not known
    std::optional<qint64> room; ///< bytes that can be written to the library's disk; nothing: not known
    friend bool operator==(const Machine &, const Machine &) = default;
};

enum class Fit {
    Unknown, ///< nobody knows how large it is
    Fits,
    TightMemory, ///< beside it there is little room for a long context and other programs
    NoMemory,
    NoDisk,
};

/// Bits a weight of a quantisation as hub::FoundModel names it; 0: not known.
double bitsOf(const QString &quantization);

/// Of its weights in bytes, from parameters and bits; of a GGUF repository that names no quantisation as "Q4_K_M", which nearly all of
/// them have. 0: not known.
qint64 estimatedBytes(const hub::FoundModel &model);

/// `bytes` of its weights; 0: not known.
Fit fitOf(qint64 bytes, const Machine &machine);

/// Of those that are complete: the largest that fits well, else the smallest that does not; a tight one comes between these. Null: there is
/// none. Points into `variants`.
const hub::Variant *bestVariant(const QList<hub::Variant> &variants, const Machine &machine);

/// It cannot be kept or run here.
inline bool isTooLarge(Fit fit)
{
    return fit == Fit::NoMemory || fit == Fit::NoDisk;
}

} // namespace weightyard::session
