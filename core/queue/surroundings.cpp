#include "queue/surroundings.h"

#include "base/log.h"
#include "store/file_io.h"
#include "store/partial.h"
#include "store/prefix_hasher.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

QString firstMissing(const store::Record &record, const QString &folder)
{
    for (const store::RecordFile &file : record.files) {
        const QFileInfo info(folder + u'/' + file.path);
        const bool there =
            info.isSymbolicLink() || (info.exists() && (!file.oid || info.size() == file.size));
        if (!there)
            return file.path;
    }
    return {};
}

bool isSameRevision(const store::Record &record, const QString &revision)
{
    if (revision == record.revision)
        return true;
    if (revision.isEmpty())
        return true; // "the model", whichever revision of it was chosen before
    // The branch by its name, as the addresses of pages have it, after the default branch without a name.
    if (!record.ref.isEmpty()
        && (record.ref == revision || record.ref == u"refs/heads/"_s + revision
            || record.ref == u"refs/tags/"_s + revision))
        return true;
    return revision.size() >= 7 && record.commit.startsWith(revision);
}

bool hasEntries(const QString &folder)
{
    return !QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

Result<Presence> presence(const store::Workplace &place, const QString &url, const QString &revision,
                          bool into)
{
    const QFileInfo target(place.target);
    const base::ErrorContext context{.path = place.target};
    if (target.exists() && !target.isDir())
        return fail(ErrorKind::Conflict, u"a file stands where the model's folder has to be"_s, context);
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    if (!target.isDir() || !hasEntries(place.target))
        return Presence::Absent; // a record without its folder says nothing
    if (!*record) {
        if (into || QFileInfo::exists(place.stagingDir))
            return Presence::Absent;
        return fail(ErrorKind::Conflict, u"the folder holds files that Weightyard did not put there"_s,
                    context);
    }
    if ((*record)->url != url)
        return fail(ErrorKind::Conflict, u"the folder holds another model (%1)"_s.arg((*record)->url),
                    context);
    if (!isSameRevision(**record, revision))
        return fail(ErrorKind::Conflict,
                    u"the folder holds commit %1 of this model"_s.arg((*record)->commit.left(12)), context);
    const QString missing = firstMissing(**record, place.target);
    if (missing.isEmpty())
        return Presence::Installed;
    if (into)
        return Presence::Absent;
    return fail(ErrorKind::Conflict,
                u"the installed model is damaged: '%1' is missing or has another size"_s.arg(missing),
                context);
}

QString surroundingWorkTree(const QString &target)
{
    QString folder = QFileInfo(target).absolutePath();
    for (;;) {
        if (QFileInfo::exists(folder + u"/.git"_s))
            return folder;
        const QString parent = QFileInfo(folder).absolutePath();
        if (parent == folder)
            return {};
        folder = parent;
    }
}

Result<qint64> takeOverObjects(const QList<lfs::Pointer> &objects, const QString &library,
                               const QString &partialsDir, const base::CancelToken &cancel)
{
    QHash<base::Oid, QString> installed;
    const QList<store::Record> records = store::listRecords(library + u"/.weightyard/records"_s).records;
    for (const store::Record &record : records) {
        for (const store::RecordFile &file : record.files) {
            if (file.oid)
                installed.insert(*file.oid, library + u'/' + record.folder + u'/' + file.path);
        }
    }
    qint64 taken = 0;
    for (const lfs::Pointer &pointer : objects) {
        const QString source = installed.value(pointer.oid);
        if (source.isEmpty() || store::finishedObject(partialsDir, pointer.oid, pointer.size)
            || QFileInfo(source).size() != pointer.size)
            continue;
        const QString target = partialsDir + u'/' + pointer.oid.toString() + u".object"_s;
        const Result<void> copied = store::copyFile(source, target, cancel);
        if (!copied && copied.error().kind == ErrorKind::Cancelled)
            return fail(copied.error());
        if (!copied) {
            qCInfo(base::lcQueue).noquote()
                << "cannot take over" << source << "-" << base::describe(copied.error());
            QFile::remove(target);
            continue;
        }
        taken += pointer.size; // hashed by the transfer run, as every finished object that it finds
    }
    return taken;
}

} // namespace weightyard::queue
