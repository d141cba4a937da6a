#include "library/script_folder.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "git/clone.h"
#include "hub/path_pattern.h"
#include "library/model_folder.h"
#include "library/nothing_own.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/folder_content.h"
#include "store/library_layout.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kQuietSeconds = 60; ///< git writes more often than that while it clones

bool isClone(const QString &folder)
{
    return QFileInfo(folder + u"/.git"_s).isDir();
}

// git writes the index last, when all files are in place; nobody can have committed anything before.
bool isUnfinishedClone(const QString &folder)
{
    return isClone(folder) && !QFileInfo::exists(folder + u"/.git/index"_s);
}

qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        bytes = base::addBytes(bytes, all.fileInfo().size());
    }
    return bytes;
}

// Received by an unfinished download of ours into this folder.
qint64 partialBytesOf(const store::DownloadLayout &layout)
{
    if (!store::hasReceivedBytes(layout.partialsDir))
        return 0;
    qint64 bytes = 0;
    QDirIterator all(layout.partialsDir, QDir::Files);
    while (all.hasNext()) {
        all.next();
        const std::optional<platform::FileState> state = platform::stateOf(all.filePath());
        bytes = base::addBytes(bytes, state ? std::min(state->size, state->allocated) : 0);
    }
    return bytes;
}

// The newest change in a clone, and where. What this program keeps in a folder is no sign of git, and making it changes the folder.
std::pair<qint64, QString> lastChange(const QString &folder)
{
    std::pair<qint64, QString> newest{0, folder};
    const QString ours = folder + u'/' + base::kStateFolderName;
    const auto look = [&](const QString &path) {
        const std::optional<platform::FileState> state = platform::stateOf(path);
        if (state && state->mtimeSeconds > newest.first)
            newest = {state->mtimeSeconds, path};
    };
    QDirIterator all(folder, platform::kEveryEntry, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        if (const QString path = all.next(); !path.startsWith(ours))
            look(path);
    }
    return newest;
}

QString freeName(const QString &folder)
{
    QString name = folder + u".unfinished-clone"_s;
    for (int i = 2; QFileInfo::exists(name) || QFileInfo(name).isSymLink(); ++i)
        name = folder + u".unfinished-clone-"_s + QString::number(i);
    return name;
}

// As far as that can be known without asking anybody: a file by its path, a pattern by any file that it matches.
bool lacksChosen(const ScriptFolder &place, const base::CancelToken &cancel)
{
    const auto isThere = [&](const QString &path) { return QFileInfo::exists(place.folder + u'/' + path); };
    if (!std::all_of(place.pick.paths.cbegin(), place.pick.paths.cend(), isThere))
        return true;
    if (place.pick.include.isEmpty())
        return false;
    const QStringList paths = filesIn(place.folder, cancel).sizes.keys();
    return std::any_of(place.pick.include.cbegin(), place.pick.include.cend(), [&](const QString &text) {
        const hub::PathPattern pattern(text);
        return std::none_of(paths.cbegin(), paths.cend(),
                            [&](const QString &path) { return pattern.matches(path); });
    });
}

// Without a record of ours. What is there of a model that is not whole stays where it is, and a download brings the rest: that is Absent.
void recogniseFilled(ModelOnDisk &model, const ScriptFolder &place, const base::CancelToken &cancel)
{
    recognise(model, cancel);
    const bool hasGit = QFileInfo::exists(place.folder + u"/.git"_s);
    const bool isStopped = isUnfinishedClone(place.folder); // even where no weight shows that one is missing
    const bool isWhole = model.state == OnDisk::HereUnverified
                         && (hasGit || unfinishedClones(place).isEmpty()) && !lacksChosen(place, cancel);
    const bool isPointers = model.state == OnDisk::Incomplete && isClone(place.folder);
    const bool isForeign = model.state == OnDisk::NotRecognised && hasGit && !model.url.isEmpty();
    if (isForeign || (!isStopped && (isWhole || isPointers)))
        return;
    const qint64 here = isStopped ? bytesBelow(place.folder + u"/.git/lfs/objects"_s) : 0;
    model.state = OnDisk::Absent;
    model.partialBytes = base::addBytes(model.partialBytes, here);
    model.bytes = 0;
    model.problems.clear();
}

// Clones of this very model that nothing needs any more: neither the model nor the script lies in them, and, as far as that is to be seen
// without hashing, they hold nothing that is nowhere else.
QStringList oldClones(const ScriptFolder &place)
{
    QStringList old;
    const QStringList clones = unfinishedClones(place);
    for (const QString &clone : clones) {
        const QString below = clone + u'/';
        const std::optional<git::Clone> found = git::cloneIn(clone);
        const bool isOfModel =
            found && QUrl(found->url).path().contains(place.modelPath.section(u'/', -2), Qt::CaseInsensitive);
        const bool isUsed = place.folder.startsWith(below) || place.script.startsWith(below);
        if (isOfModel && !isUsed && !QFileInfo(clone).isSymLink()
            && (isUnfinishedClone(clone) ? checkOnlyGits(clone) : checkNothingOwn(clone, false)))
            old.append(clone);
    }
    return old;
}

} // namespace

Result<void> checkOldClone(const QString &clone, qint64 wallMs)
{
    if (QFileInfo(clone).isSymLink())
        return fail(ErrorKind::Conflict, ErrorCode::FileOrLinkForFolder, {.path = clone});
    if (!isUnfinishedClone(clone))
        return checkNothingOwn(clone, true);
    const std::optional<base::Error> busy = cloneAtWork({.folder = clone}, wallMs);
    return busy ? fail(*busy) : checkOnlyGits(clone);
}

