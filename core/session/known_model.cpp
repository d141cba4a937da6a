#include "session/known_model.h"

#include "hub/facts_cache.h"
#include "session/scan_libraries.h"

#include <algorithm>

namespace weightyard::session {

using base::fail;
using base::Result;
using library::ModelOnDisk;
using library::OnDisk;

namespace {

// What the Hub said is the size of all files: where some of them are chosen, the entry has theirs.
bool isOfAll(const KnownModel &model)
{
    return model.facts && model.entry.pick.isWhole();
}

} // namespace

// A download counted every byte; what the Hub said may be of another commit, and the catalogue may only guess.
bool isCounted(const KnownModel &model)
{
    return isHere(model.disk) && model.disk.bytes > 0;
}

qint64 bytesOf(const KnownModel &model)
{
    if (isCounted(model))
        return model.disk.ownBytes();
    if (!isOfAll(model))
        return model.entry.bytes;
    return model.facts->bytes - (model.safe ? std::max<qint64>(model.facts->unsafeBytes, 0) : 0);
}

bool isExact(const KnownModel &model)
{
    return isCounted(model) || isOfAll(model) || (model.entry.exact && model.entry.bytes > 0);
}

qint64 bytesMissing(const KnownModel &model)
{
    return library::bytesToCome(model.disk, bytesOf(model), model.disk.partialBytes);
}

qint64 bytesToWrite(const KnownModel &model)
{
    return library::bytesToCome(model.disk, bytesOf(model), model.disk.allocatedBytes);
}

bool isHere(const ModelOnDisk &disk)
{
    return disk.state == OnDisk::Here || disk.state == OnDisk::HereUnverified;
}

bool isUnfinished(const ModelOnDisk &disk)
{
    return disk.state == OnDisk::Absent && disk.partialBytes > 0;
}

QString targetOf(const KnownModel &model, const QString &revision, const QString &library)
{
    const bool isSame = revision.isEmpty() || (!model.disk.commit.isEmpty() && model.disk.commit == revision);
    return (isSame || model.disk.ours) && !model.library.isEmpty() ? model.library : library;
}

QString licenceOf(const KnownModel &model)
{
    return model.facts && !model.facts->licence.isEmpty() ? model.facts->licence : model.entry.licence;
}

QString parametersOf(const KnownModel &model)
{
    return model.entry.parameters.isEmpty() && model.facts ? model.facts->parameters : model.entry.parameters;
}

bool isGated(const KnownModel &model)
{
    return model.facts ? model.facts->gated : model.entry.gated;
}

Result<KnownModels> knownModels(const QList<NamedModel> &names, const QString &revision,
                                const LibraryView &view, const base::CancelToken &cancel)
{
    QStringList paths;
    for (const NamedModel &name : names)
        paths.append(name.location.modelPath);
    Result<LibrariesOnDisk> onDisk = scanLibraries(view.libraries, view.configDir, paths, cancel);
    if (!onDisk)
        return fail(onDisk.error());
    QHash<QString, hub::ModelFacts> facts;
    const QList<hub::ModelFacts> cached = hub::cachedFacts(view.factsFile, view.hub);
    for (const hub::ModelFacts &one : cached)
        facts.insert(one.modelPath, one);

    KnownModels known{.models = {}, .unreadable = onDisk->contents.unreadable, .onDisk = {}};
    for (const NamedModel &name : names) {
        const QString &path = name.location.modelPath;
        KnownModel model{.entry = name.entry, .facts = {}, .disk = onDisk->contents.models.value(path)};
        model.library = libraryOf(model.disk, view.libraries.first());
        model.awayIn = onDisk->awayModels.value(path);
        model.safe = view.safe;
        const bool isDefault = revision.isEmpty() && name.location.revision.isEmpty();
        if (const auto found = facts.constFind(path); found != facts.cend() && isDefault)
            model.facts = *found;
        known.models.append(model);
    }
    known.onDisk = *std::move(onDisk);
    return known;
}

} // namespace weightyard::session
