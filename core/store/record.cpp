#include "store/record.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "platform/versioned_file.h"
#include "store/path_rules.h"
#include "store/safe_path.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kRecordFormat{.version = 1, .limit = 64LL * 1024 * 1024};
constexpr qsizetype kBlobDigits = 40;

QJsonObject fileToJson(const RecordFile &file)
{
    QJsonObject json{{u"path"_s, file.path}, {u"size"_s, file.size}};
    if (file.oid)
        json.insert(u"oid"_s, file.oid->toString());
    if (!file.blob.isEmpty())
        json.insert(u"blob"_s, QString::fromLatin1(file.blob));
    if (!file.xetHash.isEmpty())
        json.insert(u"xetHash"_s, file.xetHash);
    return json;
}

QJsonArray filesToJson(const QList<RecordFile> &files)
{
    QJsonArray list;
    for (const RecordFile &file : files)
        list.append(fileToJson(file));
    return list;
}

std::optional<RecordFile> fileFromJson(const QJsonObject &json)
{
    RecordFile file{.path = json[u"path"_s].toString(), .size = json[u"size"_s].toInteger(-1), .oid = {}};
    if (file.path.isEmpty() || file.size < 0)
        return {};
    if (json.contains(u"oid"_s)) {
        file.oid = base::Oid::fromHex(json[u"oid"_s].toString().toLatin1());
        if (!file.oid)
            return {};
    }
    if (json.contains(u"blob"_s)) {
        file.blob = json[u"blob"_s].toString().toLatin1();
        if (file.blob.size() != kBlobDigits || QByteArray::fromHex(file.blob).toHex() != file.blob)
            return {};
    }
    file.xetHash = json[u"xetHash"_s].toString(); // only told on: whatever it is, it makes no record unusable
    return file;
}

// False: one of them is not right.
bool readFiles(const QJsonArray &list, QList<RecordFile> &files)
{
    for (const QJsonValue &value : list) {
        const std::optional<RecordFile> file = fileFromJson(value.toObject());
        if (!file)
            return false;
        files.append(*file);
    }
    return true;
}

base::Failure unreadable(const base::Cause &why, const QString &path)
{
    return fail(ErrorKind::Corrupt, why, {.path = path});
}

// A library may come from others: what is removed, checked and replaced is what its records name.
bool staysInFolder(const Record &record)
{
    const auto isInside = [](const RecordFile &file) { return isTreePath(file.path); };
    const auto areInside = [](const QStringList &paths) {
        return std::all_of(paths.cbegin(), paths.cend(), isTreePath);
    };
    return std::all_of(record.files.cbegin(), record.files.cend(), isInside)
           && std::all_of(record.leaving.cbegin(), record.leaving.cend(), isInside)
           && areInside(record.leftAsPointers) && areInside(record.damaged) && areInside(record.different)
           && isSafeModelPath(record.modelPath)
           && (QDir::isAbsolutePath(record.folder) || isSafeModelPath(record.folder));
}

Result<Record> fromJson(const QJsonObject &json, const QString &path)
{
    Record record{.url = json[u"url"_s].toString(),
                  .modelPath = json[u"model"_s].toString(),
                  .revision = json[u"revision"_s].toString(),
                  .commit = json[u"commit"_s].toString(),
                  .folder = json[u"folder"_s].toString(),
                  .installedAt = QDateTime::fromString(json[u"installedAt"_s].toString(), Qt::ISODateWithMs),
                  .withHistory = json[u"withHistory"_s].toBool(),
                  .files = {},
                  .ref = json[u"ref"_s].toString(),
                  .leftAsPointers = {}};
    if (record.modelPath.isEmpty() || record.folder.isEmpty() || !json[u"files"_s].isArray())
        return unreadable(ErrorCode::RecordIncomplete, path);
    if (!readFiles(json[u"files"_s].toArray(), record.files)
        || !readFiles(json[u"leaving"_s].toArray(), record.leaving))
        return unreadable(ErrorCode::RecordBadFile, path);
    const QJsonArray pointers = json[u"leftAsPointers"_s].toArray();
    for (const QJsonValue &value : pointers)
        record.leftAsPointers.append(value.toString());
    const QJsonArray damaged = json[u"damaged"_s].toArray();
    for (const QJsonValue &value : damaged)
        record.damaged.append(value.toString());
    const QJsonArray different = json[u"different"_s].toArray();
    for (const QJsonValue &value : different)
        record.different.append(value.toString());
    record.adopted = json[u"adopted"_s].toBool();
    const QJsonArray picks = json[u"picks"_s].toArray();
    for (const QJsonValue &value : picks) {
        const std::optional<base::PickWish> wish = base::pickWishFrom(value.toObject());
        if (!wish)
            return unreadable(ErrorCode::RecordIncomplete, path);
        record.picks.append(*wish);
    }
    if (!staysInFolder(record))
        return fail(ErrorKind::Unsafe, base::Cause(ErrorCode::RecordOutsideLibrary, record.modelPath),
                    {.path = path});
    return record;
}

