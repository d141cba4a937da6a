#include "library/gguf_header.h"

#include <QByteArray>
#include <QtEndian>
#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace weightyard::library {

namespace {

constexpr qint64 kLargestHeader = 128LL * 1024 * 1024; // vocabularies are some MiB
constexpr quint64 kMostItems = 4'000'000;
constexpr qint64 kLongestName = 64LL * 1024;
constexpr qint64 kMostDimensions = 8;
constexpr qint64 kUsualAlignment = 32;

struct TensorType {
    quint32 type;
    qint64 blockElements;
    qint64 blockBytes;
};

// ggml.h, enum ggml_type; ggml.c, type_traits.
constexpr std::array kTensorTypes = {
    TensorType{0, 1, 4},      TensorType{1, 1, 2},      TensorType{2, 32, 18},    TensorType{3, 32, 20},
    TensorType{6, 32, 22},    TensorType{7, 32, 24},    TensorType{8, 32, 34},    TensorType{10, 256, 84},
    TensorType{11, 256, 110}, TensorType{12, 256, 144}, TensorType{13, 256, 176}, TensorType{14, 256, 210},
    TensorType{15, 256, 292}, TensorType{16, 256, 66},  TensorType{17, 256, 74},  TensorType{18, 256, 98},
    TensorType{19, 256, 50},  TensorType{20, 32, 18},   TensorType{21, 256, 110}, TensorType{22, 256, 82},
    TensorType{23, 256, 136}, TensorType{24, 1, 1},     TensorType{25, 1, 2},     TensorType{26, 1, 4},
    TensorType{27, 1, 8},     TensorType{28, 1, 8},     TensorType{29, 256, 56},  TensorType{30, 1, 2},
    TensorType{34, 256, 54},  TensorType{35, 256, 66},  TensorType{39, 32, 17},
};

enum ValueType : quint32 { String = 8, Array = 9, LastType = 12 };
constexpr std::array<qint64, 13> kValueBytes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

enum class Outcome { Read, BeyondEnd, NotUnderstood };

/// Reads forward in the file; what is skipped is not read.
class Reader
{
public:
    Reader(QIODevice &file, qint64 size) : m_file(file), m_size(size) {}

    template<typename Number>
    std::optional<Number> number()
    {
        if (!take(qint64(sizeof(Number))))
            return {};
        const QByteArray bytes =
            m_file.seek(m_at - qint64(sizeof(Number))) ? m_file.read(qint64(sizeof(Number))) : QByteArray();
        if (bytes.size() != qsizetype(sizeof(Number)))
            return {};
        return qFromLittleEndian<Number>(bytes.constData());
    }
    bool skip(quint64 count, qint64 each)
    {
        const bool fits = each == 0 || count <= quint64(std::numeric_limits<qint64>::max() / each);
        return take(fits ? qint64(count) * each : std::numeric_limits<qint64>::max());
    }
    /// Of a string's bytes, as long as a name may be; else they are only skipped.
    std::optional<QByteArray> string()
    {
        const std::optional<quint64> length = number<quint64>();
        if (!length || !skip(*length, 1))
            return {};
        const auto bytes = qint64(*length);
        if (bytes > kLongestName)
            return QByteArray();
        return m_file.seek(m_at - bytes) ? std::optional(m_file.read(bytes)) : std::nullopt;
    }
    qint64 at() const { return m_at; }
    Outcome outcome() const { return m_outcome; }

private:
    bool take(qint64 bytes)
    {
        if (m_outcome != Outcome::Read)
            return false;
        if (bytes > m_size - m_at)
            m_outcome = Outcome::BeyondEnd;
        else if (m_at + bytes > kLargestHeader)
            m_outcome = Outcome::NotUnderstood;
        else
            m_at += bytes;
        return m_outcome == Outcome::Read;
    }

