#include "session/make_request.h"

namespace weightyard::session {

base::PickWish wishFor(const catalog::ModelLocation &location, const base::PickWish &chosen,
                       const settings::Settings &settings)
{
    base::PickWish wish = chosen;
    const base::PickWish &more = location.pick;
    wish.variants += more.variants;
    wish.include += more.include;
    wish.exclude += more.exclude;
    wish.paths += more.paths;
    wish.isSafe = wish.isSafe || more.isSafe || settings.safe;
    return wish;
}

job::DownloadRequest makeRequest(const catalog::ModelLocation &location, const RequestChoice &choice,
                                 const settings::Settings &settings)
{
    job::DownloadRequest request;
    request.location = location;
    request.revision = choice.revision;
    request.keepHistory = !choice.removeGit.value_or(settings.removeGit);
    if (choice.removeGit) // asked for by name: of the folders that a model brings, too
        request.nestedHistory = !*choice.removeGit;
    request.pick = wishFor(location, choice.pick.value_or(base::PickWish()), settings);
    request.keepsChoice = !choice.pick && location.pick.isWhole();
    request.library = choice.library.isEmpty() ? settings.library : choice.library;
    request.into = choice.into;
    request.transfer.connections = choice.connections.value_or(settings.connections);
    return request;
}

} // namespace weightyard::session
