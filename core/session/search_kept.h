// A search without the Hub: what is here, and what was looked at before. Blocks on the disks; worker threads only.
#pragma once

#include "hub/model_search.h"

namespace weightyard::session {

struct KeptSearch {
    QStringList here; ///< model paths of the Hub
    hub::SearchWish wish;
};

/// Each once, those that are here first, by their ids. What is not known of a model leaves it in: its format, task or licence.
QList<hub::FoundModel> searchKept(const KeptSearch &search, const hub::FactServices &services,
                                  const base::CancelToken &cancel);

} // namespace weightyard::session
