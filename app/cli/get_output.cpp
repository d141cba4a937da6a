#include "app/cli/get_output.h"

#include "app/cli/cli_text.h"
#include "app/cli/job_json.h"
#include "app/cli/progress_lines.h"
#include "app/cli/terminal.h"
#include "ui/text/job_messages.h"
#include "ui/text/sentence.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using job::JobSnapshot;
using job::JobState;

namespace {
constexpr qint64 kJsonProgressMs = 1000;
constexpr qint64 kDrawMs = 80;
} // namespace

GetOutput::Style GetOutput::styleFor(const CommandLine &line)
{
    if (line.json)
        return Style::Json;
    if (line.quiet)
        return Style::Quiet;
    return isTerminal(1) && !line.verbose ? Style::Live : Style::Plain;
}

GetOutput::GetOutput(const CommandLine &line, const base::Clock &clock, std::shared_ptr<LiveLines> screen)
    : m_style(styleFor(line)),
      m_command(line.command),
      m_clock(clock),
      m_screen(std::move(screen))
{}

void GetOutput::printJson(const QJsonObject &object)
{
    m_screen->print(QString::fromUtf8(jsonLine(object)));
}

void GetOutput::changed(const JobSnapshot &job, const queue::QueueTotals &totals)
{
    if (job::isFinal(job.state))
        return; // ended() has the last word
    Printed &printed = m_printed[job.modelPath];
    const bool moved = printed.job.state != job.state;
    printed.job = job;
    m_several = totals.jobs > 1;
    if (job.state != JobState::Queued && !m_running.contains(job.modelPath)) {
        printed.beganMs = m_clock.steadyMs();
        m_running.append(job.modelPath);
    }
    showNotices(printed);
    switch (m_style) {
    case Style::Live:
        showLive(moved, totals);
        break;
    case Style::Plain:
        if (isWorthALine(printed))
            m_screen->print(wrapped(plainLine(job, m_clock.wallMs()), terminalColumns(), 2) + u'\n');
        break;
    case Style::Json:
        if (isWorthALine(printed))
            printJson(toJson(job, m_command));
        break;
    case Style::Quiet:
        break;
    }
}

// Two lines a running model and one for all; as many models as the terminal has room for.
void GetOutput::showLive(bool now, const queue::QueueTotals &totals)
{
    const qint64 time = m_clock.steadyMs();
    if (m_stopping || (!now && time - m_drawnMs < kDrawMs))
        return;
    m_drawnMs = time;
    QStringList lines;
    const int columns = terminalColumns();
    for (const QString &model : std::as_const(m_running)) {
        const Printed &printed = m_printed[model];
        const QStringList more = liveLines(printed.job, m_clock.wallMs(), columns);
        if (lines.isEmpty() || lines.size() + more.size() + 2 <= terminalRows())
            lines += more;
    }
    if (totals.jobs > 1)
        lines.append(totalLine(totals, columns));
    m_screen->redraw(lines);
}

// State changes, and every tenth of the way (JSON: every second).
bool GetOutput::isWorthALine(Printed &printed)
{
    const JobSnapshot &job = printed.job;
    const int tenth = job.bytesTotal > 0 ? static_cast<int>(job.bytesHere * 10 / job.bytesTotal) : -1;
    const qint64 now = m_clock.steadyMs();
    const bool further =
        m_style == Style::Json ? now - printed.lineMs >= kJsonProgressMs : tenth > printed.tenth;
    if (printed.state == job.state && !further)
        return false;
    // It looks again now and then, and waits for the same: that is one wait.
    const bool waits = job.state == JobState::Waiting && job.error;
    if (printed.waitsFor
        && (job.state == JobState::Resolving || (waits && printed.waitsFor == job.error->cause.code)))
        return false;
    printed.waitsFor = waits ? std::optional(job.error->cause.code) : std::nullopt;
    printed.state = job.state;
    printed.tenth = qMax(tenth, printed.tenth);
    printed.lineMs = now;
    return true;
}

