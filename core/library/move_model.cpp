#include "library/move_model.h"

#include "base/error_code.h"
#include "git/clone.h"
#include "git/repository.h"
#include "library/clone_state.h"
#include "library/record_gaps.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/download_layout.h"
#include "store/library_layout.h"
#include "store/record.h"

#include <QFile>
#include <QFileInfo>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using store::FolderMoved;

namespace {

// What was copied has other inodes: without this git would read every file once.
void tellGit(const store::Record &record, const QString &folder, const base::CancelToken &cancel)
{
    const std::optional<git::Clone> clone = hasClone(record, folder) ? git::cloneIn(folder) : std::nullopt;
    if (!clone || clone->commit != record.commit)
        return;
    QSet<QString> paths;
    const QStringList changed = changedFiles(record, folder, ChangedBy::Bytes);
    for (const store::RecordFile &file : record.files) {
        if (!record.damaged.contains(file.path) && !changed.contains(file.path))
            paths.insert(file.path);
    }
    const auto repository = git::Repository::ofClone(*clone, cancel);
    if (repository)
        static_cast<void>((*repository)->refreshIndex(folder + u"/.git"_s, folder, paths));
}

/// One model from begin to end.
class ModelMove
{
public:
    ModelMove(const ModelToMove &model, const store::CopyProgress &progress, const base::CancelToken &cancel)
        : m_model(model),
          m_from(store::stateOfLibrary(model.from)),
          m_to(store::stateOfLibrary(model.to)),
          m_progress(progress),
          m_cancel(cancel)
    {}

    Result<FolderMoved> run()
    {
        const Result<std::optional<store::Record>> record = store::readRecord(recordIn(m_from));
        if (!record)
            return fail(record.error());
        m_record = *record;
        const QString folder = m_model.from + u'/' + m_model.modelPath;
        const QString real = QFileInfo(folder).canonicalFilePath();
        const bool isLinked = QFileInfo(folder).isSymLink() || (!real.isEmpty() && real != folder);
        const Result<FolderMoved> moved = isLinked ? moveLink(folder, real) : moveTree(folder);
        if (!moved)
            return moved;
        Result<void> done = moveOf(store::previousFolder(m_from.previous(), m_model.modelPath),
                                   store::previousFolder(m_to.previous(), m_model.modelPath));
        const QString stem = u'/' + store::fileStem(m_model.modelPath);
        if (done)
            done = moveOf(m_from.staging() + stem, m_to.staging() + stem);
        if (done)
            done = platform::removeFile(recordIn(m_from));
        if (!done)
            return fail(done.error());
        removeEmptyFoldersAbove(folder);
        return moved;
    }

private:
    QString recordIn(const store::StateLayout &state) const
    {
        return store::recordFile(state.records(), m_model.modelPath);
    }

    // Without its folder it says nothing.
    Result<void> writeRecord() const
    {
        return m_record ? store::writeRecord(recordIn(m_to), *m_record) : Result<void>();
    }

    store::FolderMove moveTo(const QString &from, const QString &to) const
    {
        return {.from = from,
                .to = to,
                .work = m_to.moving() + u'/' + store::fileStem(m_model.modelPath),
                .aside = m_from.removed()};
    }

    Result<FolderMoved> moveTree(const QString &folder) const
    {
        const QString to = m_model.to + u'/' + m_model.modelPath;
        store::FolderMove move = moveTo(folder, to);
        for (const store::RecordFile &file : m_record ? m_record->files : QList<store::RecordFile>()) {
            if (file.oid)
                move.oids.insert(file.path, *file.oid);
        }
        move.beforeItAppears = [&](const QString &copy) {
            if (m_record && copy != folder && copy != to)
                tellGit(*m_record, copy, m_cancel);
            return writeRecord();
        };
        const Result<FolderMoved> moved = store::moveFolder(move, m_progress, m_cancel);
        if (!moved || *moved != FolderMoved::Absent || !platform::stateOf(to))
            return moved;
        // It came along with a folder above it, or a kill left its record behind.
        if (platform::stateOf(recordIn(m_to)))
            return moved;
        const Result<void> written = writeRecord();
        return written ? moved : fail(written.error());
    }

    // What the link leads to stays where it is.
    Result<FolderMoved> moveLink(const QString &folder, const QString &real) const
    {
        const QString to = m_model.to + u'/' + m_model.modelPath;
        const bool isOurs =
            QFileInfo(folder).isSymLink() && !real.isEmpty() && !real.startsWith(m_model.from + u'/');
        if (!isOurs)
            return fail(ErrorKind::Conflict, ErrorCode::FileOrLinkForFolder, {.path = folder});
        Result<void> done = platform::makeFolderDurably(QFileInfo(to).absolutePath());
        if (done)
            done = writeRecord();
        const bool isThere = QFileInfo(to).canonicalFilePath() == real;
        if (done && !isThere)
            done = platform::makeLink(to, QFile::encodeName(real));
        if (done)
            done = platform::syncFolder(QFileInfo(to).absolutePath());
        if (done)
            done = platform::removeFile(folder);
        return done ? Result<FolderMoved>(isThere ? FolderMoved::WasThere : FolderMoved::Renamed)
                    : fail(done.error());
    }

    Result<void> moveOf(const QString &from, const QString &to) const
    {
        const Result<FolderMoved> moved = store::moveFolder(moveTo(from, to), m_progress, m_cancel);
        return moved ? Result<void>() : fail(moved.error());
    }

    void removeEmptyFoldersAbove(const QString &folder) const
    {
        for (QString above = QFileInfo(folder).absolutePath(); above.startsWith(m_model.from + u'/');
             above = QFileInfo(above).absolutePath())
            platform::removeEmptyFolder(above);
    }

    const ModelToMove &m_model;
    const store::StateLayout m_from;
    const store::StateLayout m_to;
    const store::CopyProgress &m_progress;
    const base::CancelToken &m_cancel;
    std::optional<store::Record> m_record;
};

} // namespace

Result<FolderMoved> moveModel(const ModelToMove &model, const store::CopyProgress &progress,
                              const base::CancelToken &cancel)
{
    return ModelMove(model, progress, cancel).run();
}

} // namespace weightyard::library
