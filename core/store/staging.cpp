#include "store/staging.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kPlanFormat{.version = 1, .limit = 64LL * 1024 * 1024};
constexpr qint64 kRacySeconds = 2;

QString planPath(const DownloadLayout &place)
{
    return StagingLayout(place.stagingDir).plan();
}

} // namespace

bool isPublished(const TreeFile &file, bool keepHistory)
{
    return keepHistory || !base::isAttributesFile(file.path);
}

// One assembling: the request and what is known of the volume, for the steps below.
class Staging::Assembly
{
public:
    Assembly(const DownloadLayout &place, QString tree, const PublishRequest &request, TreeSource &source)
        : m_place(place),
          m_tree(std::move(tree)),
          m_request(request),
          m_source(source)
    {}

    Result<void> run(const base::CancelToken &cancel);

private:
    Result<void> choose();
    Result<void> writePlan() const;
    Result<void> place(const TreeFile &file, const base::CancelToken &cancel);
    Result<void> placeObject(const TreeFile &file, const base::CancelToken &cancel);
    Result<void> placeContent(const TreeFile &file);
    Result<void> finishFiles() const;
    QString pathOf(const TreeFile &file) const { return m_tree + u'/' + file.path; }

    const DownloadLayout &m_place;
    const QString m_tree;
    const PublishRequest &m_request;
    TreeSource &m_source;
    QList<TreeFile> m_files;             ///< links last: no write of ours ever goes through one
    QHash<base::Oid, QString> m_movedTo; ///< path in the tree that gets the object itself
    quint32 m_permissions = 0777;
};

Result<void> Staging::Assembly::run(const base::CancelToken &cancel)
{
    if (const Result<void> chosen = choose(); !chosen)
        return chosen;
    const Result<quint32> permissions = platform::defaultPermissions(m_place.stagingDir);
    if (!permissions)
        return fail(permissions.error());
    m_permissions = *permissions;
    if (const Result<void> planned = writePlan(); !planned)
        return planned;
    if (const Result<void> made = platform::makeFolder(m_tree); !made)
        return made;
    for (const TreeFile &file : std::as_const(m_files)) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (const Result<void> placed = place(file, cancel); !placed)
            return placed;
    }
    return finishFiles();
}

Result<void> Staging::Assembly::choose()
{
    QList<TreeFile> links;
    for (const TreeFile &file : m_request.files) {
        if (!isPublished(file, m_request.keepHistory || m_request.mends)
            || m_request.alreadyThere.contains(file.path))
            continue;
        (file.kind == TreeFile::Kind::Symlink ? links : m_files).append(file);
        if (!file.object || m_movedTo.contains(*file.object))
            continue;
        if (!m_request.objects.contains(*file.object))
            return fail(ErrorKind::Internal, ErrorCode::NotBroughtAlong,
                        {.path = file.path, .oid = file.object->toString()});
        m_movedTo.insert(*file.object, file.path);
    }
    m_files += links;
    return {};
}

Result<void> Staging::Assembly::writePlan() const
{
    QJsonArray objects;
    for (auto moved = m_movedTo.cbegin(); moved != m_movedTo.cend(); ++moved)
        objects.append(QJsonObject{{u"oid"_s, moved.key().toString()}, {u"path"_s, moved.value()}});
    return platform::writeVersioned(planPath(m_place), {{u"objects"_s, objects}}, kPlanFormat);
}

