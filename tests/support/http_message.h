// HTTP/1.1 as the hub speaks it: requests parsed from bytes, answers described as values. Internal to the hub's
// thread. Source: RFC 9112 (framing), RFC 9110 (semantics).
#pragma once

#include "fault.h"
#include "object_source.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace weightyard::test {

struct HttpRequest {
    QByteArray method;
    QByteArray target; // as sent
    QString path;      // decoded, without query
    QByteArray query;  // as sent, without '?'
    int minorVersion = 1;
    HeaderList headers;
    QByteArray rawHead;
    QByteArray body;

    QByteArray header(const QByteArray &name) const; // first value, or null
    QByteArray queryValue(const QByteArray &key) const;
    bool wantsClose() const;
};

// Collects bytes into requests. feed(), then next() until it says NeedMore.
class RequestParser
{
public:
    enum class State { NeedMore, Ready, Bad };

    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    State next();
    HttpRequest take();        // after Ready
    bool takeContinueWanted(); // true once if the client waits for "100 Continue"

private:
    bool parseHead(const QByteArray &head);
    State parseLengthBody();
    State parseChunkedBody();

    QByteArray m_buffer;
    bool m_headDone = false;
    bool m_continueWanted = false;
    HttpRequest m_request;
};

// A body that may arrive over time. `onReadable` is called when a read() that gave nothing is worth repeating.
class BodyStream
{
public:
    virtual ~BodyStream() = default;
    virtual QByteArray read(qint64 maximum) = 0;
    virtual bool atEnd() const = 0;

    std::function<void()> onReadable;
};

class SourceBody final : public BodyStream
{
public:
    SourceBody(ObjectSourcePtr source, qint64 start, qint64 end)
        : m_source(std::move(source)),
          m_at(start),
          m_end(end)
    {}
    QByteArray read(qint64 maximum) override;
    bool atEnd() const override { return m_at >= m_end; }

private:
    ObjectSourcePtr m_source;
    qint64 m_at;
    qint64 m_end;
};

enum class Framing { Length, Chunked, UntilClose };

struct HttpResponse {
    int status = 200;
    HeaderList headers;
    std::shared_ptr<BodyStream> body; // null: none
    qint64 length = -1;               // of the body; -1: not known
    qint64 objectOffset = 0;          // storage: where in the object the body starts

    // What faults ask of the wire. Byte positions count from the start of the body.
    std::optional<Framing> framing;
    std::optional<QByteArray> raw; // written as it is, then close
    std::optional<qint64> cutAt;   // -1: before the head
    bool reset = false;
    std::optional<qint64> stallAt; // -1: before the head
    qint64 stallMilliseconds = 0;  // 0: for ever
    qint64 delayMilliseconds = 0;
    qint64 bytesPerSecond = 0;
    qint64 dripBytes = 0;
    qint64 dripMilliseconds = 0;
    std::optional<qint64> bodyLimit; // the body ends here, and Content-Length says so
    qint64 extraBytes = 0;           // after the body, counted in Content-Length
    qint64 bytesAfterEnd = 0;        // after the body, not counted; then close
    std::optional<qint64> secondLengthOff;
    QList<qint64> flippedBytes;
    bool close = false;

    static HttpResponse ofBytes(int status, const QByteArray &contentType, const QByteArray &bytes);
    static HttpResponse empty(int status);
    void setBytes(const QByteArray &bytes);
    void setHeader(const QByteArray &name, const QByteArray &value); // replaces
};

QByteArray reasonPhrase(int status);

} // namespace weightyard::test
