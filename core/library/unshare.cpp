#include "library/unshare.h"

#include "base/error_code.h"
#include "library/share_record.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using platform::FileState;

namespace {

constexpr qint64 kRefLength = 256;

// "models--a--b/snapshots/<commit>/..."
QString snapshotOf(const QString &path)
{
    return path.section(u'/', 1, 1) == "snapshots"_L1 ? path.section(u'/', 0, 2) : QString();
}

class Unsharing
{
public:
    Unsharing(ShareRecord record, bool dryRun) : m_record(std::move(record)), m_dryRun(dryRun) {}

    Result<UnshareOutcome> run()
    {
        findUsed();
        // Before anything goes: what cannot be read may need any of it.
        if (const Result<QSet<QString>> used = blobsInUse(); !used)
            return fail(used.error());
        if (m_error)
            return fail(*m_error);
        takeTexts();
        takeLinks();
        takeFiles();
        removeFolders();
        m_outcome.kept.sort();
        if (m_error)
            return fail(*m_error);
        return m_outcome;
    }

    /// What stays of it because another program uses it.
    const ShareRecord &left() const { return m_left; }

private:
    QString placeOf(const QString &path) const { return m_record.place + u'/' + path; }

    // A branch or tag that the other program has written for the same commit: it would lead to nothing.
    void findUsed()
    {
        QSet<QString> own;
        for (const SharedText &text : m_record.texts)
            own.insert(text.path);
        QSet<QString> snapshots;
        for (const SharedText &link : m_record.links)
            snapshots.insert(snapshotOf(link.path));
        for (const QString &snapshot : std::as_const(snapshots)) {
            const QString repo = snapshot.section(u'/', 0, 0);
            QDirIterator refs(placeOf(repo) + u"/refs"_s, QDir::Files | QDir::Hidden,
                              QDirIterator::Subdirectories);
            while (refs.hasNext()) {
                const auto text = platform::readWhole(refs.next(), kRefLength);
                const QString path = refs.filePath().mid(m_record.place.size() + 1);
                const bool isNoRef = refs.fileInfo().isSymLink() // a link, or too long for one
                                     || (!text && text.error().kind == base::ErrorKind::Protocol);
                if (!text && !isNoRef)
                    m_error = text.error();
                if (text && *text && QString::fromLatin1(**text).trimmed() == snapshot.section(u'/', 2, 2)
                    && !own.contains(path))
                    m_used.insert(snapshot);
            }
        }
    }

    void takeTexts()
    {
        for (const SharedText &text : m_record.texts) {
            const auto here = platform::readWhole(placeOf(text.path), text.text.size());
            if (here && !*here)
                continue;
            const bool isTreeInUse = std::any_of(m_used.cbegin(), m_used.cend(), [&](const QString &used) {
                return text.path.startsWith(used.section(u'/', 0, 0) + u"/trees/"_s
                                            + used.section(u'/', 2, 2));
            });
            if (isTreeInUse)
                keep(text.path, m_left.texts, text);
            else if (here && **here == text.text)
                remove(text.path);
            else
                m_outcome.kept.append(text.path);
        }
    }

    void takeLinks()
    {
        for (const SharedText &link : m_record.links) {
            const std::optional<FileState> state = platform::stateOf(placeOf(link.path));
            if (!state)
                continue;
            if (m_used.contains(snapshotOf(link.path))) {
                keep(link.path, m_left.links, link);
            } else if (state->kind == FileState::Kind::Link) {
                const Result<QByteArray> target = platform::readLink(placeOf(link.path));
                if (target && *target == link.text)
                    remove(link.path);
                else
                    m_outcome.kept.append(link.path);
            } else if (isSameAsBlob(link, *state)) { // a volume without links
                remove(link.path);
            } else {
                m_outcome.kept.append(link.path);
            }
        }
    }

    bool isSameAsBlob(const SharedText &link, const FileState &state) const
    {
        const QString folder = QFileInfo(placeOf(link.path)).absolutePath();
        const std::optional<FileState> blob =
            platform::stateOf(QDir::cleanPath(folder + u'/' + QString::fromUtf8(link.text)));
        return blob && blob->size == state.size
               && (blob->fileId == state.fileId || blob->mtimeSeconds == state.mtimeSeconds);
    }

