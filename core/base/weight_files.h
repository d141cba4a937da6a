// Which files of a repository hold weights, by their names. Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::base {

/// ".bin" too, which other things are called as well: for the order in which files are put in place, not for telling a model.
inline bool maybeWeights(const QString &path)
{
    return path.endsWith(QLatin1StringView(".bin"), Qt::CaseInsensitive);
}

inline bool isWeightFile(const QString &path)
{
    for (const QLatin1StringView suffix :
         {QLatin1StringView(".safetensors"), QLatin1StringView(".gguf"), QLatin1StringView(".npz")}) {
        if (path.endsWith(suffix, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace weightyard::base
