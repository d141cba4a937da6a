#include "library/library_scan.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "base/redact.h"
#include "library/model_folder.h"
#include "library/record_gaps.h"
#include "store/folder_content.h"
#include "store/library_layout.h"
#include "store/record.h"
#include "store/safe_path.h"
#include "store/wanted_objects.h"

#include <QDir>
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

constexpr int kDeepest = 6; // datasets/<owner>/<name>, <host>/<group>/<subgroup>/<name>

class Scan
{
public:
    Scan(const QString &library, const QStringList &wanted, const base::CancelToken &cancel)
        : m_library(library),
          m_wanted(wanted.cbegin(), wanted.cend()),
          m_cancel(cancel)
    {}

    Result<LibraryContents> run();

private:
    void readRecords();
    void readWanted();
    void walk(const QString &relative, int depth);
    bool isModel(const QString &relative, const QDir &dir) const;
    bool hasModelBelow(const QString &relative, int depth) const;
    ModelOnDisk look(const QString &modelPath);
    QString folderOf(const QString &modelPath) const;

    const QString m_library;
    QSet<QString> m_wanted;
    const base::CancelToken &m_cancel;
    QHash<QString, store::Record> m_records;           ///< by folder below the library
    QHash<QString, store::WantedObjects> m_unfinished; ///< by model path
    QSet<QString> m_visited; ///< canonical: a folder reached by two links is looked at once
    QSet<QString> m_absent;  ///< folders of owners that are not there: most of a large catalogue's
    LibraryContents m_contents;
};

QString Scan::folderOf(const QString &modelPath) const
{
    return m_library + u'/' + modelPath;
}

void Scan::readRecords()
{
    const store::RecordListing listing =
        store::listRecords(store::stateOfLibrary(m_library).records(), store::RecordsOf::Library);
    m_contents.unreadable = listing.unreadable;
    for (const store::Record &record : listing.records)
        m_records.insert(record.folder, record);
}

void Scan::readWanted()
{
    m_unfinished = store::listWanted(store::stateOfLibrary(m_library).partials());
    m_unfinished.removeIf([](const auto &one) { return !store::isSafeModelPath(one.key()); });
    for (auto one = m_unfinished.cbegin(); one != m_unfinished.cend(); ++one)
        m_wanted.insert(one.key());
}

// Folders on the way to models have no files of their own, or somebody has put some there.
bool Scan::isModel(const QString &relative, const QDir &dir) const
{
    if (m_records.contains(relative) || m_wanted.contains(relative) || dir.exists(u".git"_s))
        return true;
    return !store::filesAtTop(dir.path()).isEmpty() && !hasModelBelow(relative, 0);
}

bool Scan::hasModelBelow(const QString &relative, int depth) const
{
    const QString prefix = relative + u'/';
    const auto isBelow = [&](const QString &path) { return path.startsWith(prefix); };
    const QStringList records = m_records.keys();
    if (std::any_of(records.cbegin(), records.cend(), isBelow)
        || std::any_of(m_wanted.cbegin(), m_wanted.cend(), isBelow))
        return true;
    const auto filter = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks; // links may go in circles
    if (m_cancel.isCancelled() || depth >= kDeepest)
        return false;
    const QStringList names = QDir(folderOf(relative)).entryList(filter);
    return std::any_of(names.cbegin(), names.cend(), [&](const QString &name) {
        return QFileInfo::exists(folderOf(prefix + name) + u"/.git"_s)
               || hasModelBelow(prefix + name, depth + 1);
    });
}

void Scan::walk(const QString &relative, int depth)
{
    const QString folder = relative.isEmpty() ? m_library : folderOf(relative);
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (m_cancel.isCancelled() || depth > kDeepest || m_visited.contains(canonical))
        return;
    m_visited.insert(canonical);
    const QDir dir(folder);
    if (!relative.isEmpty() && isModel(relative, dir)) {
        m_contents.models.insert(relative, look(relative));
        return;
    }
    const QStringList names = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names)
        walk(relative.isEmpty() ? name : relative + u'/' + name, depth + 1);
}

