// How `get` speaks: live lines, plain lines, JSON lines, or only failures. One instance a run, main thread.
#pragma once

#include "app/cli/command_line.h"
#include "base/clock.h"
#include "queue/job_snapshot.h"
#include "queue/progress_meter.h"

namespace weightyard::cli {

class GetOutput
{
public:
    enum class Style { Live, Plain, Json, Quiet };
    static Style styleFor(const CommandLine &line);
    GetOutput(Style style, const base::Clock &clock);

    void begin(const QString &modelPath);
    void changed(const queue::JobSnapshot &job);
    void ended(const queue::JobSnapshot &job);
    void stopping();
    void summary(const QList<queue::JobSnapshot> &jobs, int exitCode, qint64 elapsedMs);
    void warn(const QString &text);

private:
    void redraw(const QStringList &lines);
    void showNotices(const queue::JobSnapshot &job);
    bool isWorthALine(const queue::JobSnapshot &job);

    Style m_style;
    const base::Clock &m_clock;
    queue::ProgressMeter m_meter;
    qint64 m_beganMs = 0;
    qsizetype m_noticesShown = 0;
    qsizetype m_liveLines = 0;
    std::optional<queue::JobState> m_lastState;
    int m_lastTenth = -1;
    qint64 m_lastLineMs = 0;
    bool m_stopping = false;
};

} // namespace weightyard::cli
