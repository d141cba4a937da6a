// pkt-line framing (git's gitprotocol-common(5)): four hex digits of length, then the payload; "0000" is a flush. Reads from
// anything that gives bytes. One thread. A stream that ends within a line is Network, bad framing Protocol.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <functional>

namespace weightyard::git {

struct PktLine {
    enum class Kind { Data, Flush, End };
    Kind kind = Kind::End;
    QByteArray payload = {};
};

class PktLineReader
{
public:
    /// As net::HttpStream::read(): at least one byte, or 0 at the end.
    using Source = std::function<base::Result<qint64>(char *buffer, qint64 size)>;

    explicit PktLineReader(Source source) : m_source(std::move(source)) {}

    base::Result<PktLine> next();
    qint64 bytesRead() const { return m_bytesRead; }

private:
    base::Result<qint64> fill(char *buffer, qint64 size);

    Source m_source;
    qint64 m_bytesRead = 0;
};

QByteArray pktLine(QByteArrayView payload);

/// What "ERR <message>" in place of an answer means, by the words that servers use.
base::Error serverSaid(QByteArrayView message);

} // namespace weightyard::git
