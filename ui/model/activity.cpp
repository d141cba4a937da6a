#include "ui/model/activity.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/job_messages.h"
#include "ui/text/messages.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobSnapshot;
using job::JobState;

namespace {

constexpr qsizetype kLines = 500;
constexpr qsizetype kLately = 6; // what is said of one state, at most

bool saysLately(const QList<session::ActivityLine> &lines, const QString &text)
{
    const qsizetype lately = std::min(lines.size(), kLately);
    return std::any_of(lines.cend() - lately, lines.cend(),
                       [&](const session::ActivityLine &line) { return line.text == text; });
}

bool isSameError(const std::optional<base::Error> &one, const std::optional<base::Error> &other)
{
    if (!one || !other)
        return one.has_value() == other.has_value();
    return one->kind == other->kind && one->detail == other->detail;
}

} // namespace

QStringList Activity::between(const std::optional<JobSnapshot> &before, const JobSnapshot &now,
                              qint64 wallNowMs)
{
    QStringList lines;
    if (!now.commit.isEmpty() && (!before || before->commit != now.commit))
        lines.append(tr("Commit %1").arg(now.commit));
    for (qsizetype i = before ? before->notices.size() : 0; i < now.notices.size(); ++i)
        lines.append(text::JobMessages::notice(now.notices[i]));
    const bool moved = !before || before->state != now.state || before->waitUntilMs != now.waitUntilMs;
    if (moved) {
        QString line = text::JobMessages::state(now, wallNowMs);
        if (now.state == JobState::Transferring && now.bytesTotal > 0)
            line += tr(": %1 of %2 here")
                        .arg(text::formatBytes(now.bytesHere), text::formatBytes(now.bytesTotal));
        if (now.state == JobState::Installed)
            line += tr(": %1 fetched, %n object(s) verified", nullptr, now.objectsVerified)
                        .arg(text::formatBytes(now.bytesFetched));
        lines.append(line);
    }
    if (now.error && (moved || !isSameError(before->error, now.error))) {
        lines.append(text::Messages::sentence(*now.error));
        if (now.state == JobState::Failed)
            lines.append(RowText::remedy(*now.error));
    }
    return lines;
}

int ActivityLog::add(const QString &key, const JobSnapshot &now, qint64 wallNowMs)
{
    Log &log = m_logs[key];
    const bool isFirst = !log.last; // of this run: the state that the last one left is said already
    QStringList added = Activity::between(log.last, now, wallNowMs);
    log.last = now;
    if (isFirst)
        added.removeIf([&](const QString &line) { return saysLately(log.lines, line); });
    for (const QString &line : std::as_const(added))
        log.lines.append({.whenMs = wallNowMs, .text = line});
    if (log.lines.size() > kLines)
        log.lines.remove(0, log.lines.size() - kLines);
    return static_cast<int>(added.size());
}

QStringList ActivityLog::lines(const QString &key, qint64 wallNowMs) const
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(wallNowMs).date();
    QStringList shown;
    const QList<session::ActivityLine> lines = m_logs.value(key).lines;
    for (const session::ActivityLine &line : lines) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(line.whenMs);
        QString time = QLocale().toString(when.time(), u"HH:mm:ss"_s);
        if (when.date() != today)
            time.prepend(QLocale().toString(when.date(), QLocale::ShortFormat) + u' ');
        shown.append(time + u"  "_s + text::withoutControls(line.text));
    }
    return shown;
}

QList<session::DownloadActivity> ActivityLog::kept() const
{
    QList<session::DownloadActivity> kept;
    for (auto log = m_logs.cbegin(); log != m_logs.cend(); ++log) {
        if (!log->lines.isEmpty())
            kept.append({.key = log.key(), .lines = log->lines});
    }
    std::sort(kept.begin(), kept.end(), [](const auto &one, const auto &other) {
        return std::pair(one.lines.last().whenMs, one.key) < std::pair(other.lines.last().whenMs, other.key);
    });
    return kept;
}

void ActivityLog::restore(const QList<session::DownloadActivity> &kept)
{
    for (const session::DownloadActivity &one : kept) {
        Log &log = m_logs[one.key];
        while (!log.lines.isEmpty() && saysLately(one.lines, log.lines.first().text))
            log.lines.removeFirst();
        log.lines = one.lines + log.lines;
    }
}

} // namespace weightyard::ui
