#include "session/machine_fit.h"

#include "hub/gguf_names.h"

#include <limits>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;

namespace {

// macOS gives the graphics processor about three quarters of the memory (Metal, recommendedMaxWorkingSetSize); elsewhere the system and
// a browser want as much for themselves.
constexpr double kUsableMemory = 0.75;
constexpr double kContextAndBuffers = 1.1; // beside the weights, for a context of usual length

int rankOf(Fit fit)
{
    switch (fit) {
    case Fit::Fits:
    case Fit::Unknown:
        return 2;
    case Fit::TightMemory:
        return 1;
    default:
        return 0;
    }
}

} // namespace

double bitsOf(const QString &quantization)
{
    if (quantization.endsWith("-bit"_L1)) {
        const int bits = quantization.chopped(4).toInt();
        return bits > 0 ? bits + 0.5 : 0; // each group of weights has a scale and a bias of its own
    }
    if (quantization == "bf16"_L1 || quantization == "fp16"_L1)
        return 16;
    if (quantization == "fp8"_L1 || quantization == "int8"_L1)
        return 8;
    if (quantization == "mxfp4"_L1)
        return 4.25;
    if (quantization == "awq"_L1 || quantization == "gptq"_L1 || quantization == "int4"_L1
        || quantization == "nvfp4"_L1)
        return 4.5;
    return hub::ggufBits(quantization);
}

qint64 estimatedBytes(const hub::FoundModel &model)
{
    double bits = bitsOf(model.quantization);
    if (bits <= 0 && model.quantization.isEmpty()) {
        if (model.formats.contains("gguf"_L1))
            bits = hub::ggufBits(u"Q4_K_M"_s);
        else if (!model.formats.isEmpty())
            bits = 16;
    }
    const double bytes = static_cast<double>(model.parameters) * bits / 8;
    // Beyond what any disk holds it is nobody's size, and no number of bytes either.
    constexpr double kMost = static_cast<double>(std::numeric_limits<qint64>::max()) / 4;
    return bytes < kMost ? static_cast<qint64>(bytes) : 0;
}

Fit fitOf(qint64 bytes, const Machine &machine)
{
    if (bytes <= 0 || (machine.memory <= 0 && !machine.room))
        return Fit::Unknown;
    if (machine.room && bytes > *machine.room)
        return Fit::NoDisk;
    const auto memory = static_cast<double>(machine.memory);
    if (machine.memory > 0 && static_cast<double>(bytes) > memory)
        return Fit::NoMemory;
    if (machine.memory > 0 && static_cast<double>(bytes) * kContextAndBuffers > memory * kUsableMemory)
        return Fit::TightMemory;
    return Fit::Fits;
}

const hub::Variant *bestVariant(const QList<hub::Variant> &variants, const Machine &machine)
{
    const hub::Variant *best = nullptr;
    int bestRank = 0;
    for (const hub::Variant &variant : variants) {
        if (!variant.isComplete)
            continue;
        const int rank = rankOf(fitOf(variant.bytes, machine));
        const bool isBetterSize =
            best && (rank > 0 ? variant.bytes > best->bytes : variant.bytes < best->bytes);
        if (best && (rank < bestRank || (rank == bestRank && !isBetterSize)))
            continue;
        best = &variant;
        bestRank = rank;
    }
    return best;
}

} // namespace weightyard::session
