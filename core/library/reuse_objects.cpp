#include "library/reuse_objects.h"

#include "base/log.h"
#include "platform/file_copy.h"
#include "platform/file_names.h"
#include "store/library_layout.h"
#include "store/partial_files.h"

#include <QFileInfo>

namespace weightyard::library {

using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// True: the object stands there. False: no source has it, or none could be copied.
Result<bool> takeObject(const QStringList &sources, const QString &target, const base::CancelToken &cancel,
                        const std::function<void(qint64)> &copied)
{
    for (const QString &source : sources) {
        const Result<void> done = platform::copyFile(source, target, cancel, copied);
        if (done)
            return true;
        copied(0);
        if (done.error().kind == ErrorKind::Cancelled)
            return fail(done.error());
        qCInfo(base::lcLibrary).noquote()
            << "cannot take over" << source << "-" << base::describe(done.error());
        static_cast<void>(platform::removeFile(target));
    }
    return false;
}

} // namespace

Result<qint64> reuseObjects(const QList<lfs::Pointer> &objects, const ObjectSources &sources,
                            const QString &partialsDir, const base::CancelToken &cancel,
                            const std::function<void(const base::Oid &, qint64)> &copied,
                            const QHash<base::Oid, QStringList> &elsewhere)
{
    qint64 taken = 0;
    for (const lfs::Pointer &pointer : objects) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (store::finishedObject(partialsDir, pointer.oid, pointer.size))
            continue;
        const auto tell = [&](qint64 bytes) {
            if (copied)
                copied(pointer.oid, bytes);
        };
        QStringList places = sources.of(pointer.oid, pointer.size);
        const QStringList others = elsewhere.value(pointer.oid);
        for (const QString &path : others) {
            const QString other = QFileInfo(path).canonicalFilePath(); // links are followed
            if (!other.isEmpty() && QFileInfo(other).size() == pointer.size && !places.contains(other))
                places.append(other);
        }
        const Result<bool> here =
            takeObject(places, store::objectPath(partialsDir, pointer.oid), cancel, tell);
        if (!here)
            return fail(here.error());
        if (!*here)
            continue;
        tell(pointer.size);
        taken += pointer.size;
    }
    return taken;
}

} // namespace weightyard::library