    // Blobs to which a snapshot leads that is not ours, or not any more.
    Result<QSet<QString>> blobsInUse() const
    {
        QSet<QString> blobs;
        QSet<QString> repos;
        for (const SharedText &link : m_record.links)
            repos.insert(link.path.section(u'/', 0, 0));
        for (const QString &repo : std::as_const(repos)) {
            if (const Result<void> listed = platform::checkNames(placeOf(repo) + u"/snapshots"_s); !listed)
                return fail(listed.error());
            QDirIterator all(placeOf(repo) + u"/snapshots"_s, QDir::Files | QDir::Hidden | QDir::System,
                             QDirIterator::Subdirectories);
            while (all.hasNext()) {
                const QString path = all.next();
                const Result<QByteArray> target =
                    all.fileInfo().isSymLink() ? platform::readLink(path) : QByteArray();
                const bool isGoing = m_dryRun && m_going.contains(path.mid(m_record.place.size() + 1));
                if (!target) // it may lead to any of them
                    return fail(target.error());
                if (!target->isEmpty() && !isGoing)
                    blobs.insert(
                        QDir::cleanPath(all.fileInfo().absolutePath() + u'/' + QFile::decodeName(*target)));
            }
        }
        return blobs;
    }

    void takeFiles()
    {
        const Result<QSet<QString>> used = blobsInUse();
        if (!used) {
            m_error = used.error();
            return;
        }
        for (const SharedFile &file : m_record.files) {
            const std::optional<FileState> state = platform::stateOf(placeOf(file.path));
            if (!state)
                continue;
            if (used->contains(QDir::cleanPath(placeOf(file.path))))
                keep(file.path, m_left.files, file);
            else if (state->kind == FileState::Kind::File && state->size == file.size
                     && state->mtimeSeconds == file.mtimeSeconds)
                remove(file.path);
            else
                m_outcome.kept.append(file.path);
        }
    }

    template<typename Item>
    void keep(const QString &path, QList<Item> &left, const Item &item)
    {
        m_outcome.kept.append(path);
        left.append(item);
    }

    void remove(const QString &path)
    {
        const Result<void> removed = m_dryRun ? Result<void>() : platform::removeFile(placeOf(path));
        if (!removed)
            m_error = removed.error();
        m_outcome.removed += 1;
        m_going.insert(path);
    }

    // Folders in which nothing is any more, the deepest first. One of the cache's repositories goes as a whole, or not at all:
    // without "refs" or "snapshots" it counts as damaged.
    void removeFolders() const
    {
        if (m_dryRun)
            return;
        QStringList paths; // also of what an earlier run removed that was killed
        for (const SharedText &text : m_record.texts + m_record.links)
            paths.append(text.path);
        for (const SharedFile &file : m_record.files)
            paths.append(file.path);
        QSet<QString> folders;
        for (const QString &path : std::as_const(paths)) {
            for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0;
                 slash = path.lastIndexOf(u'/', slash - 1))
                folders.insert(path.left(slash));
        }
        QStringList deepest(folders.cbegin(), folders.cend());
        std::sort(deepest.begin(), deepest.end(), [](const QString &a, const QString &b) {
            return std::pair(-a.count(u'/'), a) < std::pair(-b.count(u'/'), b);
        });
        for (const QString &folder : std::as_const(deepest)) {
            const bool isPartOfRepo = folder.count(u'/') == 1 && isHubCache();
            if (!isPartOfRepo && !(isHubCache() && folder.count(u'/') == 0))
                platform::removeEmptyFolder(placeOf(folder));
            else if (!isPartOfRepo)
                removeRepo(folder);
        }
    }

    bool isHubCache() const { return m_record.tool == foreignToolName(ForeignTool::HubCache); }

    void removeRepo(const QString &repo) const
    {
        for (const char *part : {"/blobs", "/snapshots"}) {
            const QDir folder(placeOf(repo) + QLatin1StringView(part));
            if (folder.exists() && !folder.isEmpty(platform::kEveryEntry))
                return;
        }
        for (const char *part : {"/trees", "/refs", "/snapshots", "/blobs", ""})
            platform::removeEmptyFolder(placeOf(repo) + QLatin1StringView(part));
    }

    const ShareRecord m_record;
    const bool m_dryRun;
    QSet<QString> m_used; ///< snapshots
    QSet<QString> m_going;
    ShareRecord m_left;
    UnshareOutcome m_outcome;
    std::optional<base::Error> m_error;
};

} // namespace

Result<UnshareOutcome> unshare(const QString &recordFile, const QString &modelPath, ForeignTool tool,
                               bool dryRun)
{
    const Result<std::optional<ShareRecord>> record = readShare(recordFile);
    if (!record)
        return fail(record.error());
    if (!*record)
        return fail(ErrorKind::NotFound, Cause(ErrorCode::NotShared, modelPath, foreignToolName(tool)));
    Unsharing unsharing(**record, dryRun);
    const Result<UnshareOutcome> outcome = unsharing.run();
    if (!outcome || dryRun)
        return outcome;
    ShareRecord left = unsharing.left();
    left.tool = (*record)->tool;
    left.modelPath = (*record)->modelPath;
    left.place = (*record)->place;
    const Result<void> noted =
        left.isEmpty() ? platform::removeFile(recordFile) : writeShare(recordFile, left);
    return noted ? outcome : fail(noted.error());
}

} // namespace weightyard::library
