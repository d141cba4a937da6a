// The list of refs with which git-upload-pack answers first (gitprotocol-http(5), "Discovering references"; version 0). Read
// as a stream: only refs that a filter wants are kept, so that a repository with a million of them costs no memory.
#pragma once

#include "git/pkt_line.h"

#include <QByteArrayList>
#include <QList>
#include <functional>

namespace weightyard::git {

struct AdvertisedRef {
    QByteArray name;
    QByteArray id;
    QByteArray peeled = {}; ///< what an annotated tag points to
};

struct Advertisement {
    QList<AdvertisedRef> refs; ///< in the server's order
    QByteArrayList capabilities;
    QByteArray head = {};       ///< id that HEAD has; empty when there is none
    QByteArray headTarget = {}; ///< "refs/heads/main", if the server said
    bool empty = false;         ///< no ref at all

    const AdvertisedRef *find(QByteArrayView name) const;
    bool can(QByteArrayView capability) const { return capabilities.contains(capability); }
};

/// Told of each ref and of each tag's peeled id; `soFar` has capabilities and HEAD already.
using RefFilter = std::function<bool(QByteArrayView name, QByteArrayView id, const Advertisement &soFar)>;

/// Protocol when it is no such list, when it is too long, or when the repository uses SHA-256.
base::Result<Advertisement> readAdvertisement(PktLineReader &lines, const RefFilter &filter);

} // namespace weightyard::git
