#include "lfs/attempt.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/http_stream.h"
#include "net/status_error.h"

#include <exception>
#include <utility>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using net::Flow;
using store::Interval;

namespace {
constexpr qsizetype kRefusalText = 16 * 1024;
constexpr qint64 kHandOverMs = 200; // a slow link's bytes are seen, and safe, before they fill a block
constexpr qint64 kSlowestBytes = 60 * 1024; // a minute
} // namespace

net::HttpRequest attemptRequest(const QUrl &href, const net::Headers &headers, const AttemptPlan &plan)
{
    net::HttpRequest request;
    request.url = href;
    request.headers = headers;
    request.slowestBytes = kSlowestBytes;
    if (plan.askedForRange) {
        request.headers.set("Range", "bytes=" + QByteArray::number(plan.range.begin) + '-'
                                         + QByteArray::number(plan.range.end - 1));
    }
    return request;
}

Attempt::Attempt(AttemptPlan plan, const base::Clock &clock, DiskWorker &disk, EventQueue &events,
                 ConnectionShare::Slot slot)
    : m_plan(std::move(plan)),
      m_clock(clock),
      m_disk(disk),
      m_events(events),
      m_slot(std::move(slot))
{}

Flow Attempt::onHead(const net::ResponseHead &head)
{
    m_refusal.head = head;
    if (head.status >= 400)
        return Flow::Continue;
    if (const Result<void> good = judge(head); !good) {
        m_error = good.error();
        return Flow::Stop;
    }
    m_events.push(HeadSeen{m_plan.partial->oid(), {m_plan.range.begin, m_end}, m_mode == Mode::Range});
    return Flow::Continue;
}

Result<void> Attempt::judge(const net::ResponseHead &head)
{
    const auto range = net::parseContentRange(head.headers.value("Content-Range").value_or(QByteArray()));
    if (head.status == 206)
        return judgeRange(head, range);
    // Some servers and caches send a range with 200. Which bytes came is what counts; the hash decides.
    const qint64 size = m_plan.partial->size();
    const bool isWhole =
        head.contentLength == size
        || (head.contentLength == -1 && range && range->end + 1 == size && range->begin == 0);
    const bool isPart = range && !isWhole;
    if (head.status == 200)
        return isPart ? judgeRange(head, range) : judgeWhole(head);
    return fail(ErrorKind::Protocol, Cause(ErrorCode::DownloadAnswered, head.status),
                {.url = base::redacted(head.url), .httpStatus = head.status});
}

Result<void> Attempt::judgeRange(const net::ResponseHead &head, const std::optional<net::ContentRange> &range)
{
    const qint64 size = m_plan.partial->size();
    const base::ErrorContext context{
        .url = base::redacted(head.url), .oid = m_plan.partial->oid().toString(), .httpStatus = head.status};
    if (!range)
        return fail(ErrorKind::Protocol, ErrorCode::PartWithoutRange, context);
    if (range->begin > m_plan.range.begin || range->end < m_plan.range.begin)
        return fail(ErrorKind::Protocol,
                    Cause(ErrorCode::OtherRange, m_plan.range.begin, range->begin, range->end), context);
    if ((range->total != -1 && range->total != size) || range->end >= size)
        return fail(
            ErrorKind::Protocol,
            Cause(ErrorCode::OtherObjectSize, range->total != -1 ? range->total : range->end + 1, size),
            context);
    if (head.contentLength != -1 && head.contentLength != range->end - range->begin + 1)
        return fail(ErrorKind::Protocol, ErrorCode::RangeAndLength, context);
    m_mode = Mode::Range;
    m_position = range->begin;
    m_end = std::min(m_plan.range.end, range->end + 1);
    return {};
}

Result<void> Attempt::judgeWhole(const net::ResponseHead &head)
{
    const qint64 size = m_plan.partial->size();
    const base::ErrorContext context{
        .url = base::redacted(head.url), .oid = m_plan.partial->oid().toString(), .httpStatus = head.status};
    if (head.contentLength != -1 && head.contentLength != size)
        return fail(ErrorKind::Protocol, Cause(ErrorCode::OtherLength, head.contentLength, size), context);
    const QByteArray type = head.headers.value("Content-Type").value_or(QByteArray()).toLower();
    if (head.contentLength == -1 && type.startsWith("text/html"))
        return fail(ErrorKind::Protocol, ErrorCode::PageInPlace, context);
    if (m_plan.askedForRange && m_plan.wholeBodyTaken->exchange(true))
        return fail(ErrorKind::Cancelled, ErrorCode::OtherAttemptReads, context);
    m_mode = Mode::Whole;
    m_lengthUnknown = head.contentLength == -1;
    m_position = 0;
    m_end = size;
    return {};
}

