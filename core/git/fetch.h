// Repository::fetch(): one ref's objects over the smart protocol, and the commit and tree behind them. For this folder only; threads and
// errors as repository.h says.
#pragma once

#include "git/repository_private.h"

namespace weightyard::git {

base::Result<std::unique_ptr<Repository::Private>>
fetchRevision(const FetchRequest &request, net::AuthSession &session,
              const Repository::ProgressFunction &progress, const Repository::NoticeFunction &notice,
              const base::CancelToken &cancel, const Repository::RoomFunction &room);

} // namespace weightyard::git
