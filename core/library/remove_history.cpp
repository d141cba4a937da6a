#include "library/remove_history.h"

#include "base/attributes_file.h"
#include "base/byte_sum.h"
#include "base/error_code.h"
#include "git/clone_work.h"
#include "git/sparse_checkout.h"
#include "library/clone_commit.h"
#include "library/folder_match.h"
#include "library/nothing_own.h"
#include "platform/file_allocation.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/library_layout.h"
#include "store/prefix_hasher.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <QThread>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// They go with the history, and have no hash in the record.
Result<void> checkAttributes(const QList<git::TreeEntry> &entries, const QSet<QString> &leftOut,
                             const QString &folder)
{
    for (const git::TreeEntry &file : entries) {
        if (!base::isAttributesFile(file.path) || leftOut.contains(file.path))
            continue;
        const Result<bool> same =
            store::Verifier::matchesBlob(folder + u'/' + file.path, file.blob, file.size, {});
        if (!same || !*same)
            return ownFile(file.path, folder);
    }
    return {};
}

// A pointer, or half a weight, may have its object in the history.
Result<void> checkWhole(const store::Record &record, const QString &folder)
{
    for (const store::RecordFile &file : record.files) {
        const bool isPointer = record.leftAsPointers.contains(file.path);
        if (file.oid && !isPointer && QFileInfo(folder + u'/' + file.path).size() != file.size)
            return ownFile(file.path, folder);
    }
    return {};
}

void addSize(HistorySize &size, const QString &path)
{
    const platform::FileAllocation there = platform::allocationOf(path);
    size.bytes = base::addBytes(size.bytes, there.bytes);
    size.frees = base::addBytes(size.frees, there.freed);
}

} // namespace

HistorySize historySize(const QString &folder, const base::CancelToken &cancel)
{
    HistorySize size;
    for (const QString &place : {folder + u"/.git"_s, store::removedInside(folder)}) {
        if (QFileInfo(place).isSymLink())
            continue;
        QDirIterator files(place, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext() && !cancel.isCancelled())
            addSize(size, files.next());
    }
    return size;
}

Result<store::Record> recordWithoutHistory(const InstalledModel &model,
                                           const std::function<void(qint64, qint64)> &progress,
                                           const base::CancelToken &cancel)
{
    const QString &folder = model.folder;
    store::Record record = model.record;
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    if (!clone)
        return record;
    if (clone->commit != record.commit) // since the figures were shown
        return fail(ErrorKind::Conflict, ErrorCode::MovedOn, {.path = folder});
    const QStringList known = model.recorded ? QStringList(record.commit) : QStringList();
    if (const Result<void> pushed = git::checkAllIsPushed(*clone, known); !pushed)
        return fail(pushed.error());
    const auto repository = git::Repository::ofClone(*clone, cancel);
    const Result<QList<git::TreeEntry>> entries =
        repository ? (*repository)->entries() : fail(repository.error());
    if (!entries)
        return fail(entries.error());
    const Result<QStringList> touched = git::touchedFiles(*clone, folder, *entries);
    if (!touched)
        return fail(touched.error());
    QSet<QString> leftOut = git::leftOutPaths(clone->gitDir).value_or(QSet<QString>());
    leftOut.removeIf(
        [&](const QString &path) { return platform::stateOf(folder + u'/' + path).has_value(); });
    for (const Result<void> &good :
         {checkAttributes(*entries, leftOut, folder), checkWhole(record, folder)}) {
        if (!good)
            return fail(good.error());
    }
    store::Record looked = record;
    if (model.recorded) // git knows of no change to the others
        looked.files.removeIf([&](const store::RecordFile &file) { return !touched->contains(file.path); });
    const Result<FolderMatch> match =
        matchFolder(looked, {}, folder, QThread::idealThreadCount(), progress, cancel);
    if (!match)
        return fail(match.error());
    const QStringList others = match->missing + match->different;
    if (!others.isEmpty())
        return ownFile(others.first(), folder);
    if (!model.recorded)
        record = match->record;
    record.withHistory = false;
    record.files.removeIf([](const store::RecordFile &file) { return base::isAttributesFile(file.path); });
    return record;
}

Result<void> removeHistory(const store::Record &without, const QString &folder, const QString &recordFile)
{
    const QString aside = store::removedInside(folder);
    Result<void> done = platform::removeTree(aside); // of a removal that was killed
    if (done)
        done = store::writeRecord(recordFile, without);
    if (!done || !platform::stateOf(folder + u"/.git"_s))
        return done;
    // Their paths, before what names them is gone.
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    const auto repository = clone ? git::Repository::ofClone(*clone, {}) : fail(base::cancelledError());
    const auto entries = repository ? (*repository)->entries() : fail(repository.error());
    done = platform::renameFolder(folder + u"/.git"_s, aside);
    if (done)
        done = platform::syncFolder(folder);
    for (const git::TreeEntry &file : entries.value_or(QList<git::TreeEntry>())) {
        if (done && base::isAttributesFile(file.path))
            done = platform::removeFile(folder + u'/' + file.path);
    }
    return done ? platform::removeTree(aside) : done;
}

} // namespace weightyard::library
