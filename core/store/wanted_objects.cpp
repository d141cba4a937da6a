#include "store/wanted_objects.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "store/journal.h"
#include "store/library_layout.h"
#include "store/space.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <limits>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Oid;
using base::Result;

namespace {
const platform::FileFormat kWantedFormat{
    .version = 1, .limit = 256LL * 1024 * 1024, .kind = platform::FileFormat::Kind::Cache};
} // namespace

Result<void> writeWanted(const DownloadLayout &place, const QString &modelPath, const WantedObjects &wanted)
{
    if (place.wantedFile.isEmpty())
        return {};
    QJsonArray list;
    for (const Oid &oid : wanted.oids)
        list.append(oid.toString());
    const QJsonObject json{{u"model"_s, modelPath}, {u"bytes"_s, wanted.bytes}, {u"oids"_s, list}};
    return platform::writeVersioned(place.wantedFile, json, kWantedFormat);
}

Result<void> removeWanted(const DownloadLayout &place)
{
    return place.wantedFile.isEmpty() ? Result<void>() : platform::removeFile(place.wantedFile);
}

QHash<QString, WantedObjects> listWanted(const QString &partialsDir)
{
    QHash<QString, WantedObjects> wanted;
    const QStringList files = wantedFilesIn(partialsDir);
    for (const QString &file : files) {
        const Result<std::optional<QJsonObject>> found = platform::readVersioned(file, kWantedFormat);
        if (!found || !*found)
            continue;
        const QJsonObject &json = **found;
        WantedObjects &objects = wanted[json[u"model"_s].toString()];
        objects.bytes = json[u"bytes"_s].toInteger();
        const QJsonArray list = json[u"oids"_s].toArray();
        for (const QJsonValue &value : list) {
            if (const std::optional<Oid> oid = Oid::fromHex(value.toString().toLatin1()))
                objects.oids.insert(*oid);
        }
    }
    return wanted;
}

qint64 bytesReceived(const QString &partialsDir, const Oid &oid)
{
    const std::optional<platform::FileState> object = platform::stateOf(objectPath(partialsDir, oid));
    if (object)
        return object->size;
    const std::optional<platform::FileState> partial = platform::stateOf(partialPath(partialsDir, oid));
    if (!partial)
        return 0;
    IntervalSet claimed = Journal::claimsOf(journalPath(partialsDir, oid), oid);
    claimed.remove({partial->size, std::numeric_limits<qint64>::max()});
    return claimed.total();
}

qint64 bytesAllocated(const QString &partialsDir, const Oid &oid)
{
    return bytesOnDisk(partialPath(partialsDir, oid)) + bytesOnDisk(objectPath(partialsDir, oid));
}

Result<void> dropReceived(const QString &partialsDir, const Oid &oid)
{
    for (const QString &path :
         {partialPath(partialsDir, oid), journalPath(partialsDir, oid), objectPath(partialsDir, oid)}) {
        if (const Result<void> removed = platform::removeFile(path); !removed)
            return removed;
    }
    return {};
}

} // namespace weightyard::store
