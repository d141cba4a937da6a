#include "library/lfs_store.h"

#include "base/byte_sum.h"
#include "base/log.h"
#include "git/clone.h"
#include "git/repository.h"
#include "platform/file_allocation.h"
#include "platform/file_names.h"
#include "store/prefix_hasher.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QMultiHash>
#include <QSet>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

void tellGit(const QString &folder, const QSet<QString> &paths, const base::CancelToken &cancel)
{
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    if (!clone || paths.isEmpty() || QFileInfo::exists(clone->gitDir + u"/index.lock"_s))
        return;
    const auto repository = git::Repository::ofClone(*clone, cancel);
    const Result<void> told =
        repository ? (*repository)->refreshIndex(clone->gitDir, folder, paths) : fail(repository.error());
    if (!told)
        qCInfo(base::lcLibrary).noquote()
            << "the index of" << folder << "stays as it is -" << base::describe(told.error());
}

} // namespace

LfsStore lfsStoreOf(const QString &folder, const QList<store::RecordFile> &files,
                    const base::CancelToken &cancel)
{
    LfsStore store;
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    if (!clone || clone->gitDir != clone->commonDir)
        return store;
    QMultiHash<QString, store::RecordFile> wanted;
    for (const store::RecordFile &file : files) {
        if (file.oid)
            wanted.insert(file.oid->toString(), file);
    }
    QDirIterator objects(clone->gitDir + u"/lfs/objects"_s, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
    while (objects.hasNext() && !cancel.isCancelled()) {
        const QString object = objects.next();
        const QString oid = objects.fileName();
        const platform::FileAllocation there = platform::allocationOf(object);
        const QList<store::RecordFile> same = wanted.values(oid);
        std::optional<StoredCopy> copy;
        for (const store::RecordFile &file : same) {
            const QFileInfo info(folder + u'/' + file.path);
            if (info.isFile() && info.size() == file.size && objects.fileInfo().size() == file.size)
                copy = StoredCopy{.object = object, .file = info.canonicalFilePath(), .what = file};
        }
        if (!copy) {
            store.others = base::addBytes(store.others, there.bytes);
            continue;
        }
        store.copies.append(*copy);
        store.bytes = base::addBytes(store.bytes, there.bytes);
        store.frees = base::addBytes(store.frees, there.freed);
    }
    return store;
}

Result<RemovedCopies> removeStoredCopies(const QString &folder, const LfsStore &store,
                                         const std::function<void(qint64, qint64)> &progress,
                                         const base::CancelToken &cancel)
{
    RemovedCopies done;
    QSet<QString> good;
    qint64 total = 0;
    qint64 before = 0;
    for (const StoredCopy &copy : store.copies)
        total = base::addBytes(total, copy.what.size);
    for (const StoredCopy &copy : store.copies) {
        const Result<bool> same =
            store::Verifier::matches(copy.file, *copy.what.oid, copy.what.size, [&](qint64 bytes) {
                progress(before + bytes, total);
                return !cancel.isCancelled();
            });
        if (!same)
            return fail(same.error());
        before = base::addBytes(before, copy.what.size);
        if (!*same
            || QFileInfo(copy.file).canonicalFilePath() == QFileInfo(copy.object).canonicalFilePath()) {
            done.kept.append(copy.what.path); // or the file is a link into the store
            continue;
        }
        done.frees = base::addBytes(done.frees, platform::allocationOf(copy.object).freed);
        if (const Result<void> removed = platform::removeFile(copy.object); !removed)
            return fail(removed.error());
        const QString pair = QFileInfo(copy.object).absolutePath();
        platform::removeEmptyFolder(pair);
        platform::removeEmptyFolder(QFileInfo(pair).absolutePath());
        done.removed += 1;
        if (!QFileInfo(folder + u'/' + copy.what.path).isSymLink())
            good.insert(copy.what.path);
    }
    tellGit(folder, good, cancel);
    return done;
}

} // namespace weightyard::library
