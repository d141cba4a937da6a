// git smart HTTP by the real `git http-backend`, run as a CGI child whose stdout is streamed. What it once answered about a small
// repository is given again while the repository and the question are the same (git_memory.h). Internal to the
// hub's thread. Source: git-http-backend(1), RFC 3875.
#pragma once

#include "http_message.h"
#include "hub_state.h"

#include <functional>
#include <memory>

namespace weightyard::test {

struct GitRequest {
    QString root;       // GIT_PROJECT_ROOT
    QString repository; // "owner/name"
    QString service;    // what follows the repository in the path: "/info/refs", "/git-upload-pack", ...
    QString user;       // REMOTE_USER if known
    bool allowPush = false;
};

// Starts the child; `done` is called once, later, on this thread. Dropping the returned handle kills the child.
std::shared_ptr<void> runGitBackend(const GitRequest &git, const HttpRequest &request,
                                    std::function<void(HttpResponse)> done);

} // namespace weightyard::test
