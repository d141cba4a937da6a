// Small files of weights in their real formats (huggingface/safetensors, README; ggml-org/ggml, docs/gguf.md). Pure.
#pragma once

#include <QByteArray>
#include <QtEndian>

namespace weightyard::test {

template<typename Number>
QByteArray littleEndian(Number number)
{
    QByteArray bytes(sizeof(Number), '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

inline QByteArray safetensorsHeader(const QByteArray &json)
{
    return littleEndian<quint64>(static_cast<quint64>(json.size())) + json;
}

/// One tensor of so many bytes.
inline QByteArray safetensorsBytes(const QByteArray &payload)
{
    const QByteArray json = R"({"__metadata__":{"format":"mlx"},"w":{"dtype":"U8","shape":[)"
                            + QByteArray::number(payload.size()) + R"(],"data_offsets":[0,)"
                            + QByteArray::number(payload.size()) + "]}}";
    return safetensorsHeader(json) + payload;
}

inline QByteArray ggufText(const QByteArray &text)
{
    return littleEndian<quint64>(static_cast<quint64>(text.size())) + text;
}

/// A vocabulary, an alignment and one tensor of 32-bit floats; `elements` is what the header says of it.
inline QByteArray ggufHeader(quint64 elements, quint32 alignment = 32)
{
    QByteArray bytes =
        "GGUF" + littleEndian<quint32>(3) + littleEndian<quint64>(1) + littleEndian<quint64>(3);
    bytes += ggufText("general.name") + littleEndian<quint32>(8) + ggufText("small");
    bytes += ggufText("tokenizer.ggml.tokens") + littleEndian<quint32>(9) + littleEndian<quint32>(8)
             + littleEndian<quint64>(2) + ggufText("a") + ggufText("bc");
    bytes += ggufText("general.alignment") + littleEndian<quint32>(4) + littleEndian<quint32>(alignment);
    bytes += ggufText("blk.0.weight") + littleEndian<quint32>(2) + littleEndian<quint64>(elements)
             + littleEndian<quint64>(1) + littleEndian<quint32>(0) + littleEndian<quint64>(0);
    while (bytes.size() % static_cast<qsizetype>(alignment) != 0)
        bytes += '\0';
    return bytes;
}

inline QByteArray ggufBytes(quint64 elements)
{
    return ggufHeader(elements) + QByteArray(static_cast<qsizetype>(elements * 4), 'w');
}

} // namespace weightyard::test