QJsonObject toJson(const Record &record)
{
    QJsonObject json{{u"url"_s, record.url},
                     {u"model"_s, record.modelPath},
                     {u"revision"_s, record.revision},
                     {u"ref"_s, record.ref},
                     {u"commit"_s, record.commit},
                     {u"folder"_s, record.folder},
                     {u"installedAt"_s, record.installedAt.toUTC().toString(Qt::ISODateWithMs)},
                     {u"withHistory"_s, record.withHistory},
                     {u"files"_s, filesToJson(record.files)}};
    if (!record.leaving.isEmpty())
        json.insert(u"leaving"_s, filesToJson(record.leaving));
    if (!record.leftAsPointers.isEmpty())
        json.insert(u"leftAsPointers"_s, QJsonArray::fromStringList(record.leftAsPointers));
    if (!record.damaged.isEmpty())
        json.insert(u"damaged"_s, QJsonArray::fromStringList(record.damaged));
    if (!record.different.isEmpty())
        json.insert(u"different"_s, QJsonArray::fromStringList(record.different));
    if (record.adopted)
        json.insert(u"adopted"_s, true);
    QJsonArray picks;
    for (const base::PickWish &wish : record.picks)
        picks.append(base::toJson(wish));
    if (!picks.isEmpty())
        json.insert(u"picks"_s, picks);
    return json;
}

} // namespace

qint64 Record::bytes() const
{
    qint64 sum = 0;
    for (const RecordFile &file : files)
        sum = base::addBytes(sum, file.size);
    return sum;
}

QByteArray recordToJson(const Record &record)
{
    return platform::toVersioned(toJson(record), kRecordFormat);
}

Result<Record> recordFromJson(const QByteArray &text, const QString &path)
{
    const Result<QJsonObject> json = platform::fromVersioned(text, path, kRecordFormat);
    return json ? fromJson(*json, path) : fail(json.error());
}

Result<void> writeRecord(const QString &file, const Record &record)
{
    return platform::writeVersioned(file, toJson(record), kRecordFormat);
}

Result<std::optional<Record>> readRecord(const QString &file)
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(file, kRecordFormat);
    if (!json)
        return fail(json.error());
    if (!*json)
        return std::optional<Record>();
    Result<Record> record = fromJson(**json, file);
    if (!record)
        return fail(record.error());
    return std::optional(*std::move(record));
}

RecordListing listRecords(const QString &recordsDir, RecordsOf kind)
{
    RecordListing listing;
    // Made for its owner alone, in a library that several users share.
    const QFileInfo state(QFileInfo(recordsDir).absolutePath());
    if (state.isDir() && !(state.isReadable() && state.isExecutable()))
        listing.unreadable.append({.kind = ErrorKind::Permission,
                                   .cause = base::Cause(ErrorCode::LibraryUnreadable),
                                   .context = {.path = state.filePath()}});
    QDirIterator names(recordsDir, {u"*.json"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (names.hasNext()) {
        const QString path = names.next();
        const Result<std::optional<Record>> record = readRecord(path);
        if (!record)
            listing.unreadable.append(record.error());
        else if (*record && QDir::isAbsolutePath((*record)->folder) != (kind == RecordsOf::Folders))
            listing.unreadable.append(
                {.kind = ErrorKind::Unsafe,
                 .cause = base::Cause(ErrorCode::RecordOutsideLibrary, (*record)->modelPath),
                 .context = {.path = path}});
        else if (*record)
            listing.records.append(**record);
    }
    std::sort(listing.records.begin(), listing.records.end(),
              [](const Record &a, const Record &b) { return a.modelPath < b.modelPath; });
    return listing;
}

} // namespace weightyard::store
