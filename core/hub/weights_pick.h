// The weights of a repository with what loading them takes, and nothing else, as a wish of patterns: an update
// chooses by the same patterns.
// Pure, any thread.
#pragma once

#include "hub/pick.h"

#include <optional>

namespace weightyard::hub {

struct WeightsPick {
    PickWish wish;
    qsizetype files = 0; ///< that it means now
    qint64 bytes = 0;
};

/// Weights, configuration and tokenizer; without notices, pictures, examples and doubles. Only patterns that match a file. Nothing: no file
/// is known to hold weights.
std::optional<WeightsPick> weightsPick(const QList<HubFile> &files, const Variants &variants);

} // namespace weightyard::hub
