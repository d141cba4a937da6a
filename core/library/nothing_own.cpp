#include "library/nothing_own.h"

#include "base/error_code.h"
#include "git/clone_work.h"
#include "library/clone_commit.h"
#include "library/model_folder.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/folder_content.h"
#include "store/prefix_hasher.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <utility>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

base::Failure ownFile(const QString &path, const QString &folder)
{
    return fail(ErrorKind::Conflict, Cause(ErrorCode::OwnChanges, path), {.path = folder});
}

namespace {

/// As the commit has it, as a pointer or as the object that it stands for.
bool isOfCommit(const git::TreeEntry &entry, const store::RecordFile &file, const QString &path)
{
    if (entry.kind == git::TreeEntry::Kind::Symlink)
        return store::Verifier::blobId(platform::readLink(path).value_or(QByteArray())) == entry.blob;
    const auto goOn = [](qint64) { return true; };
    const auto isBlob = [&](const QByteArray &blob, qint64 size) {
        return !blob.isEmpty() && QFileInfo(path).size() == size
               && store::Verifier::matchesBlob(path, blob, size, goOn).value_or(false);
    };
    return isBlob(entry.blob, entry.size) || isBlob(file.blob, file.size)
           || (file.oid && QFileInfo(path).size() == file.size
               && store::Verifier::matches(path, *file.oid, file.size, goOn).value_or(false));
}

Result<void> checkTouched(const git::Clone &clone, const QList<git::TreeEntry> &entries,
                          const QStringList &touched, const QString &folder)
{
    const Result<CommitFiles> commit = filesOfClone(clone, {}, {});
    if (!commit)
        return fail(commit.error());
    QHash<QString, store::RecordFile> files;
    for (const store::RecordFile &file : commit->files)
        files.insert(file.path, file);
    for (const git::TreeEntry &entry : entries) {
        const QString path = folder + u'/' + entry.path;
        if (touched.contains(entry.path) && !isOfCommit(entry, files.value(entry.path), path))
            return ownFile(entry.path, folder);
    }
    return {};
}

/// What lists do not show: names that are not text, and repositories inside this one, which filesIn() leaves to themselves.
Result<void> checkHidden(const QString &folder)
{
    if (const Result<void> listed = platform::checkNames(folder); !listed)
        return listed;
    const QString top = folder + u"/.git"_s;
    QDirIterator all(folder, {u".git"_s}, platform::kEveryEntry, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (path != top && !path.startsWith(top + u'/'))
            return ownFile(path.mid(folder.size() + 1), folder);
    }
    return {};
}

Result<void> checkKnown(const QList<git::TreeEntry> &entries, const QString &folder)
{
    QSet<QString> known;
    for (const git::TreeEntry &entry : entries)
        known.insert(entry.path);
    const QStringList paths = filesIn(folder, {}).sizes.keys();
    for (const QString &path : paths) {
        if (!known.contains(path) && !store::isClutter(path.section(u'/', -1)))
            return ownFile(path, folder);
    }
    return {};
}

Result<QList<git::TreeEntry>> entriesOf(const git::Clone &clone)
{
    const auto repository = git::Repository::ofClone(clone, {});
    return repository ? (*repository)->entries() : fail(repository.error());
}

} // namespace

Result<void> checkOnlyGits(const QString &folder)
{
    if (const Result<void> hidden = checkHidden(folder); !hidden)
        return hidden;
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    const bool hasCommit = clone && !clone->commit.isEmpty();
    // What was not fetched yet cannot be read: then no file of it has been checked out.
    return checkKnown(
        hasCommit ? entriesOf(*clone).value_or(QList<git::TreeEntry>()) : QList<git::TreeEntry>(), folder);
}

Result<void> checkNothingOwn(const QString &folder, bool hashes)
{
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    if (!clone || clone->commit.isEmpty())
        return fail(ErrorKind::Conflict, ErrorCode::CloneWithoutCommit, {.path = folder});
    if (const Result<void> pushed = git::checkAllIsPushed(*clone, {}); !pushed)
        return pushed;
    if (const Result<void> hidden = checkHidden(folder); !hidden)
        return hidden;
    const Result<QList<git::TreeEntry>> entries = entriesOf(*clone);
    if (!entries)
        return fail(entries.error());
    const Result<QStringList> touched = git::touchedFiles(*clone, folder, *entries);
    if (!touched)
        return fail(touched.error());
    if (const Result<void> known = checkKnown(*entries, folder); !known)
        return known;
    return hashes ? checkTouched(*clone, *entries, *touched, folder) : Result<void>();
}

} // namespace weightyard::library
