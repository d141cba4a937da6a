// A folder that has some variants of a repository and nothing of the others, as people fetch them by hand: that is
// a choice of files, and no model with gaps. Pure, any thread.
#pragma once

#include "library/folder_match.h"

namespace weightyard::library {

/// Where it is so, the record is of what is there (Record::picks), and the other files are not missing any more. Variants by their names,
/// if all of their files are there; else just these paths.
void takeAsPick(FolderMatch &match);

} // namespace weightyard::library
