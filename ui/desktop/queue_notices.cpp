#include "ui/desktop/queue_notices.h"

#include "base/name_list.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/workbench/workbench.h"

#include <QApplication>
#include <QWindow>
#include <algorithm>
#include <utility>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobState;

namespace {

constexpr qsizetype kMostNames = 3;

bool isProgramInFront()
{
    return QApplication::activeWindow() != nullptr;
}

/// What no time mends.
bool needsUser(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Auth:
    case ErrorKind::Gated:
    case ErrorKind::DiskFull:
    case ErrorKind::Permission:
    case ErrorKind::Disconnected:
    case ErrorKind::DiskFault:
        return true;
    default:
        return false;
    }
}

// A name may come from a server, and a notification is no place for a long one.
QString shown(const QStringList &names)
{
    QStringList all;
    for (const QString &name : names)
        all.append(text::withoutControls(name).left(60));
    return base::firstNames(all, kMostNames);
}

} // namespace

QueueNotices::QueueNotices(Workbench &workbench, Notifier &notifier, QObject *parent)
    : QObject(parent),
      m_workbench(workbench),
      m_notifier(notifier)
{
    connect(&m_workbench, &Workbench::jobEnded, this, &QueueNotices::ended);
    connect(&m_workbench, &Workbench::rowChanged, this, &QueueNotices::lookAt);
    connect(&m_workbench.queue(), &queue::DownloadQueue::becameIdle, this, &QueueNotices::allEnded);
    connect(qApp, &QGuiApplication::focusWindowChanged, this, [this](const QWindow *window) {
        if (window != nullptr) // what it says can be seen now
            m_notifier.withdraw();
    });
}

void QueueNotices::ended(const QString &key)
{
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row || !row->job)
        return;
    m_toldAbout.remove(key);
    if (row->job->state == JobState::Installed)
        m_here.append(row->entry.name);
    if (row->job->state != JobState::Failed || !row->job->error)
        return;
    m_failed.append(row->entry.name);
    const QString reason = text::Messages::sentence(*row->job->error);
    if (m_reason.isEmpty())
        m_reason = reason;
    if (needsUser(row->job->error->kind) && !m_workbench.queue().isIdle())
        show({.title = tr("%1 was not downloaded").arg(shown({row->entry.name})),
              .text = reason,
              .isTrouble = true});
}

// Full or gone: it goes on by itself, once the user has done something about it.
void QueueNotices::lookAt(const QString &key)
{
    const ModelRow *row = m_workbench.tree().row(key);
    if (!row || !row->job || row->job->state != JobState::Waiting || !row->job->error)
        return;
    if (!needsUser(row->job->error->kind) || m_toldAbout.contains(key))
        return;
    m_toldAbout.insert(key);
    show({.title = tr("%1 waits").arg(shown({row->entry.name})),
          .text = text::Messages::sentence(*row->job->error),
          .isTrouble = true});
}

void QueueNotices::allEnded()
{
    const QStringList here = std::exchange(m_here, {});
    const QStringList failed = std::exchange(m_failed, {});
    const QString reason = std::exchange(m_reason, {});
    if (here.isEmpty() && failed.isEmpty()) // the user has paused or cancelled them
        return;
    const QString done =
        here.isEmpty() ? QString() : tr("%n model(s) downloaded", nullptr, static_cast<int>(here.size()));
    QStringList lines;
    if (m_workbench.settings().afterQueue != "nothing"_L1)
        lines.append(tr("What you chose follows in a minute. A click here shows the window."));
    if (failed.isEmpty()) {
        lines.prepend(shown(here));
        return show({.title = done, .text = lines.join(u'\n')});
    }
    const QString title = tr("%n download(s) failed", nullptr, static_cast<int>(failed.size()));
    if (!done.isEmpty())
        lines.prepend(done);
    lines.prepend(text::withReason(shown(failed), reason));
    show({.title = title, .text = lines.join(u'\n'), .isTrouble = true});
}

void QueueNotices::show(const Notification &notification)
{
    if (m_workbench.settings().notifications && !isProgramInFront())
        m_notifier.show(notification);
}

} // namespace weightyard::ui
