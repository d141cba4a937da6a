#include "wire_faults.h"

#include <QtGlobal>

namespace weightyard::test {

namespace {

// {"padding":"xxxx..."}: valid JSON of any size, made as it is read.
class PaddedJson final : public ObjectSource
{
public:
    explicit PaddedJson(qint64 size) : m_size(size) {}
    qint64 size() const override { return m_size; }
    QByteArray read(qint64 offset, qint64 maximum) const override
    {
        static const QByteArray head = "{\"padding\":\"";
        QByteArray piece(qMax<qint64>(0, qMin(maximum, m_size - offset)), 'x');
        for (qsizetype i = 0; i < piece.size(); ++i) {
            const qint64 at = offset + i;
            if (at < head.size())
                piece[i] = head.at(at);
            else if (at >= m_size - 2)
                piece[i] = at == m_size - 2 ? '"' : '}';
            else
                break;
        }
        if (offset + piece.size() >= m_size - 1 && piece.size() >= 2) {
            piece[piece.size() - 1] = '}';
            piece[piece.size() - 2] = '"';
        }
        return piece;
    }

private:
    qint64 m_size;
};

constexpr const char *kPortalPage = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head>\n"
                                    "<body><h1>Please sign in to use this network</h1></body></html>\n";

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes.append(static_cast<char>((value >> shift) & 0xFFU));
    return bytes;
}

void gzipBody(HttpResponse &response)
{
    QByteArray plain;
    while (response.body && !response.body->atEnd()) {
        const QByteArray piece = response.body->read(1024 * 1024);
        if (piece.isEmpty())
            break; // a child process that is not ready: what came so far is all that is packed
        plain += piece;
    }
    response.setBytes(gzipped(plain));
    response.setHeader("Content-Encoding", "gzip");
}

void applyOne(HttpResponse &response, const Fault &fault)
{
    const qint64 at = fault.inObject ? fault.at - response.objectOffset : fault.at;
    switch (fault.kind) {
    case FaultKind::Cut:
        response.cutAt = at;
        response.reset = fault.reset;
        break;
    case FaultKind::Stall:
        response.stallAt = at;
        response.stallMilliseconds = fault.milliseconds;
        break;
    case FaultKind::Delay:
        response.delayMilliseconds += fault.milliseconds;
        break;
    case FaultKind::Rate:
        response.bytesPerSecond = fault.amount;
        break;
    case FaultKind::Drip:
        response.dripBytes = fault.amount;
        response.dripMilliseconds = qMax<qint64>(1, fault.milliseconds);
        break;
    case FaultKind::Gzip:
        gzipBody(response);
        break;
    case FaultKind::Chunked:
        response.framing = Framing::Chunked;
        break;
    case FaultKind::CloseDelimited:
        response.framing = Framing::UntilClose;
        break;
    case FaultKind::TruncateClean:
        response.bodyLimit = at;
        break;
    case FaultKind::ExtraBytes:
        response.extraBytes = fault.amount;
        break;
    case FaultKind::BytesAfterEnd:
        response.bytesAfterEnd = fault.amount;
        break;
    case FaultKind::TwoLengths:
        response.secondLengthOff = fault.amount;
        break;
    case FaultKind::Corrupt:
        response.flippedBytes.append(at);
        break;
    default: // acts in its endpoint or replaced the answer
        break;
    }
    for (const auto &[name, value] : fault.headers)
        response.setHeader(name, value);
}

QByteArray statusText(const Fault &fault, Endpoint endpoint)
{
    if (!fault.text.isEmpty())
        return fault.text;
    if (endpoint == Endpoint::Batch)
        return "{\"message\":\"" + reasonPhrase(fault.status) + "\",\"request_id\":\"1\"}";
    return reasonPhrase(fault.status) + '\n';
}

} // namespace

QByteArray gzipped(const QByteArray &bytes)
{
    // qCompress gives 4 bytes of length, then zlib: 2 bytes of head, deflate data, 4 bytes of Adler-32.
    const QByteArray zlib = qCompress(bytes);
    const QByteArray deflate = bytes.isEmpty() ? QByteArray("\x03\x00", 2) : zlib.mid(6, zlib.size() - 10);
    return QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10) + deflate + littleEndian(crc32(bytes))
           + littleEndian(static_cast<quint32>(bytes.size()));
}

std::optional<HttpResponse> replacingAnswer(const QList<Fault> &faults, const HttpRequest &request,
                                            Endpoint endpoint)
{
    const QByteArray json = endpoint == Endpoint::Batch ? "application/vnd.git-lfs+json" : "application/json";
    for (const Fault &fault : faults) {
        if (fault.kind == FaultKind::Status)
            return HttpResponse::ofBytes(fault.status, endpoint == Endpoint::Batch ? json : "text/plain",
                                         statusText(fault, endpoint));
        if (fault.kind == FaultKind::Redirect) {
            HttpResponse response = HttpResponse::empty(fault.status);
            response.setHeader("Location", QByteArray(fault.text).replace("{target}", request.target));
            return response;
        }
        if (fault.kind == FaultKind::Html)
            return HttpResponse::ofBytes(200, "text/html; charset=utf-8", kPortalPage);
        if (fault.kind == FaultKind::HugeJson) {
            HttpResponse response = HttpResponse::ofBytes(200, json, {});
            response.length = fault.at;
            response.body = std::make_shared<SourceBody>(std::make_shared<PaddedJson>(fault.at), 0, fault.at);
            return response;
        }
        if (fault.kind == FaultKind::Raw) {
            HttpResponse response;
            response.raw = fault.text;
            return response;
        }
    }
    return std::nullopt;
}

void applyWireFaults(HttpResponse &response, const QList<Fault> &faults)
{
    for (const Fault &fault : faults)
        applyOne(response, fault);
}

} // namespace weightyard::test
