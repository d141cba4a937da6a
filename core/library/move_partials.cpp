#include "library/move_partials.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/library_layout.h"
#include "store/wanted_objects.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Oid;
using base::Result;

namespace {

class PartialsMove
{
public:
    PartialsMove(const QString &from, const QString &to, const store::CopyProgress &progress,
                 const base::CancelToken &cancel)
        : m_from(store::stateOfLibrary(from).partials()),
          m_to(store::stateOfLibrary(to).partials()),
          m_work(store::stateOfLibrary(to).moving()),
          m_progress(progress),
          m_cancel(cancel)
    {}

    Result<void> run()
    {
        if (!QFileInfo(m_from).isDir())
            return {};
        Result<void> done = platform::makeFolderDurably(m_to, true);
        if (done)
            done = platform::makeFolder(m_work, true);
        const auto moved = objects();
        for (const Oid &oid : moved) {
            if (done)
                done = moveObject(oid);
        }
        const QStringList lists = store::wantedFilesIn(m_from);
        for (const QString &list : lists) { // behind the bytes they are about
            if (done)
                done = moveFile(list, m_to + u'/' + QFileInfo(list).fileName());
            if (done)
                done = platform::removeFile(list);
        }
        platform::removeEmptyFolder(m_work);
        return done ? platform::syncFolder(m_to) : done;
    }

private:
    QSet<Oid> objects() const
    {
        QSet<Oid> oids;
        const QFileInfoList files = QDir(m_from).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : files) {
            if (const auto oid = Oid::fromHex(file.completeBaseName().toLatin1()))
                oids.insert(*oid);
        }
        return oids;
    }

    // The journal comes last: it vouches for bytes.
    Result<void> moveObject(const Oid &oid) const
    {
        if (m_cancel.isCancelled())
            return fail(base::cancelledError());
        const qint64 here = store::bytesReceived(m_from, oid);
        const qint64 there = store::bytesReceived(m_to, oid);
        if (there > 0 && there >= here)
            return store::dropReceived(m_from, oid);
        Result<void> done;
        for (auto *path : {&store::objectPath, &store::partialPath, &store::journalPath}) {
            if (done)
                done = moveFile((*path)(m_from, oid), (*path)(m_to, oid));
        }
        return done ? store::dropReceived(m_from, oid) : done;
    }

    /// Across volumes the old one is still there afterwards.
    Result<void> moveFile(const QString &from, const QString &to) const
    {
        const auto source = platform::stateOf(from);
        const auto folder = platform::stateOf(m_to);
        if (!source)
            return {};
        if (folder && folder->volume == source->volume)
            return platform::renameOver(from, to);
        return store::copyChecked(from, to, store::copiedPart(m_work), {}, m_progress, m_cancel);
    }

    const QString m_from;
    const QString m_to;
    const QString m_work;
    const store::CopyProgress &m_progress;
    const base::CancelToken &m_cancel;
};

} // namespace

Result<void> movePartials(const QString &from, const QString &to, const store::CopyProgress &progress,
                          const base::CancelToken &cancel)
{
    return PartialsMove(from, to, progress, cancel).run();
}

} // namespace weightyard::library
