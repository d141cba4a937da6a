// Pick: the files chosen of a repository, by variants, patterns and paths, and what they cost. What did not hit anything is named, so that whoever
// asked can be told what there is. Pure, any thread.
#pragma once

#include "hub/variants.h"

namespace weightyard::hub {

/// The files of the variants, those that an include pattern matches and `paths`, together; with none of the three every file. What an
/// exclude pattern matches is left out, but for `paths`: these are wanted exactly.
struct PickWish {
    QStringList variants; ///< as variantsNamed(); "default": all but the doubles
    QStringList include;  ///< PathPattern
    QStringList exclude;
    QStringList paths;
    bool isSafe = false; ///< without formats that may run code when loaded; GGUF and *.py stay
    bool isWhole() const
    {
        return variants.isEmpty() && include.isEmpty() && exclude.isEmpty() && paths.isEmpty() && !isSafe;
    }
    friend bool operator==(const PickWish &, const PickWish &) = default;
};

struct Pick {
    QStringList paths; ///< in the repository's order
    qint64 bytes = 0;
    qint64 objectBytes = 0; ///< of LFS objects, each once: what a download receives of them

    QStringList unknown;   ///< variants that are none
    QStringList ambiguous; ///< variants that several are called
    QStringList unmatched; ///< patterns that match no file, and paths that are not there
    bool isUnderstood() const { return unknown.isEmpty() && ambiguous.isEmpty() && unmatched.isEmpty(); }
};

Pick pickFiles(const PickWish &wish, const QList<HubFile> &files, const Variants &variants);

} // namespace weightyard::hub
