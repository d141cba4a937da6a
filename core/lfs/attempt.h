// Attempt: one HTTP exchange that brings one range of one object. Lives on a lane's thread as the exchange's sink; hands
// what comes to the DiskWorker; judges the answer's head before a byte is written (RFC 9110 14-15):
//  what says which bytes it has (Content-Range, with 206 or 200) must bring the first one that was asked for, and name the
//  object's size; a 200 without must have the object's size and is read past what is here;
//  a 200 without a length is believed only when it ends at exactly that size, else what it wrote is dropped again.
// A break keeps what was received. Ends with exactly one AttemptEnded event, when all of it is written. Its connection is
// given back before that: whoever waits for it need not wait for our job's thread, which may be asking for actions.
#pragma once

#include "lfs/connection_budget.h"
#include "lfs/disk_worker.h"
#include "net/http_stream.h"

#include <atomic>

namespace weightyard::lfs {

struct AttemptPlan {
    quint64 id = 0;
    std::shared_ptr<store::Partial> partial;
    store::Interval range;
    bool askedForRange = false;
    /// Shared by an object's attempts: only one may read a whole body from a server that ignores ranges.
    std::shared_ptr<std::atomic<bool>> wholeBodyTaken;
};

class Attempt final : public net::ResponseSink
{
public:
    Attempt(AttemptPlan plan, const base::Clock &clock, DiskWorker &disk, EventQueue &events,
            ConnectionShare::Slot slot);

    net::Flow onHead(const net::ResponseHead &head) override;
    net::Flow onData(QByteArrayView data) override;
    std::span<char> room() override;
    bool mayGoOn() override { return !m_disk.mustPause(); }
    void onEnd(const base::Result<void> &outcome) override;

private:
    enum class Mode { Error, Range, Whole };
    base::Result<void> judge(const net::ResponseHead &head);
    base::Result<void> judgeRange(const net::ResponseHead &head,
                                  const std::optional<net::ContentRange> &range);
    base::Result<void> judgeWhole(const net::ResponseHead &head);
    void keep(QByteArrayView data);
    Block &openBlock();
    void handOver();
    base::Result<void> finalOutcome(const base::Result<void> &outcome);

    AttemptPlan m_plan;
    const base::Clock &m_clock;
    DiskWorker &m_disk;
    EventQueue &m_events;
    Mode m_mode = Mode::Error;
    net::HttpReply m_refusal; ///< head, and the first bytes of an error's body
    qint64 m_position = 0;    ///< of the next byte in the object
    qint64 m_end = 0;
    bool m_lengthUnknown = false;
    std::shared_ptr<Block> m_block;
    qint64 m_blockBeganMs = 0;
    const std::shared_ptr<Tally> m_tally = std::make_shared<Tally>();
    std::optional<base::Error> m_error;
    ConnectionShare::Slot m_slot;
};

/// The request for a plan: bounded Range unless the whole small object is wanted.
net::HttpRequest attemptRequest(const QUrl &href, const net::Headers &headers, const AttemptPlan &plan);

} // namespace weightyard::lfs
