#include "git/pkt_line.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <array>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

base::Result<qint64> PktLineReader::fill(char *buffer, qint64 size)
{
    qint64 filled = 0;
    while (filled < size) {
        const base::Result<qint64> count = m_source(buffer + filled, size - filled);
        if (!count)
            return base::fail(count.error());
        if (*count == 0)
            break;
        filled += *count;
    }
    m_bytesRead += filled;
    return filled;
}

base::Result<PktLine> PktLineReader::next()
{
    constexpr qint64 kHeader = 4;
    QByteArray header(kHeader, '\0');
    const base::Result<qint64> got = fill(header.data(), kHeader);
    if (!got)
        return base::fail(got.error());
    if (*got == 0)
        return PktLine{};
    bool isNumber = false;
    const int length = header.toInt(&isNumber, 16);
    const bool digits = isNumber && !header.contains('+') && !header.contains('-') && !header.contains(' ');
    if (*got < kHeader)
        return base::fail(base::ErrorKind::Network, base::ErrorCode::AnswerCutInLine);
    if (!digits || (length > 0 && length < kHeader))
        return base::fail(base::ErrorKind::Protocol, base::ErrorCode::NotPktLines);
    if (length == 0)
        return PktLine{.kind = PktLine::Kind::Flush};

    PktLine line{.kind = PktLine::Kind::Data, .payload = QByteArray(length - kHeader, Qt::Uninitialized)};
    const base::Result<qint64> body = fill(line.payload.data(), line.payload.size());
    if (!body)
        return base::fail(body.error());
    if (*body < line.payload.size())
        return base::fail(base::ErrorKind::Network, base::ErrorCode::AnswerCutInLine);
    return line;
}

QByteArray pktLine(QByteArrayView payload)
{
    const QByteArray length = QByteArray::number(payload.size() + 4, 16).rightJustified(4, '0');
    return length + payload.toByteArray();
}

base::Error serverSaid(QByteArrayView message)
{
    const QString text = base::redactedText(QString::fromUtf8(message)).trimmed().left(500);
    base::ErrorKind kind = base::ErrorKind::Protocol;
    const auto says = [&](QLatin1StringView words) { return text.contains(words, Qt::CaseInsensitive); };
    if (says("not found"_L1) || says("does not exist"_L1) || says("not our ref"_L1))
        kind = base::ErrorKind::NotFound;
    else if (says("denied"_L1) || says("permission"_L1) || says("authoriz"_L1) || says("authentic"_L1))
        kind = base::ErrorKind::Auth;
    return {.kind = kind, .cause = base::ErrorCode::ServerSays, .detail = text};
}

} // namespace weightyard::git
