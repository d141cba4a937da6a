#include "queue/download_queue.h"

#include "queue/queue_keeper.h"
#include "queue/queue_meter.h"
#include "queue/queue_runs.h"

#include <QSignalBlocker>

namespace weightyard::queue {

// The queue's thread.
struct DownloadQueue::Private {
    Private(DownloadQueue &queue, const job::JobServices &s, QueueOptions o);

    void act(const QString &key, QueueEvent event);
    void later(std::function<void()> news); ///< in the event loop, in this order
    void wake(bool changed = false);        ///< settle() follows; changed: the list is to be kept
    void laterChanged(const QString &key);
    void settle();
    void startWhatMay();

    void readMail();
    void read(const JobProgress &letter);
    void read(const JobEnded &letter);
    void read(const Discarded &letter);
    void read(const StateLoaded &letter);
    void read(const StateFailed &letter);
    DownloadQueue &q;
    QueueOptions options;
    QUrl hub;
    QueueBook book;
    QueueMeter meter;
    QList<std::function<void()>> news;
    bool settling = false;   ///< asked for, and not done yet
    bool orderMoved = false; ///< to be told
    bool toSave = false;
    bool resumeRestored = false;
    bool shuttingDown = false;
    bool wasIdle = true;
    std::shared_ptr<QueueMailbox> mailbox;
    QueueKeeper keeper;
    QueueRuns runs; ///< last: its threads end before what they use
};

DownloadQueue::Private::Private(DownloadQueue &queue, const job::JobServices &s, QueueOptions o)
    : q(queue),
      options(std::move(o)),
      hub(s.hub),
      meter(book, s.clock),
      mailbox(std::make_shared<QueueMailbox>([this] { Q_EMIT q.mailCame(QPrivateSignal()); })),
      keeper(options.stateFile, mailbox),
      runs(s, mailbox)
{}

void DownloadQueue::Private::act(const QString &key, QueueEvent event)
{
    const JobStanding before = book.standing(key);
    const QueueEffect effect = book.apply(key, event);
    if (book.standing(key) != before) {
        laterChanged(key);
        wake(true);
    }
    runs.perform(effect, key, book, options.retries);
}

void DownloadQueue::Private::later(std::function<void()> one)
{
    news.append(std::move(one));
    wake();
}

void DownloadQueue::Private::wake(bool changed)
{
    toSave = toSave || changed;
    if (!std::exchange(settling, true))
        QMetaObject::invokeMethod(
            &q, [this] { settle(); }, Qt::QueuedConnection);
}

// As it is now: what is changed again before it is told is told twice.
void DownloadQueue::Private::laterChanged(const QString &key)
{
    later([this, key, job = book.job(key)->shown()] { Q_EMIT q.jobChanged(key, job); });
}

void DownloadQueue::Private::startWhatMay()
{
    if (shuttingDown)
        return;
    const QStringList keys = book.list().toStart(options.parallelJobs);
    for (const QString &key : keys)
        act(key, QueueEvent::Start);
}

void DownloadQueue::Private::settle()
{
    startWhatMay();
    settling = false;
    if (std::exchange(toSave, false))
        keeper.save(book);
    if (book.list().onThreads() > 0)
        meter.start();
    const QList<std::function<void()>> told = std::exchange(news, {});
    for (const std::function<void()> &one : told)
        one();
    if (std::exchange(orderMoved, false))
        Q_EMIT q.orderChanged();
    const bool idle = q.isIdle();
    const bool becameIdle = idle && !wasIdle;
    wasIdle = idle;
    if (shuttingDown && book.list().onThreads() == 0)
        Q_EMIT q.allStopped();
    if (becameIdle)
        Q_EMIT q.becameIdle();
}

void DownloadQueue::Private::readMail()
{
    const std::vector<QueueLetter> letters = mailbox->take();
    for (const QueueLetter &letter : letters)
        std::visit([this](const auto &one) { read(one); }, letter);
}

void DownloadQueue::Private::read(const JobProgress &letter)
{
    if (book.standing(letter.key).phase != QueuePhase::Running)
        return;
    book.merge(letter.key, letter.job);
    laterChanged(letter.key);
}

void DownloadQueue::Private::read(const JobEnded &letter)
{
    runs.join(letter.key);
    book.merge(letter.key, letter.job);
    act(letter.key, endOfRun(letter.job.state));
}

void DownloadQueue::Private::read(const Discarded &letter)
{
    runs.join(letter.key);
    if (letter.error)
        later([this, letter] { Q_EMIT q.notDiscarded(letter.key, *letter.error); });
    book.dropReceived(letter.key);
    act(letter.key, QueueEvent::Discarded);
}

void DownloadQueue::Private::read(const StateLoaded &letter)
{
    keeper.loaded(letter.jobs);
    if (const auto left = keeper.takeRestored()) {
        const QStringList keys = book.addSaved(*left, resumeRestored, hub);
        for (const QString &key : keys)
            laterChanged(key);
        orderMoved = true;
        later([this] { Q_EMIT q.restored(); });
    }
    wake(true);
}

void DownloadQueue::Private::read(const StateFailed &letter)
{
    later([this, letter] { Q_EMIT q.stateNotKept(letter.error); });
}

DownloadQueue::DownloadQueue(const job::JobServices &services, QueueOptions options, QObject *parent)
    : QObject(parent)
{
    connect(
        this, &DownloadQueue::mailCame, this, [this] { d->readMail(); }, Qt::QueuedConnection);
    d = std::make_unique<Private>(*this, services, std::move(options));
}

DownloadQueue::~DownloadQueue()
{
    const QSignalBlocker quiet(this);
    shutDown();
    d->runs.joinAll();
    if (d->book.totals().jobs > 0)
        d->keeper.waitForLoad(); // the new ones are written with those that were there
    d->readMail();               // how far they came
    d->keeper.save(d->book);
    d->runs.joinAll();
}

QString DownloadQueue::keyOf(const job::DownloadRequest &request)
{
    return QueueBook::keyOf(request);
}

void DownloadQueue::restore(bool resume)
{
    d->resumeRestored = resume;
    if (d->keeper.hasFile())
        d->keeper.restore();
    else
        d->later([this] { Q_EMIT restored(); });
}

QString DownloadQueue::enqueue(const job::DownloadRequest &request)
{
    const QString key = keyOf(request);
    if (d->book.job(key) == nullptr) {
        d->book.add(key, request);
        d->laterChanged(key);
    } else {
        d->book.setRequest(key, request);
        if (d->book.standing(key).phase == QueuePhase::Ended)
            d->book.moveToEnd(key);
        d->act(key, QueueEvent::Resume);
    }
    d->orderMoved = true;
    d->wake(true);
    return key;
}

void DownloadQueue::pause(const QString &key, PausedBy who)
{
    d->act(key, who == PausedBy::User ? QueueEvent::Pause : QueueEvent::Hold);
}

void DownloadQueue::resume(const QString &key)
{
    d->act(key, QueueEvent::Resume);
}

void DownloadQueue::cancel(const QString &key)
{
    const QueuedJob *job = d->book.job(key);
    if (job != nullptr && job->shown().state != job::JobState::Installed
        && job->shown().state != job::JobState::Cancelled)
        d->act(key, QueueEvent::Cancel);
}

void DownloadQueue::forget(const QString &key)
{
    if (d->book.job(key) == nullptr || d->book.standing(key).phase != QueuePhase::Ended)
        return;
    d->book.remove(key);
    d->later([this, key] { Q_EMIT jobRemoved(key); });
    d->wake(true);
}

void DownloadQueue::discard(const job::DownloadRequest &request)
{
    const QString key = keyOf(request);
    if (d->book.job(key) == nullptr)
        d->book.add(key, request);
    d->act(key, QueueEvent::Cancel);
}

void DownloadQueue::setLibrary(const QString &folder)
{
    const QStringList keys = d->book.list().keys();
    for (const QString &key : keys) {
        if (!d->book.followsLibrary(key, folder))
            continue;
        if (d->book.waitsForDisk(key))
            d->act(key, QueueEvent::Restart);
        d->book.setLibrary(key, folder);
        d->laterChanged(key);
        d->wake(true);
    }
}

void DownloadQueue::place(const QStringList &keys, const QString &before)
{
    d->book.place(keys, before);
    d->orderMoved = true;
    d->wake(true);
}

void DownloadQueue::startNow(const QString &key)
{
    if (d->book.job(key) == nullptr)
        return;
    d->act(key, QueueEvent::Resume);
    d->book.moveTo(key, 0);
    d->book.makeUrgent(key);
    d->orderMoved = true;
    d->wake(true);
}

void DownloadQueue::pauseAll()
{
    const QStringList all = d->book.list().keys();
    for (const QString &key : all)
        d->act(key, QueueEvent::Pause);
}

void DownloadQueue::resumeAll()
{
    const QStringList all = d->book.list().keys();
    for (const QString &key : all) {
        if (isPaused(d->book.standing(key)))
            d->act(key, QueueEvent::Resume);
    }
}

void DownloadQueue::setParallelJobs(int jobs)
{
    d->options.parallelJobs = std::max(jobs, 1);
    d->wake(true);
}

void DownloadQueue::setSources(const QList<base::Mirror> &mirrors, const QStringList &libraries)
{
    d->runs.setSources(mirrors, libraries);
}

void DownloadQueue::shutDown()
{
    d->shuttingDown = true;
    const QStringList all = d->book.list().keys();
    for (const QString &key : all)
        d->act(key, QueueEvent::Leave);
    d->wake(true);
}

QStringList DownloadQueue::keys() const
{
    return d->book.list().keys();
}

std::optional<job::JobSnapshot> DownloadQueue::job(const QString &key) const
{
    const QueuedJob *job = d->book.job(key);
    return job == nullptr ? std::nullopt : std::optional(job->shown());
}

std::optional<job::DownloadRequest> DownloadQueue::request(const QString &key) const
{
    const QueuedJob *job = d->book.job(key);
    return job == nullptr ? std::nullopt : std::optional(job->request);
}

QueueTotals DownloadQueue::totals() const
{
    return d->meter.totals();
}

bool DownloadQueue::isIdle() const
{
    return d->book.list().onThreads() == 0 && !d->keeper.isRestoring()
           && (d->shuttingDown || d->book.list().count(QueuePhase::Queued) == 0);
}

} // namespace weightyard::queue
