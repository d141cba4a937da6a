// Removing a variant of an installed model: its files, as far as nothing else that was chosen needs them. The
// model stays one of fewer files, and its record says so: an update does not bring them back, `get --variant`
// does. Blocks on the disk; worker threads only, the model held (store/lock_keeper.h).
#pragma once

#include "library/remove_model.h"

namespace weightyard::library {

struct VariantRemoval {
    RemovalPlan
        plan; ///< `going`: what goes; `kept`: files of the variant that are the user's by now. The history stays
    store::Record after; ///< of what stays
};

/// Looks, and changes nothing. Variants are found among the model's own files. Usage for one that is not there, for one that several are
/// called, and where no weights would stay (OnlyVariant); Conflict as planFiles(); Cancelled.
base::Result<VariantRemoval> planVariantRemoval(const InstalledModel &model, const QStringList &variants,
                                                const base::CancelToken &cancel);

/// The record first, then git, then file after file: what a kill leaves is the model without the variant, and files of it that the same
/// removal takes away when it is asked for again (Record::leaving).
base::Result<void> removeVariants(const VariantRemoval &removal, const store::DownloadLayout &place);

} // namespace weightyard::library
