#include "session/get_check.h"

#include "base/error_code.h"
#include "job/job_target.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/folder_content.h"
#include "store/prefix_hasher.h"

#include <QFileInfo>

namespace weightyard::session {

using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isSame(const hub::HubFile &file, const QString &path, const base::CancelToken &cancel)
{
    const auto goOn = [&](qint64) { return !cancel.isCancelled(); };
    if (QFileInfo(path).size() != file.size)
        return false;
    return (file.oid ? store::Verifier::matches(path, *file.oid, file.size, goOn)
                     : store::Verifier::matchesBlob(path, file.blob, file.size, goOn))
        .value_or(false);
}

// A link is compared by its text, which a list of files does not have.
Result<void> checkFile(const hub::HubFile &file, const QString &path, const base::CancelToken &cancel)
{
    const std::optional<platform::FileState> there = platform::stateOf(path);
    if (!there || there->kind == platform::FileState::Kind::Link)
        return {};
    if (there->kind != platform::FileState::Kind::File)
        return fail(ErrorKind::Conflict, ErrorCode::OtherKindInTheWay, {.path = path});
    if (isSame(file, path, cancel))
        return {};
    return fail(ErrorKind::Conflict, ErrorCode::OtherContentInTheWay, {.path = path});
}

} // namespace

Result<void> checkPlaceOf(const job::DownloadRequest &request, const job::JobServices &services,
                          const QUrl &hub, const HubAsking &asking, const base::CancelToken &cancel)
{
    const Result<store::DownloadLayout> place = job::placeOf(request, services.configDir);
    if (!place)
        return fail(place.error());
    const Result<library::Presence> here = job::presenceOf(request, *place, services, cancel);
    if (!here)
        return job::isAtOtherCommit(here.error(), *place) ? Result<void>() : fail(here.error());
    if (*here != library::Presence::Absent || store::firstThingIn(place->target).isEmpty())
        return {};
    const Result<ModelLook> look =
        lookAtModel(request.location, request.wantedRevision(), services, hub, asking, cancel);
    if (!look)
        return {};
    const hub::Pick pick = hub::pickFiles(request.pick, look->details.files, look->variants);
    for (const hub::HubFile &file : look->details.files) {
        if (!request.pick.isWhole() && !pick.paths.contains(file.path))
            continue;
        const Result<void> free = checkFile(file, place->target + u'/' + file.path, cancel);
        if (!free)
            return free;
    }
    return {};
}

} // namespace weightyard::session
