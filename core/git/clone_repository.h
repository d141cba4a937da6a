// Repository::ofClone(): the objects of a clone on this disk, opened in place. For this folder only; threads and errors as repository.h
// says.
#pragma once

#include "git/repository_private.h"

namespace weightyard::git {

base::Result<std::unique_ptr<Repository::Private>> repositoryOfClone(const Clone &clone,
                                                                     const base::CancelToken &cancel);

} // namespace weightyard::git
