// From what the user asked for to a ref of the remote, as `git clone --branch` does it: branch, then tag, then the full name.
// Pure, any thread.
#pragma once

#include "git/ref_advertisement.h"

#include <QString>

namespace weightyard::git {

struct WantedRevision {
    QByteArray id;          ///< what to ask the server for
    QString refName = {};   ///< full name, when the user named a ref or nothing at all
    bool advertised = true; ///< false: a commit that no ref points to
    QByteArray peeled = {}; ///< of an annotated tag, what it points to
};

/// What of the remote's refs resolveRevision() needs to see.
RefFilter refsFor(const QString &revision);

/// `list` is not empty. NotFound names the revision; where HEAD is meant and names none, the reason is NoHead, and it names what there is.
base::Result<WantedRevision> resolveRevision(const QString &revision, const Advertisement &list);

} // namespace weightyard::git
