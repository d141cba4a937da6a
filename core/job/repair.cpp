#include "job/repair.h"

#include "base/error_code.h"
#include "base/log.h"
#include "git/clone.h"
#include "library/behind_link.h"
#include "library/picked_files.h"
#include "library/record_gaps.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/existing_files.h"

#include <limits>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isUnchanged(const std::optional<platform::FileState> &before, const platform::FileState &now)
{
    return before && before->kind == now.kind && before->size == now.size && before->volume == now.volume
           && before->fileId == now.fileId && before->mtimeSeconds == now.mtimeSeconds;
}

} // namespace

Result<Repair> Repair::begin(const store::DownloadLayout &place)
{
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    Repair repair;
    repair.m_record = record->value_or(store::Record());
    const QStringList gaps =
        library::missingOrShort(repair.m_record, place.target, std::numeric_limits<qsizetype>::max());
    for (const QString &path : gaps) {
        if (const auto link = library::behindLink(place.target, path))
            return fail(*link);
        repair.m_gaps.insert(path, platform::stateOf(place.target + u'/' + path));
    }
    return repair;
}

store::Record Repair::repairedRecord() const
{
    store::Record record = m_record;
    record.damaged.clear();
    record.different.removeIf([&](const QString &path) { return m_gaps.contains(path); });
    if (!m_more)
        return record;
    for (const store::RecordFile &file : m_more->files) {
        if (m_added.contains(file.path))
            record.files.append(file);
    }
    for (const QString &path : m_more->leftAsPointers) {
        if (m_added.contains(path))
            record.leftAsPointers.append(path);
    }
    record.picks = m_more->picks;
    record.leaving.removeIf([&](const store::RecordFile &file) { return m_added.contains(file.path); });
    return record;
}

void Repair::add(const store::Record &chosen)
{
    QSet<QString> known;
    for (const store::RecordFile &file : m_record.files)
        known.insert(file.path);
    for (const store::RecordFile &file : chosen.files) {
        if (!known.contains(file.path))
            m_added.insert(file.path);
    }
    m_more = chosen;
}

Result<QSet<QString>> Repair::intact(const store::DownloadLayout &place, const QList<store::TreeFile> &files,
                                     store::TreeSource &source, const base::CancelToken &cancel) const
{
    QSet<QString> intact;
    QList<store::TreeFile> added;
    for (const store::TreeFile &file : files) {
        if (m_added.contains(file.path))
            added.append(file);
        else if (!m_gaps.contains(file.path))
            intact.insert(file.path);
    }
    const Result<QSet<QString>> there = store::existingFiles(place, added, false, source, cancel);
    return there ? Result<QSet<QString>>(intact + *there) : there;
}

QList<store::TreeFile> Repair::missing(const QList<store::TreeFile> &files, const QSet<QString> &intact) const
{
    QList<store::TreeFile> missing = files;
    missing.removeIf([&](const store::TreeFile &file) { return intact.contains(file.path); });
    return missing;
}

Result<void> Repair::clear(const store::DownloadLayout &place) const
{
    for (auto gap = m_gaps.cbegin(); gap != m_gaps.cend(); ++gap) {
        const QString file = place.target + u'/' + gap.key();
        const std::optional<platform::FileState> state = platform::stateOf(file);
        if (!state || state->kind != platform::FileState::Kind::File)
            continue; // anything else is somebody's: the publisher names it
        if (!isUnchanged(gap.value(), *state) || !library::linkOnTheWay(place.target, gap.key()).isEmpty())
            return fail(ErrorKind::Conflict, ErrorCode::ChangedWhileMended, {.path = file});
        if (const Result<void> removed = platform::removeFile(file); !removed)
            return removed;
    }
    return {};
}

void Repair::tellGit(const git::Repository &repository, const store::DownloadLayout &place) const
{
    const std::optional<git::Clone> clone = m_record.withHistory ? git::cloneIn(place.target) : std::nullopt;
    if (!clone || clone->commit != repository.revision().commit)
        return;
    const QList<QString> gaps = m_gaps.keys();
    Result<void> told =
        m_more ? git::checkOutOnly(clone->gitDir, place.target, library::checkedOutPaths(repairedRecord()))
               : Result<void>();
    if (told)
        told = repository.refreshIndex(clone->gitDir, place.target,
                                       QSet<QString>(gaps.cbegin(), gaps.cend()) + m_added);
    if (!told)
        qCInfo(base::lcJob).noquote()
            << "the index of" << place.target << "stays as it is -" << base::describe(told.error());
}

} // namespace weightyard::job
