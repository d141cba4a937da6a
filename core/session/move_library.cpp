#include "session/move_library.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "job/library_wait.h"
#include "library/library_scan.h"
#include "library/move_model.h"
#include "library/move_partials.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "session/move_settings.h"
#include "session/pending_changes.h"
#include "store/library_layout.h"
#include "store/space.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <algorithm>
#include <utility>
#include <vector>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::ModelOnDisk;
using library::OnDisk;
using store::FolderMoved;

namespace {

bool isModel(const ModelOnDisk &model)
{
    return model.state == OnDisk::Here || model.state == OnDisk::HereUnverified
           || model.state == OnDisk::Incomplete;
}

qint64 bytesOf(const ModelOnDisk &model)
{
    return base::addBytes(model.bytes, model.historyBytes);
}

// By model; what belongs to no model is not among them.
QList<UnfinishedMove> unfinishedOf(const library::LibraryContents &contents, bool stays)
{
    QList<UnfinishedMove> unfinished;
    for (const ModelOnDisk &model : contents.models) {
        if (model.partialBytes > 0)
            unfinished.append({.modelPath = model.modelPath, .bytes = model.partialBytes, .stays = stays});
    }
    std::sort(unfinished.begin(), unfinished.end(),
              [](const auto &one, const auto &other) { return one.modelPath < other.modelPath; });
    return unfinished;
}

/// One move of all models from begin to end.
class LibraryMover
{
public:
    LibraryMover(const LibraryMove &move, const MoveListener &listener, const base::CancelToken &cancel)
        : m_move(move),
          m_listener(listener),
          m_cancel(cancel)
    {}

    Result<LibraryMoved> run()
    {
        m_moved.to = m_move.to;
        m_moved.settings = m_move.settings;
        if (!m_move.dryRun) { // what others finish meanwhile comes along, too
            if (const Result<void> held = hold(m_move.from); !held)
                return fail(held.error());
        }
        if (const Result<void> found = findModels(); !found)
            return fail(found.error());
        if (m_move.dryRun)
            return told();
        if (const Result<void> ready = makeReady(); !ready)
            return fail(ready.error());
        moveModels();
        if (m_cancel.isCancelled())
            return fail(base::cancelledError());
        if (const Result<void> done = moveRest(); !done)
            return fail(done.error());
        const bool isEmpty = m_staying.isEmpty() && m_moved.errors.isEmpty() && !m_hasOthers;
        if (const Result<void> kept = keepMove(m_move, !isEmpty, m_moved.settings); !kept)
            return fail(kept.error());
        removeOldState(isEmpty);
        return m_moved;
    }

private:
    // What a program was killed in is brought to its end first: then each model is one folder.
    Result<void> findModels()
    {
        m_from = QFileInfo(m_move.from).canonicalFilePath();
        const InstalledModels installed = installedModels({m_move.from}, m_move.configDir);
        QSet<QString> elsewhere; // folders of the user's that happen to lie here
        for (const library::InstalledModel &model : installed.models) {
            if (QDir::isAbsolutePath(model.record.folder))
                elsewhere.insert(QFileInfo(model.folder).canonicalFilePath());
            else if (const auto ended = m_move.dryRun ? Result<bool>(false)
                                                      : endHeldSwap(model, m_move.from, m_move.configDir);
                     !ended)
                return fail(ended.error());
        }
        const Result<library::LibraryContents> contents = library::scanLibrary(m_move.from, {}, m_cancel);
        if (!contents)
            return fail(contents.error());
        m_moved.errors = contents->unreadable;
        m_moved.unfinished = unfinishedOf(*contents, false);
        QStringList paths = contents->models.keys();
        paths.sort(); // a model before those in folders below its own
        for (const QString &path : std::as_const(paths)) {
            const ModelOnDisk model = contents->models.value(path);
            const bool isElsewhere = elsewhere.contains(QFileInfo(model.folder).canonicalFilePath());
            m_hasOthers = m_hasOthers || (model.state == OnDisk::NotRecognised && !isElsewhere);
            if (isElsewhere || model.state == OnDisk::NotRecognised)
                m_moved.staying.append(model.folder);
            else if (isModel(model))
                m_models.append(model);
            else
                m_gone.append(path);
            m_total = base::addBytes(m_total, isModel(model) ? bytesOf(model) : model.partialBytes);
        }
        return {};
    }

