#include "job/job_cleanup.h"

#include "base/error_code.h"
#include "base/log.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"
#include "store/state_folder.h"
#include "store/wanted_objects.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::Result;

void removeEmptyState(const store::DownloadLayout &place)
{
    if (!place.removeStateDirAfterwards || !store::hasReceivedBytes(place.partialsDir))
        static_cast<void>(store::cleanUp(place));
}

namespace {

// What is still in memory says nothing of a disk that was pulled out: a small file of ours has to reach it.
bool answers(const store::DownloadLayout &place)
{
    const QString probe = store::StateLayout(place.stateDir).probe();
    Result<void> done = platform::writeDurably(probe, "probe");
    if (done)
        done = platform::removeFile(probe);
    return done
           || (done.error().kind != ErrorKind::DiskFault && done.error().kind != ErrorKind::Disconnected);
}

} // namespace

base::Error asDisconnectedIfGone(const base::Error &error, const store::DownloadLayout &place)
{
    if (error.kind == ErrorKind::Cancelled)
        return error;
    const bool isThere = QFileInfo::exists(store::markOf(place));
    if (isThere && (error.kind != ErrorKind::DiskFault || answers(place)))
        return error;
    if (isThere)
        return {.kind = ErrorKind::Disconnected, .detail = error.detail, .context = error.context};
    return {.kind = ErrorKind::Disconnected,
            .cause = Cause(ErrorCode::StateFolderGone, place.stateDir),
            .context = {.path = place.target}};
}

void cleanUpInstalled(const store::DownloadLayout &place)
{
    Result<void> done = store::removeWanted(place);
    if (done)
        done = store::cleanUp(place);
    if (!done)
        qCWarning(base::lcJob).noquote()
            << "cannot clean up after" << place.target << "-" << base::describe(done.error());
    const QString library = QFileInfo(place.stateDir).absolutePath() + u'/';
    if (!place.knownLibrariesFile.isEmpty() && place.target.startsWith(library))
        store::KnownLibraries(place.knownLibrariesFile)
            .rememberModel(place.stateDir, place.target.mid(library.size()));
}

} // namespace weightyard::job
