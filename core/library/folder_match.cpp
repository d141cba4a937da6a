#include "library/folder_match.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "library/hash_memory.h"
#include "library/model_folder.h"
#include "library/record_gaps.h"
#include "library/weight_header.h"
#include "platform/file_io.h"
#include "store/folder_content.h"
#include "store/prefix_hasher.h"

#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kLargestText = 4LL * 1024 * 1024;

/// The same text, written as another program does it: as git keeps it, or with the line ends of core.autocrlf. The record then has it
/// as it is.
bool isSameText(store::RecordFile &file, const git::FileId &stored, const QString &path)
{
    const qint64 size = QFileInfo(path).size();
    if (!stored.blob.isEmpty() && size == stored.size
        && store::Verifier::matchesBlob(path, stored.blob, size, {}).value_or(false)) {
        file.blob = stored.blob;
        file.size = size;
        return true;
    }
    if (size > kLargestText)
        return false;
    const Result<std::optional<QByteArray>> read = platform::readWhole(path, kLargestText);
    const QByteArray text = read ? read->value_or(QByteArray()) : QByteArray();
    if (!text.contains("\r\n")
        || store::Verifier::blobId(QByteArray(text).replace("\r\n", "\n")) != file.blob)
        return false;
    file.blob = store::Verifier::blobId(text);
    file.size = text.size();
    return true;
}

enum class Found { Complete, Missing, Different };

/// Of a file whose hash is not there.
Found lookAtOther(store::RecordFile &file, const git::FileId &stored, const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Found::Missing;
    if (!info.isFile())
        return Found::Different;
    if (!file.oid && isSameText(file, stored, path))
        return Found::Complete;
    if (info.size() == 0)
        return Found::Missing;
    const bool isShort = file.oid && info.size() < file.size;
    return isShort && (isIncompleteWeight(path) || isCutArchive(path)) ? Found::Missing : Found::Different;
}

QHash<QString, platform::FileState> statesOf(const store::Record &record, const QString &folder)
{
    QHash<QString, platform::FileState> states;
    for (const store::RecordFile &file : record.files) {
        if (const auto state = platform::stateOf(folder + u'/' + file.path))
            states.insert(file.path, *state);
    }
    return states;
}

// What file managers and huggingface_hub keep for themselves is nobody's work.
bool isBookkeeping(const QString &path)
{
    return store::isClutter(path.section(u'/', -1)) || path.startsWith(".cache/huggingface/"_L1)
           || path.startsWith(".huggingface/"_L1);
}

void addExtra(FolderMatch &match, const QString &folder, const base::CancelToken &cancel)
{
    QSet<QString> known;
    for (const store::RecordFile &file : match.record.files)
        known.insert(file.path);
    const QStringList paths = filesIn(folder, cancel).sizes.keys();
    for (const QString &path : paths) {
        if (!known.contains(path) && !isBookkeeping(path))
            match.extra.append(path);
    }
}

void add(FolderMatch &match, const store::RecordFile &file, Found found, const QString &folder)
{
    switch (found) {
    case Found::Complete:
        match.complete.append(file.path);
        match.bytes = base::addBytes(match.bytes, file.size);
        return;
    case Found::Missing:
        match.missing.append(file.path);
        if (platform::stateOf(folder + u'/' + file.path)) // what is there may be replaced
            match.record.damaged.append(file.path);
        return;
    case Found::Different:
        match.different.append(file.path);
        match.record.different.append(file.path);
        return;
    }
}

} // namespace

Result<FolderMatch> matchFolder(const store::Record &wanted, const QHash<QString, git::FileId> &stored,
                                const QString &folder, int threads,
                                const std::function<void(qint64, qint64)> &progress,
                                const base::CancelToken &cancel, HashMemory *memory)
{
    FolderMatch match{.record = wanted};
    match.record.damaged.clear();
    match.record.different.clear();
    const auto before = statesOf(wanted, folder);
    const auto verdicts = verifyModels({{.record = match.record, .folder = folder, .recorded = false}},
                                       threads, progress, cancel, memory);
    if (!verdicts)
        return fail(verdicts.error());
    const ModelVerdict &verdict = verdicts->first();
    if (verdict.error)
        return fail(*verdict.error);
    const QStringList broken = verdict.damaged + verdict.missing + verdict.changed;
    const QSet<QString> others(broken.cbegin(), broken.cend());
    const QStringList weights = weightsOf(wanted.files);
    for (store::RecordFile &file : match.record.files) {
        const QString path = folder + u'/' + file.path;
        const bool isHashed = file.isChecked() && !wanted.leftAsPointers.contains(file.path);
        Found found = Found::Complete;
        if (isHashed && others.contains(file.path))
            found = lookAtOther(file, stored.value(file.path), path);
        else if (!isHashed && (!platform::stateOf(path) || wasEmptied(file, path)))
            found = Found::Missing;
        add(match, file, found, folder);
        if (weights.contains(file.path)) {
            match.hasWeights = match.hasWeights || found == Found::Complete;
            match.hasOtherWeights = match.hasOtherWeights || found == Found::Different;
        }
    }
    if (statesOf(wanted, folder) != before)
        return fail(ErrorKind::Conflict, ErrorCode::ChangedWhileAdopted, {.path = folder});
    addExtra(match, folder, cancel);
    for (QStringList *list : {&match.complete, &match.missing, &match.different, &match.extra})
        list->sort();
    return cancel.isCancelled() ? Result<FolderMatch>(fail(base::cancelledError())) : match;
}

FolderMatch lookByRecord(const store::Record &record, const QString &folder, const base::CancelToken &cancel)
{
    FolderMatch match{.record = record};
    const QStringList gaps = missingOrShort(record, folder, record.files.size());
    const QSet<QString> missing(gaps.cbegin(), gaps.cend());
    for (const store::RecordFile &file : record.files) {
        if (missing.contains(file.path)) {
            match.missing.append(file.path);
        } else if (record.different.contains(file.path)) {
            match.different.append(file.path);
        } else {
            match.complete.append(file.path);
            match.bytes = base::addBytes(match.bytes, file.size);
        }
    }
    addExtra(match, folder, cancel);
    for (QStringList *list : {&match.complete, &match.missing, &match.different, &match.extra})
        list->sort();
    return match;
}

QStringList weightsOf(const QList<store::RecordFile> &files)
{
    constexpr qint64 kSmallPart = 10;
    qint64 largest = 0;
    for (const store::RecordFile &file : files)
        largest = std::max(largest, file.oid ? file.size : 0);
    QStringList weights;
    for (const store::RecordFile &file : files) {
        if (file.oid && file.size > 0 && file.size >= largest / kSmallPart)
            weights.append(file.path);
    }
    return weights;
}

bool mayHoldWeights(const QList<store::RecordFile> &files, const QString &folder)
{
    return std::any_of(files.cbegin(), files.cend(), [&](const store::RecordFile &file) {
        const QFileInfo info(folder + u'/' + file.path);
        return file.oid && file.size > 0 && info.isFile() && info.size() == file.size;
    });
}

} // namespace weightyard::library
