// What becomes of a file that the user changed in a model's folder, and that another version has differently. Any thread.
#pragma once

namespace weightyard::library {

enum class MineOrNew {
    Refuse,   ///< Conflict: ChangedInBoth, NewWhereYours
    KeepMine, ///< it stays
    TakeNew,  ///< it goes aside with the version that is replaced
};

} // namespace weightyard::library
