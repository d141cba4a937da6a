// The seam between libgit2's smart protocol and our HTTP: a subtransport of its own for one fetch, given to one remote and
// registered nowhere. libgit2 is shown only the refs that are wanted, so it can ask for nothing else.
//
// An error of ours crosses libgit2 as a number; the Error itself waits in the context. One thread.
#pragma once

#include "git/repository.h"
#include "git/upload_pack_client.h"

#include <git2.h>
#include <git2/sys/errors.h>
#include <git2/sys/transport.h>

namespace weightyard::git {

struct FetchContext {
    FetchContext(UploadPackClient &uploadPack, Advertisement shown,
                 const Repository::ProgressFunction &progressFunction,
                 const Repository::RoomFunction &roomFunction);

    UploadPackClient &client;
    Advertisement offer;
    const Repository::ProgressFunction &progress;
    const Repository::RoomFunction &room;
    qint64 roomUpTo = kRoomStep; ///< received bytes; the first few are never worth a refusal
    std::optional<base::Error> error = {};
    bool cancelled() const { return client.cancelToken().isCancelled(); }

    /// `context` must outlive the fetch.
    git_fetch_options options(int depth);

private:
    git_smart_subtransport_definition m_definition;
};

} // namespace weightyard::git
