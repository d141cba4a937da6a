#include "session/clean_state.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/oid.h"
#include "platform/file_allocation.h"
#include "platform/file_names.h"
#include "queue/queue_state.h"
#include "session/installed_choice.h"
#include "session/pending_changes.h"
#include "store/download_layout.h"
#include "store/library_layout.h"
#include "store/pending_change.h"
#include "store/safe_path.h"
#include "store/wanted_objects.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Oid;
using base::Result;

namespace {

/// Paths of models in this library that the window's list has.
Result<QSet<QString>> queuedModels(const CleanQuestion &question, const QString &folder)
{
    const auto jobs = queue::readQueue(base::ConfigLayout(question.configDir).queue());
    if (!jobs)
        return fail(jobs.error());
    QSet<QString> models;
    const QString library = QFileInfo(folder).canonicalFilePath();
    for (const queue::SavedJob &job : *jobs) {
        if (job.request.into.isEmpty() && QFileInfo(job.request.library).canonicalFilePath() == library)
            models.insert(job.request.location.modelPath);
    }
    return models;
}

/// The rows of one library's state folder.
class StateRows
{
public:
    StateRows(const CleanQuestion &question, QString library, QSet<QString> queued)
        : m_question(question),
          m_library(std::move(library)),
          m_state(store::stateOfLibrary(m_library)),
          m_queued(std::move(queued))
    {}

    QList<CleanRow> run()
    {
        addPartials();
        addStaging();
        for (const QFileInfo &one : QDir(m_state.previous()).entryInfoList(platform::kEveryEntry))
            addPrevious(one);
        for (const QString &left : {m_state.removed(), m_state.moving()}) {
            if (m_question.names.isEmpty() && QFileInfo::exists(left))
                add({.kind = CleanKind::Leftovers, .folder = left, .paths = {left}});
        }
        return m_rows;
    }

private:
    void add(CleanRow row)
    {
        row.library = m_library;
        measure(row);
        if (row.kind == CleanKind::Leftovers && row.bytes == 0)
            return; // an empty folder
        m_rows.append(row);
    }

    // An object that several downloads want is that one's which goes on, else the first one's.
    void addPartials()
    {
        const QString partials = m_state.partials();
        QHash<QString, store::WantedObjects> wanted = store::listWanted(partials);
        QStringList models = wanted.keys();
        std::sort(models.begin(), models.end(), [this](const QString &a, const QString &b) {
            const bool queued = m_queued.contains(a);
            return queued != m_queued.contains(b) ? queued : a < b;
        });
        QSet<QString> taken;
        for (const QString &model : std::as_const(models)) {
            CleanRow row{.kind = CleanKind::Partials, .modelPath = model, .folder = partials};
            row.isWanted = m_queued.contains(model);
            for (const Oid &oid : std::as_const(wanted[model].oids))
                take(row, oid, taken);
            row.paths.append(store::wantedFile(partials, model));
            if (isAsked(m_question, model, folderOf(model)))
                add(row);
        }
        CleanRow rest{.kind = CleanKind::Leftovers, .folder = partials};
        for (const QFileInfo &file : QDir(partials).entryInfoList(platform::kEveryEntry)) {
            const auto oid = Oid::fromHex(file.completeBaseName().toLatin1());
            if (oid && !taken.contains(oid->toString()))
                rest.paths.append(file.filePath());
        }
        if (!rest.paths.isEmpty() && m_question.names.isEmpty())
            add(rest);
    }

    void take(CleanRow &row, const Oid &oid, QSet<QString> &taken) const
    {
        if (taken.contains(oid.toString()))
            return;
        taken.insert(oid.toString());
        const QString partials = m_state.partials();
        for (const QString &path : {store::partialPath(partials, oid), store::journalPath(partials, oid),
                                    store::objectPath(partials, oid)}) {
            if (QFileInfo::exists(path))
                row.paths.append(path);
        }
    }

    void addStaging()
    {
        QSet<QString> kept;
        for (const QString &model : std::as_const(m_queued))
            kept.insert(store::fileStem(model));
        if (!m_question.names.isEmpty())
            return; // its folders tell no model by name
        for (const QFileInfo &one : QDir(m_state.staging()).entryInfoList(platform::kEveryEntry)) {
            if (one.isDir() && !one.isSymLink() && !kept.contains(one.fileName()))
                add({.kind = CleanKind::Leftovers, .folder = one.filePath(), .paths = {one.filePath()}});
        }
    }

