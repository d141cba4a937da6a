#include "library/fill_mirror.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"
#include "store/library_layout.h"
#include "store/prefix_hasher.h"
#include "store/store_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Oid;
using base::Result;
using platform::FileState;

namespace {

bool isInside(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

// Of what is there of it: the rest has yet to be made.
QString canonical(const QString &path)
{
    QFileInfo info(path);
    QString rest;
    while (!info.exists() && !info.isRoot()) {
        rest = u'/' + info.fileName() + rest;
        info = QFileInfo(info.absolutePath());
    }
    return info.canonicalFilePath() + rest;
}

QString placeIn(const QString &folder, const Oid &oid)
{
    const QString name = oid.toString();
    return u"%1/%2/%3/%4"_s.arg(folder, name.left(2), name.mid(2, 2), name);
}

bool isOfDisk(ErrorKind kind)
{
    return kind == ErrorKind::DiskFull || kind == ErrorKind::Disconnected || kind == ErrorKind::DiskFault
           || kind == ErrorKind::Permission || kind == ErrorKind::Cancelled;
}

} // namespace

struct MirrorFolder::Private {
    QString folder;
    QString work; ///< what is not yet whole; empty: a dry run
    std::optional<store::StoreLock> lock = {};
    quint32 mode = 0644;

    ~Private()
    {
        if (!work.isEmpty())
            static_cast<void>(platform::removeTree(work));
    }
    Result<void> begin();
    Result<bool> isThere(const Oid &oid, qint64 size) const;
    Result<QString> sourceOf(const InstalledModel &model, const store::RecordFile &file,
                             const CancelToken &cancel) const;
    Result<void> addOne(const QString &source, const Oid &oid, MirrorFilled &filled,
                        const CancelToken &cancel) const;
};

Result<void> MirrorFolder::Private::begin()
{
    if (const Result<void> made = platform::makeFolder(work); !made)
        return made;
    Result<store::StoreLock> taken = store::StoreLock::acquire(store::StateLayout(work).lock());
    if (!taken)
        return fail(taken.error());
    lock.emplace(*std::move(taken));
    // What a killed run left.
    const QFileInfoList left = QDir(work).entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QFileInfo &one : left) {
        if (one.filePath() != store::StateLayout(work).lock())
            static_cast<void>(platform::removeFile(one.filePath()));
    }
    const Result<quint32> most = platform::defaultPermissions(work);
    if (!most)
        return fail(most.error());
    mode = *most & 0666U; // for the web server as for anybody
    return {};
}

// Something of another size under that name is an object that was cut, and makes room; what is no file stays.
Result<bool> MirrorFolder::Private::isThere(const Oid &oid, qint64 size) const
{
    const QString place = placeIn(folder, oid);
    const std::optional<FileState> state = platform::stateOf(place);
    if (!state)
        return false;
    if (state->kind == FileState::Kind::File)
        return state->size == size;
    if (state->kind == FileState::Kind::Link && QFileInfo(place).isFile() && QFileInfo(place).size() == size)
        return true;
    return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = place});
}

Result<QString> MirrorFolder::Private::sourceOf(const InstalledModel &model, const store::RecordFile &file,
                                                const CancelToken &cancel) const
{
    const QFileInfo named(model.folder + u'/' + file.path);
    const QString source = named.canonicalFilePath(); // links of the user's are followed
    const base::ErrorContext context{.path = named.filePath(), .oid = {}};
    if (source.isEmpty() || !QFileInfo(source).isFile())
        return fail(ErrorKind::NotFound, ErrorCode::FileNotThere, context);
    const auto changed = [&] {
        return fail(ErrorKind::Corrupt, Cause(ErrorCode::NotAsDownloaded, file.path), context);
    };
    if (QFileInfo(source).size() != file.size || model.record.damaged.contains(file.path))
        return changed();
    if (QFileInfo(source).lastModified() <= model.record.installedAt)
        return source;
    const Result<bool> matches =
        store::Verifier::matches(source, *file.oid, file.size, [&](qint64) { return !cancel.isCancelled(); });
    if (!matches)
        return fail(matches.error());
    return *matches ? Result<QString>(source) : changed();
}

