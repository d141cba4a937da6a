// A search without the Hub: what is here, and what was looked at before. Blocks on the disks; worker threads only.
#pragma once

#include "hub/model_search.h"
#include "library/library_scan.h"

namespace weightyard::session {

struct KeptSearch {
    QList<library::ModelOnDisk> here; ///< of the Hub's, those that are here or begun count
    hub::SearchWish wish;
};

/// Each once, those that are here first, by their ids. What is not known of a model leaves it in.
QList<hub::FoundModel> searchKept(const KeptSearch &search, const hub::FactServices &services,
                                  const base::CancelToken &cancel);

} // namespace weightyard::session
