#include "library/verify_models.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "base/log.h"
#include "library/behind_link.h"
#include "library/hash_memory.h"
#include "library/record_gaps.h"
#include "store/lock_keeper.h"
#include "store/path_rules.h"
#include "store/prefix_hasher.h"

#include <QFileInfo>
#include <QHash>
#include <algorithm>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

struct Task {
    qsizetype model = 0;
    qsizetype file = 0; ///< of the model's record
    qint64 size = 0;
};

// Hashing takes memory, and nothing may be thrown out of a thread.
Result<bool> guardedMatches(const QString &path, const store::RecordFile &file,
                            const std::function<bool(qint64)> &progress)
{
    try {
        return file.oid ? store::Verifier::matches(path, *file.oid, file.size, progress)
                        : store::Verifier::matchesBlob(path, file.blob, file.size, progress);
    } catch (const std::exception &thrown) {
        return fail(base::thrownError(thrown));
    }
}

class Verification
{
public:
    Verification(const QList<InstalledModel> &models, const std::function<void(qint64, qint64)> &progress,
                 base::CancelToken cancel, HashMemory *memory)
        : m_progress(progress),
          m_cancel(std::move(cancel)),
          m_memory(memory)
    {
        for (qsizetype i = 0; i < models.size(); ++i)
            add(models[i], i);
        std::stable_sort(m_tasks.begin(), m_tasks.end(),
                         [](const Task &a, const Task &b) { return a.size > b.size; });
    }

    QList<ModelVerdict> run(int threads)
    {
        const qsizetype count =
            std::clamp<qsizetype>(static_cast<qsizetype>(m_tasks.size()), 1, std::max(threads, 1));
        std::vector<std::thread> workers;
        workers.reserve(static_cast<size_t>(count));
        try {
            for (qsizetype i = 1; i < count; ++i)
                workers.emplace_back([this] { work(); });
        } catch (const std::system_error &thrown) { // those that there are, and this one, do it
            qCInfo(base::lcLibrary) << "fewer threads than wanted:" << thrown.what();
        }
        work();
        for (std::thread &worker : workers)
            worker.join();
        return m_verdicts;
    }

private:
    void add(const InstalledModel &model, qsizetype index)
    {
        ModelVerdict verdict{.record = model.record,
                             .folder = model.folder,
                             .missing = {},
                             .damaged = {},
                             .recorded = model.recorded};
        for (qsizetype i = 0; i < model.record.files.size(); ++i) {
            const store::RecordFile &file = model.record.files[i];
            const QString path = model.folder + u'/' + file.path;
            const bool isPointer = model.record.leftAsPointers.contains(file.path);
            if (isPointer || (!file.isChecked() && !wasEmptied(file, path)))
                continue;
            if (!store::isTreePath(file.path)) {
                verdict.error = base::Error{.kind = ErrorKind::Unsafe,
                                            .cause = ErrorCode::RecordOutsideModel,
                                            .context = {.path = file.path}};
                continue;
            }
            const QFileInfo info(path);
            if (mayBeEdited(file) && info.isFile() && info.size() > 0 && info.size() != file.size) {
                (holdsBytes(info.filePath()) ? verdict.changed : verdict.damaged).append(file.path);
                continue;
            }
            if (!info.isFile() || info.size() != file.size) {
                verdict.missing.append(file.path);
                continue;
            }
            m_tasks.push_back({.model = index, .file = i, .size = file.size});
            m_total = base::addBytes(m_total, file.size);
        }
        m_verdicts.append(verdict);
    }