Result<void> Staging::Assembly::place(const TreeFile &file, const base::CancelToken &cancel)
{
    const QString path = pathOf(file);
    if (file.kind == TreeFile::Kind::Folder)
        return platform::makeFolder(path);
    if (const Result<void> made = platform::makeFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    return file.object ? placeObject(file, cancel) : placeContent(file);
}

Result<void> Staging::Assembly::placeObject(const TreeFile &file, const base::CancelToken &cancel)
{
    const QString first = m_movedTo.value(*file.object);
    if (first == file.path)
        return platform::renameOver(m_request.objects.value(*file.object), pathOf(file));
    return platform::copyFile(m_tree + u'/' + first, pathOf(file), cancel);
}

Result<void> Staging::Assembly::placeContent(const TreeFile &file)
{
    const Result<QByteArray> bytes = m_source.content(file);
    if (!bytes)
        return fail(bytes.error());
    if (file.kind == TreeFile::Kind::Symlink && m_request.traits.symlinks)
        return platform::makeLink(pathOf(file), *bytes);
    // Without links on the volume git checks out a file with the target in it (core.symlinks=false).
    Result<platform::File> out = platform::File::open(pathOf(file), platform::File::Access::CreateNew);
    if (!out)
        return fail(out.error());
    if (const Result<void> wrote = out->writeAt(0, *bytes); !wrote)
        return wrote;
    return out->close();
}

// Two seconds back: git hashes a file again when it is not older than the index (Documentation/technical/racy-git.txt).
Result<void> Staging::Assembly::finishFiles() const
{
    const qint64 modified = QDateTime::currentSecsSinceEpoch() - kRacySeconds;
    for (const TreeFile &file : m_files) {
        if (file.kind == TreeFile::Kind::Folder)
            continue;
        const bool isLink = file.kind == TreeFile::Kind::Symlink && m_request.traits.symlinks;
        const quint32 mode = file.kind == TreeFile::Kind::Executable ? m_permissions : m_permissions & 0666U;
        Result<void> done = isLink ? Result<void>() : platform::setPermissions(pathOf(file), mode);
        if (done)
            done = platform::setModified(pathOf(file), modified);
        if (!done)
            return done;
    }
    return {};
}

Staging::Staging(const DownloadLayout &place) : m_place(place) {}

QString Staging::tree() const
{
    return StagingLayout(m_place.stagingDir).tree();
}

Result<void> Staging::assemble(const PublishRequest &request, TreeSource &source,
                               const base::CancelToken &cancel)
{
    if (const Result<void> cleared = takeObjectsBack(); !cleared)
        return cleared;
    if (const Result<void> removed = platform::removeTree(tree()); !removed)
        return removed;
    return Assembly(m_place, tree(), request, source).run(cancel);
}

Result<void> Staging::takeObjectsBack()
{
    const Result<std::optional<QJsonObject>> found = platform::readVersioned(planPath(m_place), kPlanFormat);
    if (!found)
        return fail(found.error());
    if (!*found)
        return {};
    const QJsonObject &plan = **found;
    const QJsonArray objects = plan[u"objects"_s].toArray();
    for (const QJsonValue &value : objects) {
        const auto oid = base::Oid::fromHex(value[u"oid"_s].toString().toLatin1());
        const QString relative = value[u"path"_s].toString();
        const QString staged = tree() + u'/' + relative;
        const std::optional<platform::FileState> state = platform::stateOf(staged);
        if (!oid || !staysBelow(relative) || !state || state->kind != platform::FileState::Kind::File)
            continue;
        Result<void> done = platform::setPermissions(staged, 0600);
        if (done)
            done = platform::renameOver(staged, objectPath(m_place.partialsDir, *oid));
        if (!done)
            return done;
    }
    // The plan goes when the objects have their old names on disk.
    if (const Result<void> synced = platform::syncFolder(m_place.partialsDir); !synced)
        return synced;
    return platform::removeFile(planPath(m_place));
}

Result<void> Staging::takeBack()
{
    if (const Result<void> taken = takeObjectsBack(); !taken)
        return taken;
    const QFileInfoList entries = QDir(m_place.stagingDir).entryInfoList(platform::kEveryEntry);
    for (const QFileInfo &entry : entries) {
        if (const Result<void> removed = platform::removeTree(entry.filePath()); !removed)
            return removed;
    }
    return {};
}

} // namespace weightyard::store
