#include "library/share_files.h"

#include "base/error_code.h"
#include "lfs/pointer.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"
#include "store/path_rules.h"
#include "store/prefix_hasher.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kMostHashedHere = 64LL * 1024 * 1024;

base::Failure damaged(const QString &path, const QString &folder)
{
    return fail(ErrorKind::Conflict, Cause(ErrorCode::DamagedModel, path), {.path = folder});
}

// Files without an id in the record (.gitattributes, records of old) are called by what they are.
Result<QByteArray> blobOf(const store::RecordFile &file, const QString &source)
{
    if (file.oid)
        return store::Verifier::blobId(file.size == 0 ? QByteArray()
                                                      : lfs::pointerText({*file.oid, file.size}));
    if (!file.blob.isEmpty())
        return file.blob;
    const Result<std::optional<QByteArray>> bytes = platform::readWhole(source, kMostHashedHere);
    if (!bytes)
        return fail(bytes.error());
    return store::Verifier::blobId(bytes->value_or(QByteArray()));
}

} // namespace

Result<ShareableModel> shareableFiles(const InstalledModel &model)
{
    ShareableModel shareable{.files = {}, .isWhole = model.record.picks.isEmpty()};
    for (const store::RecordFile &file : model.record.files) {
        const QString path = model.folder + u'/' + file.path;
        const bool isPointer = model.record.leftAsPointers.contains(file.path);
        if (!store::isTreePath(file.path) || isPointer
            || (!file.isChecked() && QFileInfo(path).isSymLink())) {
            shareable.isWhole = false;
            continue;
        }
        const QString source = QFileInfo(path).canonicalFilePath();
        const std::optional<platform::FileState> state = platform::stateOf(source);
        const bool isThere = state && state->kind == platform::FileState::Kind::File;
        if (isThere && !file.oid && file.isChecked() && state->size > 0 && state->size != file.size
            && !model.record.damaged.contains(file.path))
            return fail(ErrorKind::Conflict, Cause(ErrorCode::ChangedSmallFile, file.path),
                        {.path = model.folder});
        if (source.isEmpty() || !state || state->kind != platform::FileState::Kind::File
            || (file.isChecked() && state->size != file.size) || model.record.damaged.contains(file.path))
            return damaged(file.path, model.folder);
        const Result<QByteArray> blob = blobOf(file, source);
        if (!blob)
            return fail(blob.error());
        // An empty LFS file is an empty file in git, too.
        const bool isObject = file.oid && file.size > 0;
        shareable.files.append({.path = file.path,
                                .source = source,
                                .size = state->size,
                                .mtimeSeconds = state->mtimeSeconds,
                                .oid = isObject ? file.oid : std::nullopt,
                                .blob = *blob});
    }
    return shareable;
}

Result<void> checkShared(const ShareableFile &file, const QString &placed, const QString &folder,
                         const base::CancelToken &cancel)
{
    const auto goOn = [&](qint64) { return !cancel.isCancelled(); };
    const Result<bool> matches = file.oid ? store::Verifier::matches(placed, *file.oid, file.size, goOn)
                                          : store::Verifier::matchesBlob(placed, file.blob, file.size, goOn);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    if (!matches)
        return fail(matches.error());
    return *matches ? Result<void>() : damaged(file.path, folder);
}

Result<Placing> placeFile(const ShareableFile &file, const QString &to, const PlacingWish &wish,
                          const base::CancelToken &cancel)
{
    const Result<bool> cloned = platform::cloneFile(file.source, to);
    if (!cloned)
        return fail(cloned.error());
    if (!*cloned) {
        const Result<bool> linked = platform::hardLink(file.source, to);
        if (!linked)
            return fail(linked.error());
        if (*linked)
            return Placing::Linked;
        if (!wish.mayCopy)
            return Placing::CannotWithoutCopy;
        if (const Result<void> copied = platform::copyFile(file.source, to, cancel, wish.copied); !copied)
            return fail(copied.error());
    }
    const Result<quint32> mode = platform::permissionsOf(file.source);
    Result<void> done = mode ? platform::setPermissions(to, *mode) : fail(mode.error());
    if (done)
        done = platform::setModified(to, file.mtimeSeconds);
    if (!done)
        return fail(done.error());
    return *cloned ? Placing::Cloned : Placing::Copied;
}

} // namespace weightyard::library