    LibraryMoved told()
    {
        for (const ModelOnDisk &model : std::as_const(m_models)) {
            m_moved.models.append({.modelPath = model.modelPath,
                                   .bytes = bytesOf(model),
                                   .how = isOnOneVolume() ? FolderMoved::Renamed : FolderMoved::Copied});
            if (m_listener.moved)
                m_listener.moved(m_moved.models.last());
        }
        return m_moved;
    }

    bool isOnOneVolume() const
    {
        const auto from = platform::stateOf(m_from);
        const auto to =
            platform::stateOf(QFileInfo(platform::nearestExisting(m_move.to)).canonicalFilePath());
        return from && to && from->volume == to->volume;
    }

    Result<void> makeReady()
    {
        const qint64 copied = isOnOneVolume() ? 0 : m_total;
        Result<store::SpaceLedger::Reservation> room = m_space.reserve(m_move.to, missingOf(copied));
        if (!room)
            return fail(room.error());
        m_room = *std::move(room);
        if (const Result<void> apart = checkApart(m_move.from, m_move.to); !apart)
            return apart;
        if (const Result<void> held = hold(m_move.to); !held)
            return held;
        m_to = QFileInfo(m_move.to).canonicalFilePath();
        return keepBegin(m_move, m_moved.settings);
    }

    // What an earlier run has copied takes its room already.
    qint64 missingOf(qint64 bytes) const
    {
        QDirIterator files(store::stateOfLibrary(m_move.to).moving(),
                           QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext())
            bytes -= store::bytesOnDisk(files.next());
        return std::max<qint64>(bytes, 0);
    }

    Result<void> hold(const QString &library)
    {
        const Result<store::DownloadLayout> place =
            store::layoutInLibrary(library, u"any"_s, m_move.configDir);
        if (!place)
            return fail(place.error());
        bool isTold = false;
        for (;;) {
            Result<store::LockKeeper::Hold> held = m_locks.prepareAndHold(*place);
            if (held) {
                m_holds.push_back(*std::move(held));
                platform::removeEmptyFolder(place->stagingDir);
                return {};
            }
            if (held.error().kind != ErrorKind::Busy || m_move.failIfBusy)
                return fail(held.error());
            if (!std::exchange(isTold, true) && m_listener.waiting)
                m_listener.waiting(held.error());
            if (const Result<void> free = job::waitForLibrary(*place, m_locks, m_cancel); !free)
                return free;
        }
    }

    void progress(qint64 bytes)
    {
        m_done = base::addBytes(m_done, bytes);
        if (m_listener.progress)
            m_listener.progress(std::clamp<qint64>(m_done, 0, m_total), m_total);
    }

    void moveModels()
    {
        for (const ModelOnDisk &model : std::as_const(m_models)) {
            const qint64 before = m_done;
            const Result<FolderMoved> how = moveOne(model.modelPath);
            m_done = before;
            if (m_cancel.isCancelled())
                return;
            progress(bytesOf(model));
            MovedModel moved{.modelPath = model.modelPath, .bytes = bytesOf(model)};
            if (how) {
                moved.how = *how == FolderMoved::Absent ? FolderMoved::Renamed : *how;
                if (*how == FolderMoved::Copied)
                    m_moved.bytesCopied = base::addBytes(m_moved.bytesCopied, moved.bytes);
            } else {
                moved.error = how.error();
                m_moved.errors.append(how.error());
                m_staying.insert(store::fileStem(model.modelPath));
            }
            m_moved.models.append(moved);
            if (m_listener.moved)
                m_listener.moved(moved);
        }
    }

    Result<FolderMoved> moveOne(const QString &modelPath)
    {
        return library::moveModel(
            {.modelPath = modelPath, .from = m_from, .to = m_to}, [this](qint64 bytes) { progress(bytes); },
            m_cancel);
    }

