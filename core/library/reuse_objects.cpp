#include "library/reuse_objects.h"

#include "base/log.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "store/library_layout.h"
#include "store/partial.h"
#include "store/partial_files.h"
#include "store/record.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<qint64> reuseObjects(const QList<lfs::Pointer> &objects, const QString &library,
                            const QString &partialsDir, const base::CancelToken &cancel,
                            const std::function<void(const base::Oid &, qint64)> &copied,
                            const QHash<base::Oid, QString> &elsewhere)
{
    const auto tell = [&](const base::Oid &oid, qint64 bytes) {
        if (copied)
            copied(oid, bytes);
    };
    QHash<base::Oid, QString> installed = elsewhere;
    const QList<store::Record> records = store::listRecords(store::stateOfLibrary(library).records()).records;
    for (const store::Record &record : records) {
        for (const store::RecordFile &file : record.files) {
            if (file.oid && !record.damaged.contains(file.path))
                installed.insert(*file.oid, library + u'/' + record.folder + u'/' + file.path);
        }
    }
    qint64 taken = 0;
    for (const lfs::Pointer &pointer : objects) {
        const QString source =
            QFileInfo(installed.value(pointer.oid)).canonicalFilePath(); // links are followed
        if (source.isEmpty() || store::finishedObject(partialsDir, pointer.oid, pointer.size)
            || QFileInfo(source).size() != pointer.size)
            continue;
        const QString target = store::objectPath(partialsDir, pointer.oid);
        const Result<void> done =
            platform::copyFile(source, target, cancel, [&](qint64 bytes) { tell(pointer.oid, bytes); });
        tell(pointer.oid, done ? pointer.size : 0);
        if (!done && done.error().kind == ErrorKind::Cancelled)
            return fail(done.error());
        if (!done) {
            qCInfo(base::lcLibrary).noquote()
                << "cannot take over" << source << "-" << base::describe(done.error());
            QFile::remove(target);
            continue;
        }
        taken += pointer.size;
    }
    return taken;
}

} // namespace weightyard::library
