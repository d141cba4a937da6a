#include "library/hash_memory.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

const platform::FileFormat kHashesFormat{
    .version = 1, .limit = 256LL * 1024 * 1024, .kind = platform::FileFormat::Kind::Cache};
constexpr qint64 kYoungSeconds = 2; // times are kept in seconds here

} // namespace

HashedFile HashedFile::of(const QString &path, const store::RecordFile &file)
{
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state || state->kind != platform::FileState::Kind::File
        || state->mtimeSeconds + kYoungSeconds > QDateTime::currentSecsSinceEpoch())
        return {};
    return {.path = path,
            .hash = file.oid ? file.oid->toString() : QString::fromLatin1(file.blob),
            .size = state->size,
            .mtimeSeconds = state->mtimeSeconds,
            .volume = state->volume,
            .fileId = state->fileId};
}

void HashMemory::load(const QString &file)
{
    const Result<std::optional<QJsonObject>> found = platform::readVersioned(file, kHashesFormat);
    if (!found || !*found)
        return;
    const QJsonArray files = (**found)[u"files"_s].toArray();
    for (const QJsonValue &value : files) {
        const QJsonObject json = value.toObject();
        add({.path = json[u"path"_s].toString(),
             .hash = json[u"hash"_s].toString(),
             .size = json[u"size"_s].toInteger(-1),
             .mtimeSeconds = json[u"mtime"_s].toInteger(-1),
             .volume = json[u"volume"_s].toString().toULongLong(),
             .fileId = json[u"id"_s].toString().toULongLong()});
    }
}

Result<void> HashMemory::save(const QString &file) const
{
    const std::lock_guard lock(m_mutex);
    if (m_files.isEmpty())
        return platform::removeFile(file);
    QJsonArray files;
    for (const HashedFile &one : m_files)
        files.append(QJsonObject{{u"path"_s, one.path},
                                 {u"hash"_s, one.hash},
                                 {u"size"_s, one.size},
                                 {u"mtime"_s, one.mtimeSeconds},
                                 {u"volume"_s, QString::number(one.volume)},
                                 {u"id"_s, QString::number(one.fileId)}});
    return platform::writeVersioned(file, {{u"files"_s, files}}, kHashesFormat);
}

bool HashMemory::has(const HashedFile &file) const
{
    const std::lock_guard lock(m_mutex);
    return !file.path.isEmpty() && m_files.value(file.path) == file;
}

void HashMemory::add(const HashedFile &file)
{
    const std::lock_guard lock(m_mutex);
    if (!file.path.isEmpty() && !file.hash.isEmpty())
        m_files.insert(file.path, file);
}

void HashMemory::forget(const QString &folder)
{
    const std::lock_guard lock(m_mutex);
    m_files.removeIf([&](const auto &one) { return one.key().startsWith(folder + u'/'); });
}

bool HashMemory::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_files.isEmpty();
}

} // namespace weightyard::library
