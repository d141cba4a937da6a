#include "session/find_updates.h"

#include "base/attributes_file.h"
#include "catalog/model_location.h"
#include "git/remote_address.h"
#include "git/remote_tip.h"
#include "hub/model_files.h"
#include "library/clone_state.h"
#include "library/picked_files.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "settings/url_credentials.h"
#include "store/publisher.h"
#include "store/store_lock.h"
#include "store/tree_swap.h"

#include <QDir>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

constexpr int kNotAllowed = 405;
constexpr int kNotImplemented = 501;

// Mirrors may have the repositories and not the API.
bool isNotOffered(const base::Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Usage
           || error.context.httpStatus == kNotAllowed || error.context.httpStatus == kNotImplemented;
}

// As a record of that commit would have them; without the history there are no .gitattributes files. `isGone`: nobody can say what a
// choice would be there; what the model has of the commit is.
QList<store::RecordFile> recordFiles(const hub::ModelFiles &files, const store::Record &before, bool isGone)
{
    QList<store::RecordFile> all;
    QSet<QString> chosen = library::chosenPaths(before.picks, files.files);
    for (const store::RecordFile &file : before.files) {
        if (isGone)
            chosen.insert(file.path);
    }
    for (const hub::HubFile &file : files.files) {
        if (!chosen.contains(file.path) && !base::isAttributesFile(file.path))
            continue;
        const auto was = std::find_if(before.files.cbegin(), before.files.cend(),
                                      [&](const store::RecordFile &one) { return one.path == file.path; });
        const bool isKnown = was != before.files.cend();
        const bool isAttributes = base::isAttributesFile(file.path);
        if (isAttributes && !isKnown)
            continue;
        store::RecordFile one{.path = file.path, .size = file.size, .oid = file.oid};
        if (!file.oid && !isAttributes)
            one.blob = file.blob;
        if (isKnown && !was->isChecked()) { // a link, or left as a pointer: the two cannot be compared
            one.oid.reset();
            one.blob.clear();
        }
        all.append(one);
    }
    return all;
}

Result<catalog::ModelLocation> locationOf(const store::Record &record, const QUrl &hub)
{
    Result<catalog::ModelLocation> location = catalog::parseModelLocation(record.url, hub);
    if (!location)
        return location;
    // Got from the Hub by another address: today's is asked.
    const bool wasHub = location->url.path() == u'/' + record.modelPath;
    if (!location->onHub && wasHub) {
        location->url = catalog::hubUrl(hub, record.modelPath);
        location->onHub = true;
    }
    location->modelPath = record.modelPath;
    location->revision = record.revision;
    return location;
}

void askHub(UpdateFinding &finding, const catalog::ModelLocation &location, const job::JobServices &services,
            const base::CancelToken &cancel)
{
    const store::Record &record = finding.model.record;
    const hub::FactServices asked{.client = services.client,
                                  .credentials = services.credentials,
                                  .clock = services.clock,
                                  .hub = services.hub,
                                  .cacheFile = {}};
    const Result<hub::ModelFiles> files = hub::modelFiles(location, record.revision, asked, cancel);
    if (!files) {
        finding.error = files.error();
        return;
    }
    finding.newest = files->commit;
    if (files->commit == record.commit)
        return;
    if (const Result<void> still = library::checkWishes(record.picks, files->files); !still)
        finding.stops = still.error();
    finding.difference =
        library::differenceOf(record.files, recordFiles(*files, record, finding.stops.has_value()));
}

void askGit(UpdateFinding &finding, const job::JobServices &services, const base::CancelToken &cancel)
{
    finding.error.reset();
    const store::Record &record = finding.model.record;
    const auto address = git::remoteAddress(record.url, {}, services.userConfig);
    if (!address) {
        finding.error = address.error();
        return;
    }
    settings::UrlCredentials credentials(services.credentials);
    credentials.add(address->url, address->credential);
    net::AuthSession session(services.client, credentials, services.clock, address->url.path().mid(1));
    const Result<git::RemoteTip> tip = git::remoteTip(address->url, record.revision, session, cancel);
    if (tip)
        finding.newest = tip->commit;
    else
        finding.error = tip.error();
}

} // namespace

QString updateStateName(UpdateState state)
{
    switch (state) {
    case UpdateState::Current:
        return u"current"_s;
    case UpdateState::Newer:
        return u"newer"_s;
    case UpdateState::Pinned:
        return u"pinned"_s;
    case UpdateState::Unknown:
        return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

bool isPinned(const store::Record &record)
{
    return !record.revision.isEmpty() && (record.ref.isEmpty() || record.ref.startsWith("refs/tags/"_L1));
}

UpdateFinding findUpdate(const InstalledModel &model, const job::JobServices &services,
                         const base::CancelToken &cancel)
{
    UpdateFinding finding{.model = model};
    if (isPinned(model.record)) {
        finding.state = UpdateState::Pinned;
        return finding;
    }
    const Result<catalog::ModelLocation> location = locationOf(model.record, services.hub);
    if (!location) {
        finding.error = location.error();
        return finding;
    }
    if (location->onHub)
        askHub(finding, *location, services, cancel);
    if (!location->onHub || (finding.error && isNotOffered(*finding.error)))
        askGit(finding, services, cancel);
    if (!finding.error)
        finding.state = finding.newest.isEmpty() || finding.newest == model.record.commit
                            ? UpdateState::Current
                            : UpdateState::Newer;
    return finding;
}

Result<job::DownloadRequest> updateRequest(const InstalledModel &model, library::MineOrNew choice,
                                           const QString &library, const QUrl &hub)
{
    const Result<catalog::ModelLocation> location = locationOf(model.record, hub);
    if (!location)
        return fail(location.error());
    job::DownloadRequest request;
    request.location = *location;
    request.update = choice;
    request.library = libraryOf(model, library);
    if (!QDir::isRelativePath(model.record.folder))
        request.into = model.folder;
    return request;
}

Result<bool> endSwap(const InstalledModel &model, const QString &library, const QString &configDir)
{
    const Result<store::DownloadLayout> place = placeOf(model, library, configDir);
    if (!place)
        return fail(place.error());
    if (!store::TreeSwap(*place).isPending())
        return false;
    const Result<store::StoreLock> lock = store::StoreLock::acquire(place->lockFile);
    if (!lock)
        return fail(lock.error());
    const Result<bool> ended = store::Publisher(*place).recover();
    if (!ended)
        return ended;
    const Result<std::optional<store::Record>> record = store::readRecord(place->recordFile);
    Result<void> done = record && *record ? library::settleClone(**record, model.folder) : Result<void>();
    if (done)
        done = store::cleanUp(*place);
    return done ? ended : fail(done.error());
}

} // namespace weightyard::session
