// One attempt on an object of 1000 bytes, driven by hand against a real partial.
#pragma once

#include <atomic>
#include <thread>

#include "lfs/attempt.h"
#include "manual_clock.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

namespace weightyard::test {

constexpr qint64 kObjectBytes = 1000;

struct AttemptBench {
    explicit AttemptBench(store::Interval range, bool asked = true,
                          const std::vector<store::Interval> &here = {})
    {
        for (const store::Interval &one : here)
            valueOf(partial->write(one.begin, QByteArrayView(bytes).sliced(one.begin, one.length())));
        attempt = std::make_unique<lfs::Attempt>(
            lfs::AttemptPlan{
                .id = 7, .partial = partial, .range = range, .askedForRange = asked, .wholeBodyTaken = taken},
            clock, disk, events, nullptr);
    }

    net::Flow head(int status, qint64 length, const QByteArray &contentRange = {},
                   const QByteArray &type = {})
    {
        net::ResponseHead answer{.status = status,
                                 .headers = {},
                                 .url = QUrl(QStringLiteral("https://me:s3cret@h/o?sig=s3cret")),
                                 .contentLength = length};
        if (!contentRange.isEmpty())
            answer.headers.set("Content-Range", contentRange);
        if (!type.isEmpty())
            answer.headers.set("Content-Type", type);
        return attempt->onHead(answer);
    }
    net::Flow body(qint64 begin, qint64 end)
    {
        return attempt->onData(QByteArrayView(bytes).sliced(begin, end - begin));
    }
    lfs::AttemptEnded end(const base::Result<void> &outcome = {})
    {
        attempt->onEnd(outcome);
        // What was received is written behind the receiver's back; the end comes after it.
        std::atomic<bool> allWritten = false;
        disk.then([&] { allWritten = true; });
        while (!allWritten)
            std::this_thread::yield();
        for (const lfs::TransferEvent &event : events.take(std::chrono::milliseconds(0))) {
            if (const auto *head = std::get_if<lfs::HeadSeen>(&event))
                heads.append(*head);
            if (std::holds_alternative<lfs::DiskFailed>(event))
                ++failures;
            if (const auto *ended = std::get_if<lfs::AttemptEnded>(&event))
                ends.append(*ended);
        }
        if (ends.size() != 1)
            throw std::runtime_error("not exactly one end");
        return ends.first();
    }
    std::optional<lfs::Hashed> takeHashed()
    {
        for (const lfs::TransferEvent &event : events.take(std::chrono::milliseconds(0))) {
            if (const auto *hashed = std::get_if<lfs::Hashed>(&event))
                return *hashed;
        }
        return {};
    }
    std::vector<store::Interval> received() const { return partial->received().all(); }

    TempDir dir;
    QByteArray bytes = patternBytes(kObjectBytes, 3);
    std::shared_ptr<store::Partial> partial =
        valueOf(store::Partial::open(dir.path(), oidOf(bytes), kObjectBytes, false));
    std::shared_ptr<std::atomic<bool>> taken = std::make_shared<std::atomic<bool>>(false);
    ManualClock clock;
    lfs::EventQueue events;
    lfs::DiskWorker disk{events, 1};
    std::unique_ptr<lfs::Attempt> attempt;
    QList<lfs::HeadSeen> heads;
    QList<lfs::AttemptEnded> ends;
    int failures = 0; ///< of the disk
};

} // namespace weightyard::test
