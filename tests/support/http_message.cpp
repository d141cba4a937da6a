#include "http_message.h"

#include <QUrl>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

constexpr qsizetype kHeadLimit = 256 * 1024;

} // namespace

QByteArray HttpRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpRequest::queryValue(const QByteArray &key) const
{
    const QUrlQuery parsed(QString::fromLatin1(query));
    return parsed.queryItemValue(QString::fromLatin1(key), QUrl::FullyDecoded).toUtf8();
}

bool HttpRequest::wantsClose() const
{
    const QByteArray connection = header("Connection").toLower();
    return connection.contains("close") || (minorVersion == 0 && !connection.contains("keep-alive"));
}

bool RequestParser::parseHead(const QByteArray &head)
{
    m_request = {};
    m_request.rawHead = head;
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> start = lines.takeFirst().trimmed().split(' ');
    if (start.size() != 3 || !start.at(2).startsWith("HTTP/1."))
        return false;
    m_request.method = start.at(0);
    m_request.target = start.at(1);
    m_request.minorVersion = start.at(2).endsWith('0') ? 0 : 1;
    const qsizetype mark = m_request.target.indexOf('?');
    m_request.query = mark < 0 ? QByteArray() : m_request.target.mid(mark + 1);
    m_request.path = QUrl::fromPercentEncoding(mark < 0 ? m_request.target : m_request.target.left(mark));
    for (const QByteArray &line : lines) {
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return false;
        m_request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    m_continueWanted = m_request.header("Expect").toLower() == "100-continue";
    return true;
}

RequestParser::State RequestParser::next()
{
    if (!m_headDone) {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return m_buffer.size() > kHeadLimit ? State::Bad : State::NeedMore;
        const QByteArray head = m_buffer.left(end + 4);
        m_buffer.remove(0, end + 4);
        if (!parseHead(head))
            return State::Bad;
        m_headDone = true;
    }
    if (m_request.header("Transfer-Encoding").toLower().contains("chunked"))
        return parseChunkedBody();
    return parseLengthBody();
}

RequestParser::State RequestParser::parseLengthBody()
{
    const QByteArray text = m_request.header("Content-Length");
    bool ok = true;
    const qint64 length = text.isNull() ? 0 : text.toLongLong(&ok);
    if (!ok || length < 0)
        return State::Bad;
    if (m_buffer.size() < length)
        return State::NeedMore;
    m_request.body = m_buffer.left(length);
    m_buffer.remove(0, length);
    return State::Ready;
}

RequestParser::State RequestParser::parseChunkedBody()
{
    while (true) {
        const qsizetype lineEnd = m_buffer.indexOf("\r\n");
        if (lineEnd < 0)
            return State::NeedMore;
        bool ok = false;
        const qint64 size = m_buffer.left(lineEnd).split(';').first().trimmed().toLongLong(&ok, 16);
        if (!ok || size < 0)
            return State::Bad;
        if (m_buffer.size() < lineEnd + 2 + size + 2)
            return State::NeedMore;
        m_request.body += m_buffer.mid(lineEnd + 2, size);
        m_buffer.remove(0, lineEnd + 2 + size + 2);
        if (size == 0)
            return State::Ready;
    }
}

HttpRequest RequestParser::take()
{
    m_headDone = false;
    m_continueWanted = false;
    return std::exchange(m_request, {});
}

bool RequestParser::takeContinueWanted()
{
    return std::exchange(m_continueWanted, false) && m_headDone;
}

QByteArray SourceBody::read(qint64 maximum)
{
    const QByteArray piece = m_source->read(m_at, qMin(maximum, m_end - m_at));
    // A source that gives less than it promised (a file cut meanwhile) ends the body instead of looping.
    m_at = piece.isEmpty() ? m_end : m_at + piece.size();
    return piece;
}

HttpResponse HttpResponse::ofBytes(int status, const QByteArray &contentType, const QByteArray &bytes)
{
    HttpResponse response;
    response.status = status;
    response.headers.append({"Content-Type", contentType});
    response.setBytes(bytes);
    return response;
}

HttpResponse HttpResponse::empty(int status)
{
    HttpResponse response;
    response.status = status;
    response.setBytes({});
    return response;
}

void HttpResponse::setBytes(const QByteArray &bytes)
{
    length = bytes.size();
    body = std::make_shared<SourceBody>(memoryObject(bytes), 0, length);
}

void HttpResponse::setHeader(const QByteArray &name, const QByteArray &value)
{
    headers.removeIf(
        [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    headers.append({name, value});
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Status";
    }
}

} // namespace weightyard::test
