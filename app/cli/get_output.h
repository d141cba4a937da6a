// How `get` speaks: live lines, plain lines, JSON lines, or only failures. One instance a run, main thread.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/live_lines.h"
#include "base/clock.h"
#include "queue/download_queue.h"

#include <QHash>
#include <QJsonObject>
#include <memory>

namespace weightyard::cli {

class GetOutput
{
public:
    enum class Style { Live, Plain, Json, Quiet };
    static Style styleFor(const CommandLine &line);
    GetOutput(const CommandLine &line, const base::Clock &clock,
              std::shared_ptr<LiveLines> screen = std::make_shared<LiveLines>());

    void changed(const job::JobSnapshot &job, const queue::QueueTotals &totals);
    void ended(const job::JobSnapshot &job);
    void stopping();
    void summary(const QList<job::JobSnapshot> &jobs, int exitCode, qint64 elapsedMs);
    void warn(const QString &text);
    /// Before it begins. `reason` is for --json, `text` for people.
    void leftOut(const QStringList &models, const QString &reason, const QString &text);

private:
    /// What was printed of one model.
    struct Printed {
        job::JobSnapshot job;
        qint64 beganMs = 0;
        qsizetype notices = 0;
        std::optional<job::JobState> state;
        std::optional<base::ErrorCode> waitsFor; ///< told, and nothing else has come of it
        int tenth = -1;
        qint64 lineMs = 0;
    };
    void showLive(bool now, const queue::QueueTotals &totals);
    void printJson(const QJsonObject &object);
    void showNotices(Printed &printed);
    bool isWorthALine(Printed &printed);

    Style m_style;
    const Command *m_command;
    const base::Clock &m_clock;
    std::shared_ptr<LiveLines> m_screen;
    QHash<QString, Printed> m_printed; ///< by model path
    QStringList m_running;             ///< in the order they began
    int m_leftOut = 0;                 ///< models
    qint64 m_drawnMs = 0;
    bool m_several = false; ///< more than one model: what is told names its own
    bool m_stopping = false;
};

} // namespace weightyard::cli
