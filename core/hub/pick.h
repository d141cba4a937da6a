// Pick: the files chosen of a repository, by variants, patterns and paths, and what they cost. What did not hit
// anything is named, so that whoever asked can be told what there is. Pure, any thread.
#pragma once

#include "base/pick_wish.h"
#include "hub/variants.h"

namespace weightyard::hub {

using base::PickWish;

struct Pick {
    QStringList paths;    ///< in the repository's order
    QStringList variants; ///< those of the wish, by their own names
    qint64 bytes = 0;
    qint64 objectBytes = 0; ///< of LFS objects, each once: what a download receives of them

    QStringList unknown;   ///< variants that are none
    QStringList ambiguous; ///< variants that several are called
    QStringList unmatched; ///< patterns that match no file, and paths that are not there
    bool isUnderstood() const { return unknown.isEmpty() && ambiguous.isEmpty() && unmatched.isEmpty(); }
};

/// Files that are chosen although a safe choice leaves their formats out: their paths were named. Empty where the wish is not safe.
QStringList namedUnsafe(const PickWish &wish);

Pick pickFiles(const PickWish &wish, const QList<HubFile> &files, const Variants &variants);

} // namespace weightyard::hub