    // What belongs to no model that is here: unfinished downloads, and records whose folders have gone.
    Result<void> moveRest()
    {
        const auto tell = [this](qint64 bytes) { progress(bytes); };
        Result<void> done = library::movePartials(m_from, m_to, tell, m_cancel);
        const store::StateLayout from = store::stateOfLibrary(m_from);
        const store::StateLayout to = store::stateOfLibrary(m_to);
        const QFileInfoList staged = QDir(from.staging()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QFileInfo &one : staged) {
            if (!done || m_staying.contains(one.fileName()))
                continue;
            const Result<FolderMoved> moved = store::moveFolder({.from = one.filePath(),
                                                                 .to = to.staging() + u'/' + one.fileName(),
                                                                 .work = to.moving() + u'/' + one.fileName(),
                                                                 .aside = from.removed()},
                                                                tell, m_cancel);
            if (!moved)
                done = fail(moved.error());
        }
        for (const QString &path : std::as_const(m_gone)) {
            const Result<FolderMoved> moved = done ? moveOne(path) : fail(done.error());
            if (!moved)
                done = fail(moved.error());
        }
        if (done && m_move.movesQueue)
            done = moveQueue(m_move);
        return done;
    }

    // Nothing in it says anything any more. Where models stay it is still theirs.
    void removeOldState(bool isEmpty)
    {
        platform::removeEmptyFolder(store::stateOfLibrary(m_to).moving());
        if (!isEmpty)
            return;
        const store::StateLayout state = store::stateOfLibrary(m_from);
        for (const QString &folder : {state.partials(), state.staging(), state.removed(), state.moving()})
            static_cast<void>(platform::removeTree(folder));
        platform::removeEmptyFolder(state.records());
        platform::removeEmptyFolder(state.previous());
        if (QDir(state.folder()).entryList(platform::kEveryEntry).size() > 2) // besides its mark and its lock
            return;
        static_cast<void>(platform::removeFile(state.libraryMark()));
        m_holds.clear();
        // Another program may have begun something in this moment: what it has made stays.
        if (QDir(state.folder()).entryList(platform::kEveryEntry).size() > 1)
            return;
        static_cast<void>(platform::removeFile(state.lock()));
        platform::removeEmptyFolder(state.folder());
        if (m_from == m_move.from) // else what leads here would lead nowhere
            platform::removeEmptyFolder(m_from);
    }

    const LibraryMove &m_move;
    const MoveListener &m_listener;
    const base::CancelToken &m_cancel;
    QString m_from; ///< canonical
    QString m_to;   ///< likewise
    QList<ModelOnDisk> m_models;
    QStringList m_gone;       ///< model paths that have a record or a download, and no folder
    QSet<QString> m_staying;  ///< stems of models that could not be moved
    bool m_hasOthers = false; ///< folders that are shown as what they are, and stay
    qint64 m_total = 0;
    qint64 m_done = 0;
    store::LockKeeper m_locks; ///< of its own: downloads of this process wait, too
    std::vector<store::LockKeeper::Hold> m_holds;
    store::SpaceLedger m_space;
    store::SpaceLedger::Reservation m_room;
    LibraryMoved m_moved;
};

// The models stay where they are.
Result<LibraryMoved> switchLibrary(const LibraryMove &move, const base::CancelToken &cancel)
{
    LibraryMoved moved{.to = move.to, .settings = move.settings};
    if (const auto contents = library::scanLibrary(move.from, {}, cancel);
        contents && !isSameFolder(move.from, move.to))
        moved.unfinished = unfinishedOf(*contents, true);
    if (move.dryRun)
        return moved;
    const Result<store::DownloadLayout> place = store::layoutInLibrary(move.to, u"any"_s, move.configDir);
    Result<void> done = place ? store::prepare(*place) : fail(place.error());
    if (done)
        platform::removeEmptyFolder(place->stagingDir);
    if (done)
        done = keepMove(move, move.old == OldLibrary::Leave, moved.settings);
    return done ? Result<LibraryMoved>(moved) : fail(done.error());
}

} // namespace

Result<LibraryMoved> moveLibrary(const LibraryMove &move, const MoveListener &listener,
                                 const base::CancelToken &cancel)
{
    if (const Result<void> sound = checkMove(move); !sound)
        return fail(sound.error());
    const bool isThere = QFileInfo(move.from).isDir();
    if (move.old != OldLibrary::Move || isSameFolder(move.from, move.to) || !isThere)
        return switchLibrary(move, cancel);
    return LibraryMover(move, listener, cancel).run();
}

} // namespace weightyard::session
