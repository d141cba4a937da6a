#include "object_source.h"

#include "child_process.h"

#include <QCryptographicHash>
#include <QFile>

#include <cstring>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

constexpr qint64 kPiece = 1024 * 1024;

class MemoryObject final : public ObjectSource
{
public:
    explicit MemoryObject(const QByteArray &bytes) : m_bytes(bytes) {}
    qint64 size() const override { return m_bytes.size(); }
    QByteArray read(qint64 offset, qint64 maximum) const override { return m_bytes.mid(offset, maximum); }

private:
    QByteArray m_bytes;
};

class FileObject final : public ObjectSource
{
public:
    explicit FileObject(const QString &path) : m_path(path), m_size(QFile(path).size()) {}
    qint64 size() const override { return m_size; }
    QByteArray read(qint64 offset, qint64 maximum) const override
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
            return {};
        return file.read(qMin(maximum, m_size - offset));
    }

private:
    QString m_path;
    qint64 m_size;
};

// splitmix64 of the word's index: any word can be made without the ones before it.
quint64 wordAt(quint64 seed, quint64 index)
{
    quint64 z = seed + (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

class GeneratedObject final : public ObjectSource
{
public:
    GeneratedObject(quint64 seed, qint64 size) : m_seed(seed), m_size(size) {}
    qint64 size() const override { return m_size; }
    QByteArray read(qint64 offset, qint64 maximum) const override
    {
        const qint64 length = qMax<qint64>(0, qMin(maximum, m_size - offset));
        const qint64 lead = offset % 8;
        QByteArray words((lead + length + 7) / 8 * 8, Qt::Uninitialized);
        char *out = words.data();
        quint64 index = static_cast<quint64>(offset / 8);
        for (qsizetype at = 0; at < words.size(); at += 8, ++index) {
            const quint64 word = wordAt(m_seed, index);
            std::memcpy(out + at, &word, sizeof word);
        }
        if (lead != 0)
            words.remove(0, lead);
        words.truncate(length);
        return words;
    }

private:
    quint64 m_seed;
    qint64 m_size;
};

QByteArray sha256ByProgram(const ObjectSource &source)
{
    QProcess process;
    process.start(u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-r"_s});
    if (!process.waitForStarted())
        throw std::runtime_error("cannot start openssl");
    for (qint64 offset = 0; offset < source.size(); offset += kPiece) {
        process.write(source.read(offset, kPiece));
        while (process.bytesToWrite() > 4 * kPiece && process.waitForBytesWritten()) {
        }
    }
    process.closeWriteChannel();
    process.waitForFinished(600'000);
    const QByteArray digest = process.readAllStandardOutput().left(64);
    if (digest.size() != 64)
        throw std::runtime_error("openssl dgst failed");
    return digest;
}

} // namespace

QByteArray ObjectId::pointerText() const
{
    return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize "
           + QByteArray::number(size) + '\n';
}

ObjectSourcePtr memoryObject(const QByteArray &bytes)
{
    return std::make_shared<MemoryObject>(bytes);
}

ObjectSourcePtr fileObject(const QString &path)
{
    return std::make_shared<FileObject>(path);
}

ObjectSourcePtr generatedObject(quint64 seed, qint64 size)
{
    return std::make_shared<GeneratedObject>(seed, size);
}

QByteArray generatedBytes(quint64 seed, qint64 size)
{
    return GeneratedObject(seed, size).read(0, size);
}

QByteArray sha256Hex(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray sha256Hex(const ObjectSource &source)
{
    if (source.size() > 64 * kPiece)
        return sha256ByProgram(source);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 offset = 0; offset < source.size(); offset += kPiece)
        hash.addData(source.read(offset, kPiece));
    return hash.result().toHex();
}

QByteArray sha256HexOfFile(const QString &path)
{
    return sha256Hex(FileObject(path));
}

ObjectId identify(const ObjectSource &source)
{
    return {sha256Hex(source), source.size()};
}

bool writeToFile(const ObjectSource &source, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    for (qint64 offset = 0; offset < source.size(); offset += kPiece) {
        const QByteArray piece = source.read(offset, kPiece);
        if (file.write(piece) != piece.size())
            return false;
    }
    return file.flush();
}

ObjectId ObjectStore::add(const ObjectSourcePtr &source)
{
    const ObjectId id = identify(*source);
    addAs(id.oid, source);
    return id;
}

void ObjectStore::addAs(const QByteArray &oid, const ObjectSourcePtr &source)
{
    const std::lock_guard lock(m_mutex);
    m_objects.insert(oid, source);
}

void ObjectStore::remove(const QByteArray &oid)
{
    const std::lock_guard lock(m_mutex);
    m_objects.remove(oid);
}

ObjectSourcePtr ObjectStore::find(const QByteArray &oid) const
{
    const std::lock_guard lock(m_mutex);
    return m_objects.value(oid);
}

QList<QByteArray> ObjectStore::oids() const
{
    const std::lock_guard lock(m_mutex);
    return m_objects.keys();
}

} // namespace weightyard::test