void GetOutput::showNotices(Printed &printed)
{
    if (m_style == Style::Json || m_style == Style::Quiet)
        return;
    while (printed.notices < printed.job.notices.size()) {
        m_screen->redraw({});
        const job::Notice &notice = printed.job.notices[printed.notices++];
        const QString says =
            text::sentences({text::JobMessages::notice(notice), text::JobMessages::noticeOption(notice)});
        const QString whose = m_several ? printed.job.modelPath : QString();
        m_screen->printError(wrapped(text::withReason(whose, says), terminalColumns(), 2) + u'\n');
    }
}

void GetOutput::ended(const JobSnapshot &job)
{
    Printed &printed = m_printed[job.modelPath];
    printed.job = job;
    showNotices(printed);
    if (m_style == Style::Live)
        m_screen->redraw({});
    m_running.removeAll(job.modelPath);
    if (m_style == Style::Json) {
        printJson(toJson(job, m_command));
        return;
    }
    const QString closing =
        closingText(job, m_clock.steadyMs() - printed.beganMs, terminalColumns(), m_command);
    if (job.state == JobState::Failed)
        m_screen->printError(closing);
    else if (m_style != Style::Quiet)
        m_screen->print(closing);
}

void GetOutput::stopping()
{
    m_stopping = true;
    if (m_style == Style::Live)
        m_screen->redraw({CliText::tr("Stopping...")});
}

void GetOutput::summary(const QList<JobSnapshot> &jobs, int exitCode, qint64 elapsedMs)
{
    QHash<JobState, int> counts;
    qint64 fetched = 0;
    int alreadyHere = 0;
    QStringList failed;
    for (const JobSnapshot &job : jobs) {
        ++counts[job.state];
        fetched += job.bytesFetched;
        alreadyHere += job.alreadyInstalled ? 1 : 0;
        if (job.state == JobState::Failed)
            failed.append(job.modelPath);
    }
    if (m_style == Style::Json) {
        printJson(
            {{u"summary"_s, QJsonObject{{u"models"_s, jobs.size()},
                                        {u"installed"_s, counts.value(JobState::Installed) - alreadyHere},
                                        {u"already_installed"_s, alreadyHere},
                                        {u"failed"_s, counts.value(JobState::Failed)},
                                        {u"cancelled"_s, counts.value(JobState::Cancelled)},
                                        {u"left_out"_s, m_leftOut},
                                        {u"bytes_fetched"_s, fetched},
                                        {u"elapsed_ms"_s, elapsedMs},
                                        {u"exit_code"_s, exitCode}}}});
    } else if (m_style != Style::Quiet && jobs.size() > 1) {
        const QString text = CliText::tr("%n model(s): %1 downloaded, %2 already here, %3 failed, %4 stopped",
                                         nullptr, static_cast<int>(jobs.size()))
                                 .arg(counts.value(JobState::Installed) - alreadyHere)
                                 .arg(alreadyHere)
                                 .arg(counts.value(JobState::Failed))
                                 .arg(counts.value(JobState::Cancelled));
        m_screen->print(wrapped(text, terminalColumns(), 2) + u'\n');
        // Their errors may have left the screen long ago.
        if (!failed.isEmpty())
            m_screen->print(wrapped(CliText::tr("Failed: %1").arg(text::listed(failed)), terminalColumns(), 2)
                            + u'\n');
    }
}

void GetOutput::leftOut(const QStringList &models, const QString &reason, const QString &text)
{
    if (models.isEmpty())
        return;
    m_leftOut += static_cast<int>(models.size());
    if (m_style != Style::Json)
        return warn(text.arg(text::listed(models)));
    for (const QString &model : models)
        printJson({{u"model"_s, model}, {u"state"_s, u"left_out"_s}, {u"reason"_s, reason}});
}

void GetOutput::warn(const QString &text)
{
    if (m_style != Style::Quiet)
        m_screen->printError(wrapped(text, terminalColumns(), 2) + u'\n');
}

} // namespace weightyard::cli
