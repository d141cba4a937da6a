#include "net/http_stream.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostBuffered = 1024 * 1024;
constexpr qint64 kResumeBelow = kMostBuffered / 2;

/// Between the lane, which fills, and one reader, which waits.
class Pipe final : public ResponseSink
{
public:
    Flow onHead(const ResponseHead &head) override
    {
        const std::lock_guard lock(m_mutex);
        m_head = head;
        m_changed.notify_all();
        return m_closed ? Flow::Stop : Flow::Continue;
    }

    Flow onData(QByteArrayView data) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return Flow::Stop;
        m_chunks.push_back(data.toByteArray());
        m_buffered += data.size();
        m_changed.notify_all();
        m_paused = m_buffered >= kMostBuffered;
        return m_paused ? Flow::Pause : Flow::Continue;
    }

    void onEnd(const base::Result<void> &outcome) override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_end)
            m_end = outcome;
        m_changed.notify_all();
    }

    /// Ends the reader's waiting at once; the lane hears of it by Exchange::abort().
    void cancel()
    {
        const std::lock_guard lock(m_mutex);
        m_chunks.clear();
        m_buffered = 0;
        m_closed = true;
        m_end = base::fail(base::cancelledError());
        m_changed.notify_all();
    }

    base::Result<ResponseHead> waitForHead()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_head || m_end; });
        if (m_head && !m_closed)
            return *m_head;
        if (m_end && !*m_end)
            return base::fail(m_end->error());
        return base::fail(base::ErrorKind::Internal, base::ErrorCode::EndWithoutHead);
    }

    struct Piece {
        qint64 size = 0;
        bool resume = false; ///< the lane waits for Exchange::resume()
    };

    base::Result<Piece> read(char *buffer, qint64 size)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_chunks.empty() || m_end; });
        if (m_chunks.empty()) {
            if (!*m_end)
                return base::fail(m_end->error());
            return Piece{};
        }
        Piece piece;
        while (piece.size < size && !m_chunks.empty())
            piece.size += takeFront(buffer + piece.size, size - piece.size);
        m_buffered -= piece.size;
        if (m_paused && m_buffered < kResumeBelow) {
            m_paused = false;
            piece.resume = true;
        }
        return piece;
    }

private:
    qint64 takeFront(char *buffer, qint64 size)
    {
        const QByteArray &front = m_chunks.front();
        const qint64 count = std::min<qint64>(size, front.size() - m_offset);
        std::memcpy(buffer, front.constData() + m_offset, static_cast<size_t>(count));
        m_offset += count;
        if (m_offset == front.size()) {
            m_chunks.pop_front();
            m_offset = 0;
        }
        return count;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<ResponseHead> m_head;
    std::optional<base::Result<void>> m_end;
    std::deque<QByteArray> m_chunks;
    qint64 m_offset = 0; ///< taken from the first chunk
    qint64 m_buffered = 0;
    bool m_paused = false;
    bool m_closed = false;
};

} // namespace

struct HttpStream::Private {
    std::shared_ptr<Pipe> pipe = std::make_shared<Pipe>();
    Exchange exchange = {};
    ResponseHead head = {};
    base::CancelToken::Registration registration = {};
};

HttpStream::HttpStream(std::unique_ptr<Private> p) : d(std::move(p)) {}

HttpStream::~HttpStream()
{
    d->registration = {};
    d->pipe->cancel();
    d->exchange.abort();
}

base::Result<std::unique_ptr<HttpStream>> HttpStream::open(HttpClient &client, const HttpRequest &request,
                                                           const base::CancelToken &cancel)
{
    auto p = std::make_unique<Private>();
    p->exchange = client.start(request, p->pipe);
    p->registration = cancel.onCancel([pipe = p->pipe, exchange = p->exchange] {
        pipe->cancel();
        exchange.abort();
    });
    std::unique_ptr<HttpStream> stream(new HttpStream(std::move(p)));
    base::Result<ResponseHead> head = stream->d->pipe->waitForHead();
    if (!head)
        return base::fail(head.error());
    stream->d->head = *std::move(head);
    return stream;
}

const ResponseHead &HttpStream::head() const
{
    return d->head;
}

base::Result<qint64> HttpStream::read(char *buffer, qint64 size)
{
    if (size <= 0)
        return qint64(0);
    const base::Result<Pipe::Piece> piece = d->pipe->read(buffer, size);
    if (!piece)
        return base::fail(piece.error());
    if (piece->resume)
        d->exchange.resume();
    return piece->size;
}

base::Result<QByteArray> HttpStream::readAll(qint64 cap)
{
    QByteArray all;
    QByteArray block(64 * 1024, Qt::Uninitialized);
    while (true) {
        const base::Result<qint64> count = read(block.data(), block.size());
        if (!count)
            return base::fail(count.error());
        if (*count == 0)
            return all;
        if (all.size() + *count > cap) {
            return base::fail(base::ErrorKind::Protocol, base::Cause(base::ErrorCode::AnswerTooLong, cap),
                              {.url = base::redacted(d->head.url), .httpStatus = d->head.status});
        }
        all.append(block.constData(), static_cast<qsizetype>(*count));
    }
}

} // namespace weightyard::net
