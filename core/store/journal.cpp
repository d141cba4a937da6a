#include "store/journal.h"

#include "base/error_code.h"
#include "platform/file_names.h"
#include "store/claims.h"

#include <QFileInfo>
#include <utility>
#include <xxhash.h>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kJournalLimit = 256LL * 1024 * 1024;
constexpr qint64 kCompactBytes = 1024 * 1024;
constexpr QByteArrayView kMagic = "weightyard-journal";
constexpr int kJournalVersion = 1;
constexpr qsizetype kChecksumDigits = 16;

quint64 lineChecksum(QByteArrayView words, quint64 seed)
{
    return XXH3_64bits_withSeed(words.data(), static_cast<size_t>(words.size()), seed);
}

QByteArray hex(quint64 value)
{
    return QByteArray::number(value, 16).rightJustified(kChecksumDigits, '0');
}

std::optional<Interval> parseInterval(const QList<QByteArray> &words, qint64 size)
{
    bool beginFine = false;
    bool endFine = false;
    const Interval interval{words[1].toLongLong(&beginFine), words[2].toLongLong(&endFine)};
    if (!beginFine || !endFine || interval.begin < 0 || interval.begin > interval.end || interval.end > size)
        return {};
    return interval;
}

qint64 blockCount(qint64 size)
{
    // No sum: a pointer may claim the largest of all sizes.
    return size / kBlockBytes + (size % kBlockBytes == 0 ? 0 : 1);
}

// False: not a line of this version.
bool apply(const QByteArray &line, qint64 size, JournalState &state)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3)
        return false;
    if (words[0] == "block") {
        bool indexFine = false;
        bool sumFine = false;
        const qint64 index = words[1].toLongLong(&indexFine);
        const quint64 sum = words[2].toULongLong(&sumFine, 16);
        if (!indexFine || !sumFine || index < 0 || index >= blockCount(size))
            return false;
        state.blocks.insert(index, sum);
        return true;
    }
    const std::optional<Interval> interval = parseInterval(words, size);
    if (!interval)
        return false;
    if (words[0] == "claim") {
        state.claimed.add(*interval);
        return true;
    }
    if (words[0] != "drop")
        return false;
    state.claimed.remove(*interval);
    state.blocks.removeIf([&](const auto &block) {
        return block.key() * kBlockBytes < interval->end && (block.key() + 1) * kBlockBytes > interval->begin;
    });
    return true;
}

} // namespace

Journal::Journal(QString path, base::Oid oid, qint64 size)
    : m_path(std::move(path)),
      m_oid(std::move(oid)),
      m_size(size)
{
    add(header());
}

QByteArray Journal::header() const
{
    return kMagic.toByteArray() + ' ' + QByteArray::number(kJournalVersion) + ' ' + m_oid.hex() + ' '
           + QByteArray::number(m_size);
}

Result<JournalState> Journal::load()
{
    const Result<std::optional<QByteArray>> read = platform::readWhole(m_path, kJournalLimit);
    if (!read)
        return fail(read.error());
    if (!*read)
        return JournalState();
    const QByteArray text = read->value();
    const QList<QByteArray> first = text.left(text.indexOf('\n')).split(' ');
    if (first.size() >= 2 && first[0] == kMagic && first[1].toInt() > kJournalVersion) {
        return fail(ErrorKind::Prerequisite,
                    base::Cause(ErrorCode::JournalNewer, QString::fromLatin1(first[1]), kJournalVersion),
                    {.path = m_path, .reason = base::ErrorReason::NewerFile});
    }
    Result<platform::File> file = platform::File::open(m_path, platform::File::Access::ReadWrite);
    if (!file)
        return fail(file.error());
    m_file = std::move(*file);
    JournalState state;
    m_end = readLines(text, state);
    m_hasTail = m_end < text.size();
    if (m_end > kCompactBytes) {
        if (const Result<void> compacted = compact(state); !compacted)
            return fail(compacted.error());
    }
    return state;
}

IntervalSet Journal::claimsOf(const QString &path, const base::Oid &oid)
{
    const Result<std::optional<QByteArray>> text = platform::readWhole(path, kJournalLimit);
    if (!text || !*text)
        return {};
    const QList<QByteArray> first = (**text).left((**text).indexOf('\n')).split(' ');
    Journal journal(path, oid, first.value(3).toLongLong());
    JournalState state;
    journal.readLines(**text, state);
    return state.claimed;
}

// Where the trusted lines end. Nothing trusted: the header is to be written again.
qint64 Journal::readLines(const QByteArray &text, JournalState &state)
{
    qint64 begin = 0;
    quint64 seed = 0;
    for (;;) {
        const qsizetype end = text.indexOf('\n', begin);
        if (end <= begin + kChecksumDigits)
            break;
        const QByteArray words = text.mid(begin, end - begin - kChecksumDigits - 1);
        const quint64 sum = lineChecksum(words, seed);
        const bool fits = text.mid(begin, end - begin) == words + ' ' + hex(sum)
                          && (begin == 0 ? words == header() : apply(words, m_size, state));
        if (!fits)
            break;
        seed = sum;
        begin = end + 1;
    }
    if (begin > 0) {
        m_seed = seed;
        m_unwritten.clear();
    }
    return begin;
}

void Journal::add(const QByteArray &words)
{
    m_seed = lineChecksum(words, m_seed);
    m_unwritten += words + ' ' + hex(m_seed) + '\n';
}

void Journal::addClaim(Interval interval)
{
    add("claim " + QByteArray::number(interval.begin) + ' ' + QByteArray::number(interval.end));
}

void Journal::addBlock(qint64 index, quint64 xxh3)
{
    add("block " + QByteArray::number(index) + ' ' + hex(xxh3));
}

void Journal::addDrop(Interval interval)
{
    add("drop " + QByteArray::number(interval.begin) + ' ' + QByteArray::number(interval.end));
}

Result<void> Journal::compact(const JournalState &state)
{
    m_seed = 0;
    m_unwritten.clear();
    add(header());
    for (const Interval &one : state.claimed.all())
        addClaim(one);
    for (auto block = state.blocks.cbegin(); block != state.blocks.cend(); ++block)
        addBlock(block.key(), block.value());
    const QByteArray text = std::exchange(m_unwritten, {});
    m_file = platform::File(); // some systems replace no open file
    if (const Result<void> written = platform::writeDurably(m_path, text); !written)
        return written;
    Result<platform::File> file = platform::File::open(m_path, platform::File::Access::ReadWrite);
    if (!file)
        return fail(file.error());
    m_file = std::move(*file);
    m_end = text.size();
    m_hasTail = false;
    return {};
}

Result<void> Journal::commit()
{
    if (m_unwritten.isEmpty())
        return {};
    const bool isNew = !m_file.isOpen();
    if (isNew) {
        Result<platform::File> file = platform::File::open(m_path, platform::File::Access::CreateNew);
        if (!file)
            return fail(file.error());
        m_file = std::move(*file);
    }
    Result<void> done = m_hasTail ? m_file.resize(m_end) : Result<void>();
    if (done)
        done = m_file.writeAt(m_end, m_unwritten);
    if (done)
        done = m_file.syncData();
    if (done && isNew)
        done = platform::syncFolder(QFileInfo(m_path).absolutePath());
    if (!done) {
        m_hasTail = true;
        return done;
    }
    m_hasTail = false;
    m_end += m_unwritten.size();
    m_unwritten.clear();
    return {};
}

Result<void> Journal::remove()
{
    m_file = platform::File();
    return platform::removeFile(m_path);
}

} // namespace weightyard::store