Result<void> MirrorFolder::Private::addOne(const QString &source, const Oid &oid, MirrorFilled &filled,
                                           const CancelToken &cancel) const
{
    const QString place = placeIn(folder, oid);
    const QString fresh = u"%1/%2-%3"_s.arg(work, oid.toString()).arg(QCoreApplication::applicationPid());
    const Result<bool> cloned = platform::cloneFile(source, fresh);
    if (!cloned)
        return fail(cloned.error());
    bool linked = false;
    if (!*cloned) {
        const Result<bool> link = platform::hardLink(source, fresh);
        if (!link)
            return fail(link.error());
        linked = *link;
    }
    const bool copied = !*cloned && !linked;
    Result<void> done = copied ? platform::copyFile(source, fresh, cancel) : Result<void>();
    if (done && !linked) // a link's permissions are the model's, too
        done = platform::setPermissions(fresh, mode);
    if (done && copied)
        done = platform::syncFile(fresh);
    if (done)
        done = platform::makeFolder(QFileInfo(place).path());
    if (done)
        done = platform::renameOver(fresh, place);
    if (done)
        done = platform::syncFolder(QFileInfo(place).path());
    static_cast<void>(platform::removeFile(fresh)); // also of a link onto itself, which rename leaves
    if (!done)
        return done;
    filled.shared += *cloned ? 1 : 0;
    filled.linked += linked ? 1 : 0;
    filled.copied += copied ? 1 : 0;
    return {};
}

MirrorFolder::MirrorFolder(std::unique_ptr<Private> p) : d(std::move(p)) {}
MirrorFolder::MirrorFolder(MirrorFolder &&) noexcept = default;
MirrorFolder::~MirrorFolder() = default;

Result<MirrorFolder> MirrorFolder::open(const QString &folder, const QList<InstalledModel> &models,
                                        const QString &library, bool dryRun)
{
    const QString place = canonical(QDir::cleanPath(folder));
    const base::ErrorContext context{.path = folder};
    const bool isState = isInside(place, canonical(store::stateOfLibrary(library).folder()));
    for (const InstalledModel &model : models) {
        if (isState || isInside(place, canonical(model.folder)))
            return fail(ErrorKind::Conflict, ErrorCode::MirrorInModel, context);
    }
    if (QFileInfo::exists(place) && !QFileInfo(place).isDir())
        return fail(ErrorKind::Conflict, Cause(ErrorCode::NotFolder, folder), context);
    auto p = std::make_unique<Private>();
    p->folder = place;
    if (!dryRun) {
        p->work = place + u'/' + base::kStateFolderName + u"-mirror"_s;
        if (const Result<void> begun = p->begin(); !begun) {
            if (begun.error().kind == ErrorKind::Busy)
                p->work.clear(); // the other one's
            return fail(begun.error());
        }
    }
    return MirrorFolder(std::move(p));
}

Result<MirrorFilled> MirrorFolder::add(const InstalledModel &model, const CancelToken &cancel)
{
    MirrorFilled filled;
    QHash<Oid, bool> seen;
    for (const store::RecordFile &file : model.record.files) {
        if (!file.oid || seen.contains(*file.oid) || model.record.leftAsPointers.contains(file.path))
            continue;
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        seen.insert(*file.oid, true);
        ++filled.objects;
        filled.bytes = base::addBytes(filled.bytes, file.size);
        const Result<bool> there = d->isThere(*file.oid, file.size);
        if (there && *there)
            continue;
        const Result<QString> source = there ? d->sourceOf(model, file, cancel) : fail(there.error());
        const Result<void> added = !source             ? fail(source.error())
                                   : d->work.isEmpty() ? Result<void>()
                                                       : d->addOne(*source, *file.oid, filled, cancel);
        if (!added && isOfDisk(added.error().kind))
            return fail(added.error());
        if (!added) {
            filled.errors.append(added.error());
            continue;
        }
        ++filled.added;
        filled.bytesAdded = base::addBytes(filled.bytesAdded, file.size);
    }
    return filled;
}

} // namespace weightyard::library
