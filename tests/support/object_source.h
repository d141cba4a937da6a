// The bytes of LFS objects: in memory, in a file, or generated (so that objects of many GiB need no disk).
//
// An ObjectSource never changes and may be read from any thread. ObjectStore is thread-safe.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <mutex>

namespace weightyard::test {

struct ObjectId {
    QByteArray oid; // lower-case hex SHA-256
    qint64 size = 0;

    QByteArray pointerText() const; // the canonical pointer file
};

class ObjectSource
{
public:
    virtual ~ObjectSource() = default;
    virtual qint64 size() const = 0;
    virtual QByteArray read(qint64 offset, qint64 maximum) const = 0; // short only at the end
};

using ObjectSourcePtr = std::shared_ptr<const ObjectSource>;

ObjectSourcePtr memoryObject(const QByteArray &bytes);
ObjectSourcePtr fileObject(const QString &path);
// Pseudo-random bytes that depend on seed and offset only.
ObjectSourcePtr generatedObject(quint64 seed, qint64 size);

QByteArray generatedBytes(quint64 seed, qint64 size);
QByteArray sha256Hex(const QByteArray &bytes);
QByteArray sha256Hex(const ObjectSource &source); // large ones through the openssl program, which is faster
QByteArray sha256HexOfFile(const QString &path);
ObjectId identify(const ObjectSource &source);
bool writeToFile(const ObjectSource &source, const QString &path);

class ObjectStore
{
public:
    ObjectId add(const ObjectSourcePtr &source);                      // computes the oid, once
    void addAs(const QByteArray &oid, const ObjectSourcePtr &source); // believes the caller: also for lies
    void remove(const QByteArray &oid);
    ObjectSourcePtr find(const QByteArray &oid) const; // null: none
    QList<QByteArray> oids() const;

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, ObjectSourcePtr> m_objects;
};

} // namespace weightyard::test
