#include "library/share_hub_cache.h"

#include "base/error_code.h"
#include "library/hub_cache.h"
#include "library/sharer.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/path_rules.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr auto kBranches = "refs/heads/"_L1;
constexpr qint64 kStillWritten = 60; // seconds: what is younger is somebody's at work
constexpr qint64 kCommitText = 256;

bool isOnHub(const store::Record &record)
{
    QString path = QUrl(record.url).path().mid(1);
    if (path.endsWith(".git"_L1))
        path.chop(4);
    return path == record.modelPath && modelPathOfHubCache(hubCacheFolderName(path)) == path;
}

bool isCommitId(const QString &text)
{
    return text.size() == 40 && QByteArray::fromHex(text.toLatin1()).size() == 20;
}

// "main": of a model that was asked for by its branch, or without a revision.
QString branchOf(const store::Record &record)
{
    const QString branch = record.ref.startsWith(kBranches) ? record.ref.mid(kBranches.size()) : QString();
    return store::isTreePath(branch) ? branch : QString();
}

// All files of the commit, as huggingface_hub's _tree_cache.py keeps them.
QByteArray treeText(const ShareableModel &model)
{
    QJsonObject files;
    for (const ShareableFile &file : model.files) {
        QJsonObject one{{u"size"_s, file.size}, {u"blob_id"_s, QString::fromLatin1(file.blob)}};
        if (file.oid) {
            one.insert(u"lfs_sha256"_s, file.oid->toString());
            one.insert(u"lfs_size"_s, file.size);
        }
        files.insert(file.path, one);
    }
    return QJsonDocument(QJsonObject{{u"format_version"_s, 1}, {u"files"_s, files}})
        .toJson(QJsonDocument::Indented);
}

// Another program is fetching into this repository's folder.
Result<void> checkQuiet(const QString &blobs)
{
    const QFileInfoList parts = QDir(blobs).entryInfoList({u"*.incomplete"_s}, QDir::Files | QDir::Hidden);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (const QFileInfo &part : parts) {
        if (now - part.lastModified().toSecsSinceEpoch() < kStillWritten)
            return fail(ErrorKind::Busy, ErrorCode::ShareBusy, {.path = part.filePath()});
    }
    return {};
}

class HubCacheShare
{
public:
    HubCacheShare(const ShareWish &wish, const base::CancelToken &cancel)
        : m_wish(wish),
          m_record(wish.model.record),
          m_sharer(wish, ForeignTool::HubCache, cancel),
          m_repo(hubCacheFolderName(m_record.modelPath)),
          m_snapshot(m_repo + u"/snapshots/"_s + m_record.commit)
    {}

    Result<ShareOutcome> run()
    {
        if (!isOnHub(m_record) || !isCommitId(m_record.commit))
            return fail(ErrorKind::Usage, Cause(ErrorCode::ShareNotHub, m_record.modelPath));
        const Result<ShareableModel> model = shareableFiles(m_wish.model);
        if (!model)
            return fail(model.error());
        plan(*model);
        m_outcome.bytes = m_sharer.bytes();
        if (m_wish.dryRun || m_sharer.hasNothingToDo())
            return m_outcome;
        const Result<void> done = put();
        return done ? Result<ShareOutcome>(m_outcome) : fail(done.error());
    }

private:
    void plan(const ShareableModel &model)
    {
        m_outcome.folder = m_wish.place + u'/' + m_snapshot;
        for (const ShareableFile &file : model.files) {
            const QString pointer = m_snapshot + u'/' + file.path;
            ++m_outcome.files;
            if (m_sharer.isThere(pointer)) {
                ++m_outcome.already;
                continue;
            }
            m_sharer.planFile(file, m_repo + u"/blobs/"_s + file.etag());
            const QString up = u"../"_s.repeated(file.path.count(u'/') + 2);
            m_sharer.planLink(pointer, (up + u"blobs/"_s + file.etag()).toUtf8());
        }
        if (model.isWhole)
            m_sharer.planText(m_repo + u"/trees/"_s + m_record.commit + u".json"_s, treeText(model));
        planRef();
    }

    void planRef()
    {
        m_outcome.ref = branchOf(m_record);
        if (m_outcome.ref.isEmpty())
            return;
        const QString path = m_repo + u"/refs/"_s + m_outcome.ref;
        const auto here = platform::readWhole(m_wish.place + u'/' + path, kCommitText);
        const QByteArray commit = m_record.commit.toLatin1();
        const std::optional<QByteArray> own = m_sharer.ownText(path);
        if (own && here && *here == own)
            m_sharer.planText(path, commit, *own);
        else if (here && *here && **here != commit)
            m_outcome.refStays = QString::fromLatin1(**here).trimmed();
        m_sharer.planText(path, commit);
    }

    // Blobs, then what leads to them, then the branch: at no moment does a name lead to nothing.
    Result<void> put()
    {
        const QString blobs = m_wish.place + u'/' + m_repo + u"/blobs"_s;
        Result<void> done = checkQuiet(blobs);
        if (done)
            done = m_sharer.begin(m_repo);
        for (const char *folder : {"/refs", "/snapshots", "/blobs"}) { // scanners take their lack for damage
            if (done)
                done = m_sharer.makeFolder(m_repo + QLatin1StringView(folder));
        }
        if (done)
            done = putLocked();
        if (done)
            done = m_sharer.putLinks(m_snapshot);
        return done ? m_sharer.putTexts() : done;
    }

    // Where there can be no locks, huggingface_hub goes without them, too.
    Result<void> putLocked()
    {
        const QString folder = m_wish.place + u"/.locks/"_s + m_repo;
        const bool hasLocks = platform::makeFolder(folder).has_value();
        const Result<void> done = m_sharer.putFiles(m_outcome, [&](const QString &blob) {
            return hasLocks ? folder + u'/' + blob.section(u'/', -1) + u".lock"_s : QString();
        });
        platform::removeEmptyFolder(folder);
        platform::removeEmptyFolder(m_wish.place + u"/.locks"_s);
        return done;
    }

    const ShareWish &m_wish;
    const store::Record &m_record;
    Sharer m_sharer;
    const QString m_repo;
    const QString m_snapshot;
    ShareOutcome m_outcome;
};

} // namespace

Result<ShareOutcome> shareWithHubCache(const ShareWish &wish, const base::CancelToken &cancel)
{
    return HubCacheShare(wish, cancel).run();
}

} // namespace weightyard::library