    void work()
    {
        for (;;) {
            Task task;
            store::RecordFile file;
            QString path;
            {
                const std::lock_guard lock(m_mutex);
                if (m_next == m_tasks.size() || m_cancel.isCancelled())
                    return;
                task = m_tasks[m_next++];
                file = m_verdicts[task.model].record.files[task.file];
                path = m_verdicts[task.model].folder + u'/' + file.path;
            }
            if (QFileInfo(path).isSymbolicLink()) // of the user's: the weights lie on another disk
                path = QFileInfo(path).canonicalFilePath();
            qint64 told = 0;
            const auto tell = [&](qint64 bytes) {
                const std::lock_guard lock(m_mutex);
                m_done += bytes - told;
                told = bytes;
                m_progress(m_done, m_total);
                return !m_cancel.isCancelled();
            };
            const Result<bool> matches = matchesNow(path, file, tell);
            const std::lock_guard lock(m_mutex);
            ModelVerdict &verdict = m_verdicts[task.model];
            verdict.bytes += told;
            if (!matches)
                verdict.error = matches.error();
            else if (!*matches)
                (mayBeEdited(file) && holdsBytes(path) ? verdict.changed : verdict.damaged).append(file.path);
        }
    }

    Result<bool> matchesNow(const QString &path, const store::RecordFile &file,
                            const std::function<bool(qint64)> &tell)
    {
        const HashedFile hashed = m_memory == nullptr ? HashedFile() : HashedFile::of(path, file);
        if (m_memory != nullptr && m_memory->has(hashed)) {
            tell(file.size);
            return true;
        }
        const Result<bool> matches = guardedMatches(path, file, tell);
        if (m_memory != nullptr && matches && *matches && hashed == HashedFile::of(path, file))
            m_memory->add(hashed);
        return matches;
    }

    const std::function<void(qint64, qint64)> &m_progress;
    const base::CancelToken m_cancel;
    HashMemory *const m_memory;
    std::vector<Task> m_tasks; ///< largest first; fixed once the threads run
    qint64 m_total = 0;
    std::mutex m_mutex; ///< what follows
    size_t m_next = 0;
    qint64 m_done = 0;
    QList<ModelVerdict> m_verdicts;
};

} // namespace

Result<QList<ModelVerdict>> verifyModels(const QList<InstalledModel> &models, int threads,
                                         const std::function<void(qint64, qint64)> &progress,
                                         const base::CancelToken &cancel, HashMemory *memory)
{
    QList<ModelVerdict> verdicts = Verification(models, progress, cancel, memory).run(threads);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    for (ModelVerdict &verdict : verdicts) {
        for (QStringList *list : {&verdict.damaged, &verdict.changed})
            list->sort();
        verdict.behindLinks = behindLinks(verdict.folder, verdict.damaged + verdict.missing);
    }
    return verdicts;
}

store::Record withDamage(const store::Record &record, const ModelVerdict &verdict, DamageNote note)
{
    store::Record noted = record;
    noted.damaged = verdict.damaged;
    if (note != DamageNote::ForGet)
        noted.damaged += verdict.missing;
    if (note == DamageNote::ForRepair)
        noted.damaged += verdict.changed;
    if (note != DamageNote::ForRepair)
        noted.damaged.removeIf([&](const QString &path) { return record.different.contains(path); });
    if (note == DamageNote::ForGet) {
        for (const QString &path : record.damaged) { // known before to be no good, and of another size
            if (verdict.missing.contains(path))
                noted.damaged.append(path);
        }
    }
    noted.damaged.sort();
    for (const QString &path : note == DamageNote::ForRepair ? QStringList() : verdict.changed) {
        if (!noted.different.contains(path))
            noted.different.append(path);
    }
    noted.different.removeIf([&](const QString &path) { // what was put right
        return !verdict.damaged.contains(path) && !verdict.missing.contains(path)
               && !verdict.changed.contains(path);
    });
    return noted;
}

Result<void> noteDamage(const ModelVerdict &verdict, const store::DownloadLayout &place,
                        store::LockKeeper &locks, DamageNote note)
{
    if (verdict.error || !verdict.recorded || withDamage(verdict.record, verdict, note) == verdict.record)
        return {};
    const Result<store::LockKeeper::Hold> hold = locks.holdInstalled(place);
    if (!hold)
        return fail(hold.error());
    const Result<std::optional<store::Record>> now = store::readRecord(place.recordFile);
    if (!now)
        return fail(now.error());
    if (!*now || (*now)->commit != verdict.record.commit)
        return {}; // another model took its place meanwhile
    return store::writeRecord(place.recordFile, withDamage(**now, verdict, note));
}

} // namespace weightyard::library
