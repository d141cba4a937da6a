#include "app/cli/progress_lines.h"

#include "app/cli/cli_text.h"
#include "app/cli/remedy.h"
#include "app/cli/terminal.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/job_messages.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using job::JobSnapshot;
using job::JobState;
using text::formatBytes;
using text::JobMessages;
using text::Messages;

namespace {

// Rounded down: 100 % means all of it.
int percentOf(const JobSnapshot &job)
{
    return job.bytesTotal > 0 ? static_cast<int>(static_cast<double>(job.bytesHere) * 100.0
                                                 / static_cast<double>(job.bytesTotal))
                              : 0;
}

QString bar(int percent, int width)
{
    const int filled = percent * width / 100;
    return u'[' + QString(filled, u'#') + QString(width - filled, u'-') + u']';
}

bool countsBytes(const JobSnapshot &job)
{
    return job.bytesTotal > 0
           && (job.state == JobState::Transferring || job.state == JobState::Verifying
               || job.state == JobState::Waiting);
}

QString amount(const JobSnapshot &job)
{
    return CliText::tr("%1 of %2").arg(formatBytes(job.bytesHere), formatBytes(job.bytesTotal));
}

} // namespace

QStringList liveLines(const JobSnapshot &job, qint64 wallNowMs, int columns)
{
    QStringList lines{elided(job.modelPath, columns)};
    QString line = u"  "_s + JobMessages::state(job, wallNowMs);
    if (job.state == JobState::Resolving && job.gitBytes > 0)
        line += u"  "_s + formatBytes(job.gitBytes);
    if (countsBytes(job)) {
        line += u" %1 %  "_s.arg(percentOf(job), 3);
        QString tail = u"  "_s + amount(job);
        if (job.rate >= 1.0)
            tail += u"  "_s + text::formatRate(job.rate);
        if (job.timeLeftMs)
            tail += u"  "_s + CliText::tr("%1 left").arg(text::formatDuration(*job.timeLeftMs));
        const int room = columns - static_cast<int>(text::columnsOf(line) + text::columnsOf(tail)) - 2;
        if (room >= 8)
            line += bar(percentOf(job), std::min(room, 24));
        line += tail;
    }
    lines.append(text::firstColumns(line, columns));
    if (job.state == JobState::Waiting && job.error)
        lines.append(text::firstColumns(u"  "_s + Messages::sentence(*job.error), columns));
    return lines;
}

QString totalLine(const queue::QueueTotals &totals, int columns)
{
    QString line = CliText::tr("%1 of %n model(s)", nullptr, static_cast<int>(totals.jobs))
                       .arg(totals.installed + totals.failed);
    if (totals.bytesTotal > 0)
        line += u", "_s
                + CliText::tr("%1 of %2").arg(formatBytes(totals.bytesHere), formatBytes(totals.bytesTotal));
    if (totals.rate >= 1.0)
        line += u"  "_s + text::formatRate(totals.rate);
    if (totals.timeLeftMs)
        line += u"  "_s + CliText::tr("%1 left").arg(text::formatDuration(*totals.timeLeftMs));
    return text::firstColumns(line, columns);
}

QString plainLine(const JobSnapshot &job, qint64 wallNowMs)
{
    QString line = text::withReason(job.modelPath, JobMessages::state(job, wallNowMs));
    if (countsBytes(job))
        line += u" %1 % (%2)"_s.arg(percentOf(job)).arg(amount(job));
    if (job.state == JobState::Waiting && job.error)
        line += u" - "_s + Messages::sentence(*job.error);
    return line;
}

QString closingText(const JobSnapshot &job, qint64 elapsedMs, int columns, const Command *command)
{
    if (job.state == JobState::Installed && job.unverified)
        return wrapped(CliText::tr("%1 is here, not verified: %2").arg(job.modelPath, job.folder), columns, 2)
               + u'\n';
    if (job.state == JobState::Installed && job.alreadyInstalled)
        return wrapped(CliText::tr("%1 is already here: %2").arg(job.modelPath, job.folder), columns, 2)
               + u'\n';
    if (job.state == JobState::Installed) {
        const QString how = job.bytesTotal > 0
                                ? CliText::tr("%1, verified, in %2")
                                      .arg(formatBytes(job.bytesTotal), text::formatDuration(elapsedMs))
                                : CliText::tr("in %1", "a time").arg(text::formatDuration(elapsedMs));
        return wrapped(CliText::tr("%1: done (%2)").arg(job.modelPath, how), columns, 2) + u"\n  "_s
               + job.folder + u'\n';
    }
    if (job.state == JobState::Cancelled) {
        const QString kept = job.bytesHere > 0
                                 ? CliText::tr("%1 of %2 are kept; run the same command again to go on.")
                                       .arg(formatBytes(job.bytesHere), formatBytes(job.bytesTotal))
                                 : CliText::tr("Run the same command again to go on.");
        return wrapped(CliText::tr("%1: stopped. %2").arg(job.modelPath, kept), columns, 2) + u'\n';
    }
    if (!job.error)
        return {};
    const QString failure =
        wrapped(text::withReason(job.modelPath, Messages::sentence(*job.error)), columns, 2) + u'\n';
    const QString remedy = remedyOf(*job.error, command);
    return remedy.isEmpty() ? failure : failure + u"  "_s + wrapped(remedy, columns - 2, 2) + u'\n';
}

} // namespace weightyard::cli
