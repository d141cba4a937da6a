#include "require.h"
#include "store/claims.h"
#include "store/journal.h"

#include <QFile>
#include <QTemporaryDir>

using namespace weightyard;
using store::IntervalSet;
using store::Journal;

namespace {

constexpr qint64 kSize = 5LL * 1024 * 1024 * 1024;
constexpr qint64 kUnit = 128 * 1024;

base::Oid oid()
{
    return base::Oid::fromDigest(QByteArray(32, '\x5a'));
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    fuzz::require(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Bytes {
    const uint8_t *data;
    size_t size;
    qint64 next(int bytes)
    {
        quint64 value = 0;
        for (; bytes > 0 && size > 0; --bytes, ++data, --size)
            value = value * 256 + *data;
        return static_cast<qint64>(value);
    }
};

/// What may be claimed after any number of whole lines.
QList<IntervalSet> writeLines(Journal &journal, Bytes &bytes)
{
    QList<IntervalSet> states{IntervalSet()};
    for (qint64 lines = bytes.next(1) % 16; lines > 0; --lines) {
        IntervalSet state = states.last();
        const qint64 begin = bytes.next(2) * kUnit % kSize;
        const store::Interval interval{begin, std::min(begin + bytes.next(1) * kUnit, kSize)};
        switch (bytes.next(1) % 3) {
        case 0:
            journal.addClaim(interval);
            state.add(interval);
            break;
        case 1:
            journal.addDrop(interval);
            state.remove(interval);
            break;
        default:
            journal.addBlock(begin / store::kBlockBytes, static_cast<quint64>(bytes.next(8)));
        }
        states.append(state);
        if (bytes.next(1) % 4 == 0)
            fuzz::require(journal.commit().has_value());
    }
    fuzz::require(journal.commit().has_value());
    return states;
}

} // namespace

// The first half: a journal that we wrote, cut and damaged as the rest says. The second: whatever a disk may have.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("journal"));
    QFile::remove(path);
    Bytes bytes{data, size};
    if (bytes.next(1) % 2 == 0) {
        Journal writer(path, oid(), kSize);
        const QList<IntervalSet> states = writeLines(writer, bytes);
        QByteArray text = read(path);
        if (!text.isEmpty() && bytes.next(1) % 2 == 0)
            text.truncate(bytes.next(2) % text.size());
        for (qint64 flips = bytes.next(1) % 4; flips > 0 && !text.isEmpty(); --flips)
            text[bytes.next(2) % text.size()] = static_cast<char>(bytes.next(1));
        text += QByteArray(reinterpret_cast<const char *>(bytes.data), static_cast<qsizetype>(bytes.size));
        write(path, text);
        Journal reader(path, oid(), kSize);
        const auto state = reader.load();
        fuzz::require(!state || states.contains(state->claimed));
        return 0;
    }
    write(path, QByteArray(reinterpret_cast<const char *>(bytes.data), static_cast<qsizetype>(bytes.size)));
    Journal reader(path, oid(), kSize);
    const auto state = reader.load();
    fuzz::require(!state || state->claimed.all().empty() || state->claimed.all().back().end <= kSize);
    reader.addClaim({0, kUnit});
    fuzz::require(!state || reader.commit().has_value());
    return 0;
}