Flow Attempt::onData(QByteArrayView data)
{
    if (m_mode == Mode::Error) {
        m_refusal.body += data.first(std::min(data.size(), kRefusalText - m_refusal.body.size()));
        return m_refusal.body.size() >= kRefusalText ? Flow::Stop : Flow::Continue;
    }
    const qint64 room = m_end - m_position;
    const bool tooMany = data.size() > room;
    keep(data.first(std::min<qint64>(data.size(), room)));
    if (m_tally->hasFailed())
        return Flow::Stop;
    if (tooMany && m_lengthUnknown) {
        m_error = base::Error{.kind = ErrorKind::Protocol,
                              .cause = ErrorCode::TooManyBytes,
                              .context = {.oid = m_plan.partial->oid().toString()}};
        return Flow::Stop;
    }
    if (m_position == m_end && !m_lengthUnknown)
        return Flow::Stop;
    return m_disk.mustPause() ? Flow::Pause : Flow::Continue;
}

Block &Attempt::openBlock()
{
    if (!m_block) {
        m_block = m_disk.takeBlock(m_position);
        m_blockBeganMs = m_clock.steadyMs();
    }
    return *m_block;
}

std::span<char> Attempt::room()
{
    if (m_mode == Mode::Error || m_position == m_end)
        return {};
    const std::span<char> all = openBlock().free();
    return all.first(static_cast<size_t>(std::min(static_cast<qint64>(all.size()), m_end - m_position)));
}

void Attempt::keep(QByteArrayView data)
{
    while (!data.isEmpty()) {
        Block &block = openBlock();
        const qint64 length = std::min<qint64>(block.room(), data.size());
        block.append(data.first(length));
        data = data.sliced(length);
        m_position += length;
        if (m_block->room() == 0 || m_position == m_end)
            handOver();
    }
    if (m_block && m_clock.steadyMs() - m_blockBeganMs >= kHandOverMs)
        handOver();
}

void Attempt::handOver()
{
    const std::shared_ptr<Block> block = std::exchange(m_block, nullptr);
    if (block && block->size() > 0)
        m_disk.submit(m_plan.partial, block, m_tally);
}

void Attempt::onEnd(const Result<void> &outcome)
{
    m_slot.reset();
    try {
        handOver();
    } catch (const std::exception &thrown) {
        m_error = base::thrownError(thrown);
    }
    const Result<void> last = finalOutcome(outcome);
    const bool believed = !m_lengthUnknown || last || last.error().kind == ErrorKind::Cancelled;
    m_disk.then([partial = m_plan.partial, tally = m_tally, last, believed, id = m_plan.id,
                 range = m_plan.range, &events = m_events] {
        for (const Interval &interval : believed ? QList<Interval>() : tally->intervals()) {
            if (const Result<void> dropped = partial->drop(interval); !dropped) {
                events.push(DiskFailed{dropped.error()});
                break;
            }
        }
        events.push(AttemptEnded{.oid = partial->oid(),
                                 .attempt = id,
                                 .range = range,
                                 .written = believed ? tally->written() : 0,
                                 .outcome = tally->error() ? fail(*tally->error()) : last});
    });
}

Result<void> Attempt::finalOutcome(const Result<void> &outcome)
{
    if (m_error)
        return fail(*m_error);
    if (m_refusal.head.status >= 400) {
        base::Error error = net::errorForStatus(m_refusal, m_clock);
        error.context.oid = m_plan.partial->oid().toString();
        return fail(error);
    }
    if (!outcome) {
        base::Error error = outcome.error();
        error.context.oid = m_plan.partial->oid().toString();
        return fail(error);
    }
    if (m_mode != Mode::Error && m_position < m_end)
        return fail(ErrorKind::Network, Cause(ErrorCode::EndedEarly, m_end - m_position),
                    {.url = base::redacted(m_refusal.head.url), .oid = m_plan.partial->oid().toString()});
    return {};
}

} // namespace weightyard::lfs
