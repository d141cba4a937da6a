// The table of what is measured and what must be reached. Values; building a case's site happens when it is run.
#pragma once

#include "contenders.h"

namespace weightyard::bench {

/// `ours` against `peer`: the median of the pairs' ratios peer/ours must be at least this; 2 means twice as fast.
struct Requirement {
    QString peer;
    double atLeast = 0;
};

struct Case {
    QString name;  ///< on the command line
    QString title; ///< in the table
    SiteOptions site;
    QList<Contender> contenders; ///< ours first
    QList<Requirement> required;
    int mostRounds = 100;     ///< fewer than asked for where a round takes long
    double atMostSeconds = 0; ///< for our median; 0: no such bound
    /// Ours takes at most `partsFactor` times as long as the slowest of these parts of the work, each measured bare; 0: no such
    /// bound.
    QStringList parts = {};
    double partsFactor = 0;
    double atLeastSeconds = 0; ///< a limit is to be kept
    /// A site for the peers where they work on other data (the same bytes as one object).
    std::optional<SiteOptions> peerSite = {};
};

QList<Case> allCases(const Programs &programs);

} // namespace weightyard::bench
