// PublishScene: a folder in which store_trace publishes the sample model, and what must be true of it whenever that is
// broken off.
//   "library": into a library; "absent": into a folder that is not there; "foreign": into one that has somebody's files.
// For tests of core/store only. One thread.
#pragma once

#include "platform/file_names.h"
#include "store_model.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

namespace weightyard::test {

constexpr qint64 kSampleObjectBytes = 255'000;

// Nothing here reaches a disk in time: memory is as good, and faster.
inline QString scratchFolder()
{
    return QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath();
}

class PublishScene
{
public:
    PublishScene(const QString &kind, bool history)
        : m_dir(scratchFolder() + QStringLiteral("/weightyard-scene-XXXXXX")),
          m_kind(kind),
          m_history(history)
    {
        if (!m_dir.isValid())
            qFatal("no temporary folder");
        if (hasForeignFiles())
            valueOf(platform::makeFolder(target() + QStringLiteral("/notes")));
        if (hasForeignFiles())
            valueOf(platform::writeDurably(foreignFile(), "mine"));
    }

    QStringList arguments() const
    {
        const QString verb =
            m_kind == QLatin1StringView("library") ? QStringLiteral("library") : QStringLiteral("into");
        return {verb, m_dir.path(), m_history ? QStringLiteral("history") : QStringLiteral("plain")};
    }
    QString root() const { return m_dir.path(); }
    QString target() const
    {
        return root()
               + (m_kind == QLatin1StringView("library") ? QStringLiteral("/library/owner/name")
                                                         : QStringLiteral("/target"));
    }

    StoreModel &model() { return m_model; }
    const StoreModel &model() const { return m_model; }
    store::DownloadLayout place() const
    {
        if (m_kind == QLatin1StringView("library"))
            return valueOf(
                store::layoutInLibrary(root() + QStringLiteral("/library"), QStringLiteral("owner/name")));
        return valueOf(
            store::layoutInFolder(root() + QStringLiteral("/target"), root() + QStringLiteral("/config")));
    }
    /// The files were rebuilt by the test: their stat data is not what the index says any more.
    void ignoreIndex() { m_checkIndex = false; }

    /// An hour, for the files of the target: the next run waits for none to be older than its index. Not once there is an index, which
    /// knows their times.
    void letTimePass() const
    {
        QStringList paths;
        QDirIterator files(root(), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            paths.append(files.next());
            if (m_checkIndex && files.fileName() == QLatin1StringView("index"))
                return;
        }
        timespec anHourAgo{};
        anHourAgo.tv_sec = QDateTime::currentSecsSinceEpoch() - 3600;
        const timespec times[] = {anHourAgo, anHourAgo};
        for (const QString &path : paths) {
            if (path.startsWith(target() + u'/')) // of links, too
                ::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, AT_SYMLINK_NOFOLLOW);
        }
    }

    /// What is wrong with what a reader finds now, whenever that is.
    QString wrongAtAnyTime() const
    {
        if (!hasForeignFiles())
            return !QFileInfo::exists(target()) ? QString() : differences();
        if (const auto mine = platform::readWhole(foreignFile(), 100); !mine || *mine != "mine")
            return QStringLiteral("the foreign file changed");
        // Loaders start from these two.
        const bool looksComplete =
            QFileInfo::exists(target() + QStringLiteral("/config.json"))
            || QFileInfo::exists(target() + QStringLiteral("/model.safetensors.index.json"));
        for (const store::TreeFile &file : m_model.files()) {
            if (looksComplete && file.object && !QFileInfo::exists(target() + u'/' + file.path))
                return file.path + QStringLiteral(" is missing beside config.json");
        }
        return {};
    }
    QString wrongAtTheEnd() const
    {
        if (const QString difference = differences(); !difference.isEmpty())
            return difference;
        if (const QString wrong = wrongAtAnyTime(); !wrong.isEmpty())
            return wrong;
        QDirIterator left(root(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                          QDirIterator::Subdirectories);
        int records = 0;
        while (left.hasNext()) {
            const QString path = left.next();
            records += path.contains(QStringLiteral("/records/")) ? 1 : 0;
            if (path.contains(QStringLiteral("/staging/owner")) || path.endsWith(QStringLiteral(".object"))
                || path.endsWith(QStringLiteral(".journal")) || path.endsWith(QStringLiteral(".new"))
                || (m_kind != QLatin1StringView("library") && path.contains(QStringLiteral(".weightyard"))))
                return path + QStringLiteral(" was left");
        }
        return records == 1 ? QString() : QStringLiteral("%1 records").arg(records);
    }
    /// Bytes of objects that are whole somewhere: none of them may be fetched again.
    qint64 bytesOfWholeObjects() const
    {
        QSet<base::Oid> found;
        qint64 sum = 0;
        QDirIterator files(root(), QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(QStringLiteral(".partial")))
                continue;
            const QByteArray bytes = valueOf(platform::readWhole(path, 1 << 20)).value_or(QByteArray());
            const base::Oid oid = oidOf(bytes);
            const bool isObject =
                std::any_of(m_model.files().cbegin(), m_model.files().cend(),
                            [&](const store::TreeFile &file) { return file.object == oid; });
            if (isObject && !found.contains(oid))
                sum += bytes.size();
            found.insert(oid);
        }
        return sum;
    }

private:
    QString differences() const
    {
        return m_checkIndex ? m_model.differences(target(), m_history)
                            : m_model.contentDifferences(target(), m_history);
    }
    bool hasForeignFiles() const { return m_kind == QLatin1StringView("foreign"); }
    QString foreignFile() const { return target() + QStringLiteral("/notes/mine.txt"); }

    QTemporaryDir m_dir;
    const QString m_kind;
    const bool m_history;
    StoreModel m_model = sampleModel();
    bool m_checkIndex = true;
};

} // namespace weightyard::test
