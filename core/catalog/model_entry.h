// ModelEntry: one model that can be installed, as a catalogue offers it. A value; any thread.
#pragma once

#include "base/pick_wish.h"

#include <QString>

namespace weightyard::catalog {

struct ModelEntry {
    QString id;                ///< "owner/name"; unique in a catalogue, compared without case
    QString url = {};          ///< where to clone from; empty: `<hub>/<id>`
    QString revision = {};     ///< empty: default branch
    QString family;            ///< the group it is shown in
    QString name;              ///< for people: "Phi-3.5 mini Instruct"
    QString parameters = {};   ///< "3.82B", as published
    QString quantization = {}; ///< "4-bit (group 64)"
    QString licence = {};      ///< the Hub's identifier: "mit", "llama3.2"
    qint64 bytes = 0;          ///< of the whole download; 0: not known
    bool exact = false;        ///< bytes are a count, not an estimate
    bool gated = false;        ///< its licence must be accepted on the Hub first
    base::PickWish pick = {};  ///< of its files; `bytes` are of these
    bool extra = false;        ///< of the second set, shown on request
    friend bool operator==(const ModelEntry &, const ModelEntry &) = default;
};

} // namespace weightyard::catalog
