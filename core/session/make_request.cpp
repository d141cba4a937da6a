#include "session/make_request.h"

namespace weightyard::session {

job::DownloadRequest makeRequest(const catalog::ModelLocation &location, const RequestChoice &choice,
                                 const settings::Settings &settings)
{
    job::DownloadRequest request;
    request.location = location;
    request.revision = choice.revision;
    request.keepHistory = !choice.removeGit.value_or(settings.removeGit);
    if (choice.removeGit) // asked for by name: of the folders that a model brings, too
        request.nestedHistory = !*choice.removeGit;
    request.pick = choice.pick.value_or(base::PickWish());
    request.pick.variants += location.variants;
    request.pick.paths += location.files;
    request.pick.isSafe = request.pick.isSafe || settings.safe;
    request.keepsChoice = !choice.pick && location.variants.isEmpty() && location.files.isEmpty();
    request.library = choice.library.isEmpty() ? settings.library : choice.library;
    request.into = choice.into;
    request.transfer.connections = choice.connections.value_or(settings.connections);
    return request;
}

} // namespace weightyard::session