ModelOnDisk Scan::look(const QString &modelPath)
{
    ModelOnDisk model{.modelPath = modelPath, .folder = folderOf(modelPath)};
    const store::WantedObjects wanted = m_unfinished.value(modelPath);
    model.wantedBytes = wanted.bytes;
    for (const base::Oid &oid : wanted.oids) {
        model.partialBytes = base::addBytes(
            model.partialBytes, store::bytesReceived(store::stateOfLibrary(m_library).partials(), oid));
        model.allocatedBytes = base::addBytes(
            model.allocatedBytes, store::bytesAllocated(store::stateOfLibrary(m_library).partials(), oid));
    }
    const QFileInfo folder(model.folder);
    const QString owner = folder.path();
    if (m_absent.contains(owner))
        return model;
    if (const QString link = store::deadLink(model.folder); !link.isEmpty()) {
        if (m_records.contains(modelPath)) // else nothing was ever here
            m_contents.unreadable.append(store::deadLinkError(link));
        return model;
    }
    if (!QFileInfo::exists(owner))
        m_absent.insert(owner);
    if (!folder.exists() || (folder.isDir() && store::firstThingIn(model.folder).isEmpty()))
        return model;
    const auto record = m_records.constFind(modelPath);
    const bool isOurs = folder.isDir() && record != m_records.cend() && !hasMovedOn(*record, model.folder);
    const auto holdsOthers = [&] { // somebody's models, not one
        return !QFileInfo::exists(model.folder + u"/.git"_s) && hasModelBelow(modelPath, 0);
    };
    if (isOurs)
        fillFromRecord(model, *record, m_cancel);
    else if (!folder.isDir() || holdsOthers())
        model.state = OnDisk::NotRecognised;
    else
        recognise(model, m_cancel);
    return model;
}

Result<LibraryContents> Scan::run()
{
    readRecords();
    readWanted();
    walk({}, 0);
    const QStringList records = m_records.keys();
    const QSet<QString> all = m_wanted + QSet<QString>(records.cbegin(), records.cend());
    for (const QString &modelPath : all) {
        if (m_cancel.isCancelled())
            break;
        if (!m_contents.models.contains(modelPath) && store::isSafeModelPath(modelPath))
            m_contents.models.insert(modelPath, look(modelPath));
    }
    if (m_cancel.isCancelled())
        return fail(base::cancelledError());
    return m_contents;
}

} // namespace

qint64 bytesToCome(const ModelOnDisk &disk, qint64 whole, qint64 unfinished)
{
    switch (disk.state) {
    case OnDisk::Absent:
        return std::max<qint64>(whole - unfinished, 0);
    case OnDisk::Incomplete:
        return disk.ours ? std::max<qint64>(disk.gapBytes - unfinished, 0) : 0;
    case OnDisk::Here:
    case OnDisk::HereUnverified:
    case OnDisk::NotRecognised:
        return 0;
    }
    Q_UNREACHABLE();
}

QString onDiskName(OnDisk state)
{
    switch (state) {
    case OnDisk::Absent:
        return u"absent"_s;
    case OnDisk::Here:
        return u"here"_s;
    case OnDisk::HereUnverified:
        return u"here_unverified"_s;
    case OnDisk::Incomplete:
        return u"incomplete"_s;
    case OnDisk::NotRecognised:
        return u"not_recognised"_s;
    }
    Q_UNREACHABLE();
}

Result<LibraryContents> scanLibrary(const QString &library, const QStringList &modelPaths,
                                    const base::CancelToken &cancel)
{
    const QFileInfo info(library);
    if (info.exists() && !info.isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = library});
    if (info.exists() && !(info.isReadable() && info.isExecutable()))
        return fail(ErrorKind::Permission, ErrorCode::LibraryUnreadable, {.path = library});
    return Scan(QDir::cleanPath(info.absoluteFilePath()), modelPaths, cancel).run();
}

} // namespace weightyard::library
