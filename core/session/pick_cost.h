// What a choice of files costs, before anything of it is downloaded. Pure, any thread.
#pragma once

#include "hub/pick.h"
#include "session/model_look.h"
#include "store/record.h"

namespace weightyard::session {

struct PickCost {
    qint64 bytes = 0;
    qint64 objectBytes = 0; ///< of LFS objects, each once: what a download receives of them
    qint64 bytesMissing = 0;
    qint64 objectBytesMissing = 0; ///< of these, what the installed model has not
};

/// `installed`: the record of the model, where it is here. Usage: library::checkPick().
base::Result<PickCost> costOf(const base::PickWish &wish, const ModelLook &look,
                              const std::optional<store::Record> &installed);

/// Of bringing a model that is here to the commit that was looked at, with the choice of files that it has: what is missing is what the
/// two have differently.
PickCost costOfChange(const ModelLook &look, const store::Record &installed);

} // namespace weightyard::session
