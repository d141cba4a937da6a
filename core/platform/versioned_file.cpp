#include "platform/versioned_file.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr auto kVersion = "version"_L1;

base::Failure newer(int version, const QString &path, const FileFormat &format)
{
    return fail(ErrorKind::Prerequisite, Cause(ErrorCode::NewerVersion, version, format.version),
                {.path = path, .reason = base::ErrorReason::NewerFile});
}

base::Failure damaged(const Cause &what, const QString &path, const QString &said = {})
{
    return fail(ErrorKind::Corrupt, what, said, {.path = path});
}

struct Parsed {
    int version = 0;
    QJsonObject object;
};

Result<Parsed> parsed(const QByteArray &text, const QString &path, const FileFormat &format)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return damaged(ErrorCode::NotJson, path, error.errorString());
    if (!document.isObject())
        return damaged(ErrorCode::NotJsonObject, path);
    Parsed found{.object = document.object()};
    found.version = found.object.take(kVersion).toInt(0);
    if (found.version > format.version)
        return newer(found.version, path, format);
    if (found.version < 1)
        return damaged(ErrorCode::NoVersion, path);
    return found;
}

/// Nothing: no such file.
Result<std::optional<QByteArray>> textOf(const QString &path, const FileFormat &format)
{
    Result<std::optional<QByteArray>> text = readWhole(path, format.limit);
    if (!text && text.error().kind == ErrorKind::Protocol && QFileInfo(path).isFile()) // too large
        return damaged(text.error().cause, path);
    return text;
}

// What stands in a writer's way is kept; a newer file stops it.
Result<void> makeWay(const QString &path, const FileFormat &format)
{
    const Result<std::optional<QByteArray>> text = textOf(path, format);
    if (text && !*text)
        return {};
    const Result<Parsed> old = text ? parsed(**text, path, format) : fail(text.error());
    if (!old && isOfNoUse(old.error()))
        return setAside(path);
    if (!old)
        return fail(old.error());
    if (old->version == format.version)
        return {};
    const QString kept = path + u".v%1"_s.arg(old->version);
    return stateOf(kept) ? Result<void>() : writeDurably(kept, **text);
}

} // namespace

Result<QJsonObject> fromVersioned(const QByteArray &text, const QString &path, const FileFormat &format)
{
    Result<Parsed> found = parsed(text, path, format);
    if (!found)
        return fail(found.error());
    for (qsizetype step = found->version - 1; step < format.migrations.size(); ++step)
        found->object = format.migrations[step](found->object);
    return std::move(found->object);
}

Result<std::optional<QJsonObject>> readVersioned(const QString &path, const FileFormat &format)
{
    const bool isCache = format.kind == FileFormat::Kind::Cache;
    const Result<std::optional<QByteArray>> text = textOf(path, format);
    if (text && !*text)
        return std::optional<QJsonObject>();
    Result<QJsonObject> object = text ? fromVersioned(**text, path, format) : fail(text.error());
    if (object)
        return std::optional(*std::move(object));
    if (isCache)
        return std::optional<QJsonObject>();
    return fail(object.error());
}

QByteArray toVersioned(const QJsonObject &object, const FileFormat &format)
{
    QJsonObject whole = object;
    whole.insert(kVersion, format.version);
    return QJsonDocument(whole).toJson();
}

Result<void> writeVersioned(const QString &path, const QJsonObject &object, const FileFormat &format)
{
    Result<void> done = makeFolderDurably(QFileInfo(path).absolutePath(), true);
    if (done && format.kind == FileFormat::Kind::Kept)
        done = makeWay(path, format);
    return done ? writeDurably(path, toVersioned(object, format)) : done;
}

Result<void> setAside(const QString &path)
{
    const QString kept = path + u".damaged"_s;
    if (const std::optional<FileState> old = stateOf(kept); old && old->kind == FileState::Kind::File) {
        int number = 1;
        while (stateOf(kept + u".%1"_s.arg(number)))
            ++number;
        if (const Result<void> moved = renameOver(kept, kept + u".%1"_s.arg(number)); !moved)
            return moved;
    }
    return renameOver(path, kept);
}

bool isOfNoUse(const base::Error &error)
{
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Usage;
}

} // namespace weightyard::platform