ModelOnDisk lookAtScriptFolder(const ScriptFolder &place, const QString &configDir,
                               const base::CancelToken &cancel)
{
    ModelOnDisk model{.modelPath = place.modelPath, .folder = place.folder};
    const Result<store::DownloadLayout> layout = store::layoutInFolder(place.folder, configDir);
    if (layout)
        model.partialBytes = partialBytesOf(*layout);
    for (const QString &clone : unfinishedClones(place))
        model.partialBytes = base::addBytes(model.partialBytes, bytesBelow(clone + u"/.git/lfs/objects"_s));
    model.allocatedBytes = model.partialBytes;
    const QFileInfo info(place.folder);
    if (!layout || !info.isDir() || store::firstThingIn(place.folder).isEmpty())
        return model;
    const Result<std::optional<store::Record>> record = store::readRecord(layout->recordFile);
    if (record && *record && (*record)->modelPath == place.modelPath && !hasMovedOn(**record, place.folder))
        fillFromRecord(model, **record, cancel);
    else
        recogniseFilled(model, place, cancel);
    if (model.state == OnDisk::Here || model.state == OnDisk::HereUnverified)
        model.oldClones = oldClones(place);
    return model;
}

Result<Presence> scriptPresence(const ScriptFolder &place, const QString &revision,
                                const base::CancelToken &cancel)
{
    ModelOnDisk model{.modelPath = place.modelPath, .folder = place.folder};
    if (QFileInfo(place.folder).isDir() && !store::firstThingIn(place.folder).isEmpty())
        recogniseFilled(model, place, cancel);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    const base::ErrorContext context{.path = place.folder};
    static const QRegularExpression id(u"^[0-9a-f]{7,40}$"_s);
    switch (model.state) {
    case OnDisk::Absent:
        return Presence::Absent;
    case OnDisk::Here:
    case OnDisk::HereUnverified:
        if (id.match(revision).hasMatch() && !model.commit.isEmpty() && !model.commit.startsWith(revision))
            return fail(ErrorKind::Conflict, Cause(ErrorCode::HoldsOtherCommit, model.commit.left(12)),
                        context);
        return Presence::Unverified;
    case OnDisk::Incomplete:
        return fail(ErrorKind::Conflict, Cause(ErrorCode::CloneIsPointers, model.problems.value(0)), context);
    case OnDisk::NotRecognised:
        return fail(ErrorKind::Conflict, Cause(ErrorCode::CloneOfOther, model.url), context);
    }
    Q_UNREACHABLE();
}

QStringList unfinishedClones(const ScriptFolder &place)
{
    QStringList clones;
    if (!place.cloneFolder.isEmpty() && place.cloneFolder != place.folder && isClone(place.cloneFolder))
        clones.append(place.cloneFolder);
    const QFileInfo info(place.folder);
    QDirIterator aside(info.path(), {info.fileName() + u".unfinished-clone*"_s},
                       QDir::Dirs | QDir::Hidden | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    while (aside.hasNext()) {
        if (const QString clone = aside.next(); isClone(clone))
            clones.append(clone);
    }
    clones.sort();
    return clones;
}

std::optional<base::Error> cloneAtWork(const ScriptFolder &place, qint64 wallMs)
{
    if (!isUnfinishedClone(place.folder))
        return {};
    const auto [changed, where] = lastChange(place.folder);
    const qint64 age = wallMs / 1000 - changed;
    if (age >= kQuietSeconds || age <= -kQuietSeconds) // a time to come says nothing of now
        return {};
    return base::Error{.kind = ErrorKind::Busy,
                       .cause = Cause(ErrorCode::CloneAtWork, where, std::max<qint64>(age, 0)),
                       .context = {.path = place.folder}};
}

Result<std::optional<QString>> setUnfinishedCloneAside(const ScriptFolder &place, qint64 wallMs)
{
    if (!isUnfinishedClone(place.folder) || QFileInfo(place.folder).isSymLink())
        return std::optional<QString>();
    ModelOnDisk model{.modelPath = place.modelPath, .folder = place.folder};
    recognise(model, {});
    const base::ErrorContext context{.path = place.folder};
    if (model.state == OnDisk::NotRecognised && !model.url.isEmpty())
        return fail(ErrorKind::Conflict, Cause(ErrorCode::CloneOfOther, model.url), context);
    if (place.script.startsWith(place.folder + u'/'))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::CloneUnfinished, u".git"_s), context);
    if (const std::optional<base::Error> busy = cloneAtWork(place, wallMs))
        return fail(*busy);
    const QString aside = freeName(place.folder);
    const Result<void> moved = platform::renameFolder(place.folder, aside);
    return moved ? Result<std::optional<QString>>(aside) : fail(moved.error());
}

QHash<base::Oid, QString> objectsInClones(const lfs::Manifest &manifest, const QStringList &clones)
{
    QHash<base::Oid, QString> found;
    for (const QString &clone : clones) {
        for (const lfs::ManifestFile &file : manifest.files) {
            if (!file.isObject() || found.contains(file.pointer->oid))
                continue;
            const QString oid = file.pointer->oid.toString();
            const QString stored =
                u"%1/.git/lfs/objects/%2/%3/%4"_s.arg(clone, oid.left(2), oid.mid(2, 2), oid);
            for (const QString &path : {stored, clone + u'/' + file.entry.path}) {
                const std::optional<platform::FileState> state = platform::stateOf(path);
                if (!state || state->kind != platform::FileState::Kind::File
                    || state->size != file.pointer->size)
                    continue;
                found.insert(file.pointer->oid, path);
                break;
            }
        }
    }
    return found;
}

} // namespace weightyard::library