    void addPrevious(const QFileInfo &one)
    {
        QString model;
        for (const store::Record &record : records()) {
            if (store::fileStem(record.modelPath) == one.fileName())
                model = record.modelPath;
        }
        if (isAsked(m_question, model, folderOf(model)))
            add({.kind = CleanKind::Previous,
                 .modelPath = model,
                 .folder = one.filePath(),
                 .paths = {one.filePath()}});
    }

    QString folderOf(const QString &model) const { return m_library + u'/' + model; }

    const QList<store::Record> &records()
    {
        if (!m_records)
            m_records = store::listRecords(m_state.records(), store::RecordsOf::Library).records;
        return *m_records;
    }

    const CleanQuestion &m_question;
    const QString m_library;
    const store::StateLayout m_state;
    const QSet<QString> m_queued;
    std::optional<QList<store::Record>> m_records;
    QList<CleanRow> m_rows;
};

// What was interrupted is ended first: the model is not to stay half in its folder, and only staging may have the other half.
Result<void> endChangeIn(const QString &stagingDir, const CleanRow &row, const CleanQuestion &question)
{
    Result<store::DownloadLayout> place = store::layoutInLibrary(row.library, u"any"_s, question.configDir);
    if (!place)
        return fail(place.error());
    place->stagingDir = stagingDir;
    const Result<QString> model = store::modelOfPendingChange(*place);
    if (!model)
        return fail(model.error());
    if (model->isEmpty())
        return {};
    // By its name: the library may be reached through a link.
    if (!store::isSafeModelPath(*model) || QFileInfo(stagingDir).fileName() != store::fileStem(*model))
        return fail(base::ErrorKind::Protocol, base::ErrorCode::NotOurMoves, {.path = stagingDir});
    const Result<store::DownloadLayout> real =
        store::layoutInLibrary(row.library, *model, question.configDir);
    if (!real)
        return fail(real.error());
    const Result<bool> ended = endChange(*real);
    return ended ? Result<void>() : fail(ended.error());
}

} // namespace

void measure(CleanRow &row)
{
    const auto add = [&row](const QString &path) {
        const platform::FileAllocation there = platform::allocationOf(path);
        row.bytes = base::addBytes(row.bytes, there.bytes);
        row.frees = base::addBytes(row.frees, there.freed);
    };
    for (const QString &path : std::as_const(row.paths)) {
        if (!QFileInfo(path).isDir() || QFileInfo(path).isSymLink()) {
            add(path);
            continue;
        }
        QDirIterator files(path, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext())
            add(files.next());
    }
}

bool isAsked(const CleanQuestion &question, const QString &modelPath, const QString &folder)
{
    return question.names.isEmpty()
           || std::any_of(question.names.cbegin(), question.names.cend(),
                          [&](const QString &name) { return isMeant(name, modelPath, folder); });
}

Result<QList<CleanRow>> cleanState(const CleanQuestion &question, const QString &library)
{
    const Result<QSet<QString>> queued = queuedModels(question, library);
    if (!queued)
        return fail(queued.error());
    return StateRows(question, library, *queued).run();
}

Result<qint64> cleanStateRow(const CleanRow &row, const CleanQuestion &question)
{
    const Result<QList<CleanRow>> rows = cleanState(question, row.library);
    if (!rows)
        return fail(rows.error());
    const auto now = std::find_if(rows->cbegin(), rows->cend(), [&](const CleanRow &one) {
        return one.kind == row.kind && one.modelPath == row.modelPath && one.folder == row.folder
               && one.isWanted == row.isWanted;
    });
    if (now == rows->cend())
        return 0; // a job has ended, or wants it again
    const bool isStaging =
        QFileInfo(row.folder).absolutePath() == store::stateOfLibrary(row.library).staging();
    if (const Result<void> ended = isStaging ? endChangeIn(row.folder, row, question) : Result<void>();
        !ended)
        return fail(ended.error());
    for (const QString &path : now->paths) {
        if (const Result<void> removed = platform::removeTree(path); !removed)
            return fail(removed.error());
    }
    return now->frees;
}

} // namespace weightyard::session
