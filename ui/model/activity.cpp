#include "ui/model/activity.h"

#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QDateTime>
#include <QLocale>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using job::JobSnapshot;
using job::JobState;

namespace {

constexpr qsizetype kLines = 500;

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
        lines.append(text::Messages::notice(now.notices[i]));
    const bool moved = !before || before->state != now.state || before->waitUntilMs != now.waitUntilMs;
    if (moved) {
        QString line = text::Messages::state(now, wallNowMs);
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
    const QStringList added = Activity::between(log.last, now, wallNowMs);
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(wallNowMs).time(), u"HH:mm:ss"_s);
    for (const QString &line : added)
        log.lines.append(time + u"  "_s + line);
    if (log.lines.size() > kLines)
        log.lines.remove(0, log.lines.size() - kLines);
    log.last = now;
    return static_cast<int>(added.size());
}

} // namespace weightyard::ui