    QIODevice &m_file;
    const qint64 m_size;
    qint64 m_at = 0;
    Outcome m_outcome = Outcome::Read;
};

bool skipArray(Reader &reader)
{
    const auto type = reader.number<quint32>();
    const auto count = reader.number<quint64>();
    if (!type || !count || *type > LastType || *type == Array) // none has arrays in arrays
        return false;
    if (*type != String)
        return reader.skip(*count, kValueBytes[*type]);
    for (quint64 i = 0; i < std::min(*count, kMostItems); ++i) {
        const auto length = reader.number<quint64>();
        if (!length || !reader.skip(*length, 1))
            return false;
    }
    return *count <= kMostItems;
}

bool skipValue(Reader &reader, quint32 type)
{
    if (type > LastType)
        return false;
    if (type == Array)
        return skipArray(reader);
    return type == String ? reader.string().has_value() : reader.skip(1, kValueBytes[type]);
}

/// general.alignment, as the pairs have it.
std::optional<qint64> readPairs(Reader &reader, quint64 count)
{
    qint64 alignment = kUsualAlignment;
    for (quint64 i = 0; i < count; ++i) {
        const auto key = reader.string();
        const auto type = key ? reader.number<quint32>() : std::nullopt;
        if (!type)
            return {};
        constexpr quint32 kUint32 = 4;
        if (*key == "general.alignment" && *type == kUint32) {
            const auto value = reader.number<quint32>();
            if (!value || *value == 0)
                return {};
            alignment = *value;
        } else if (!skipValue(reader, *type)) {
            return {};
        }
    }
    return alignment;
}

/// The end of one tensor behind the header; without its bytes where the type is not known.
std::optional<quint64> readTensor(Reader &reader)
{
    const auto name = reader.string();
    const auto dimensions = name ? reader.number<quint32>() : std::nullopt;
    if (!dimensions || *dimensions > kMostDimensions)
        return {};
    quint64 elements = 1;
    bool makesSense = true;
    for (quint32 i = 0; i < *dimensions; ++i) {
        const auto length = reader.number<quint64>();
        if (!length)
            return {};
        makesSense =
            makesSense && (*length == 0 || elements <= std::numeric_limits<quint64>::max() / 512 / *length);
        elements = makesSense ? elements * *length : 0;
    }
    const auto type = reader.number<quint32>();
    const auto offset = type ? reader.number<quint64>() : std::nullopt;
    if (!offset || *offset > quint64(std::numeric_limits<qint64>::max()) || !makesSense)
        return {};
    const auto row = std::find_if(kTensorTypes.begin(), kTensorTypes.end(),
                                  [&](const TensorType &one) { return one.type == *type; });
    const bool known = row != kTensorTypes.end();
    const quint64 bytes = known ? elements / quint64(row->blockElements) * quint64(row->blockBytes) : 0;
    return bytes > quint64(std::numeric_limits<qint64>::max()) - *offset ? std::nullopt
                                                                         : std::optional(*offset + bytes);
}

} // namespace

bool isShortGguf(QIODevice &file, qint64 size)
{
    constexpr qint64 kMagicBytes = 4;
    if (!file.seek(0) || file.read(kMagicBytes) != "GGUF")
        return false;
    Reader reader(file, size);
    reader.skip(kMagicBytes, 1);
    const auto version = reader.number<quint32>();
    if (version && *version != 2
        && *version != 3) // 1 has other numbers; from a machine of the other byte order
        return false;
    const auto tensors = reader.number<quint64>();
    const auto pairs = reader.number<quint64>();
    if (tensors && pairs && std::max(*tensors, *pairs) > kMostItems)
        return false;
    const auto alignment = pairs ? readPairs(reader, *pairs) : std::nullopt;
    quint64 end = 0;
    for (quint64 i = 0; alignment && i < *tensors; ++i) {
        const auto tensor = readTensor(reader);
        if (!tensor)
            return reader.outcome() == Outcome::BeyondEnd;
        end = std::max(end, *tensor);
    }
    if (!alignment)
        return reader.outcome() == Outcome::BeyondEnd;
    const qint64 begin = (reader.at() + *alignment - 1) / *alignment * *alignment;
    return end > 0 && (begin > size || end > quint64(size - begin));
}

} // namespace weightyard::library
