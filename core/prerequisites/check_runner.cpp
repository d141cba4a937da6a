#include "prerequisites/check_runner.h"

#include "prerequisites/library_checks.h"
#include "prerequisites/network_checks.h"
#include "prerequisites/tool_checks.h"

#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>

namespace weightyard::prerequisites {

namespace {

using Work = std::function<CheckResult(const base::CancelToken &)>;

constexpr std::chrono::milliseconds kToolsEnd(1000);

bool isRequest(CheckId id)
{
    return id == CheckId::Hub || id == CheckId::DataHosts;
}

/// Where a check's thread leaves its answer. It outlives the runner as long as any thread does.
class Mailbox
{
public:
    explicit Mailbox(CheckRunner *runner) : m_runner(runner) {}

    void deliver(const std::function<void()> &answer)
    {
        const std::lock_guard lock(m_mutex);
        if (m_runner != nullptr) // posted under the lock: the runner cannot go away meanwhile
            QMetaObject::invokeMethod(m_runner, answer, Qt::QueuedConnection);
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_runner = nullptr;
    }
    void began(CheckId id)
    {
        const std::lock_guard lock(m_mutex);
        ++count(id);
    }
    void ended(CheckId id)
    {
        const std::lock_guard lock(m_mutex);
        --count(id);
        m_ended.notify_all();
    }
    /// Requests use the HTTP client, which may go when the runner has gone. Tools are children that shall not outlive
    /// the program; one that cannot even be looked for (a dead mount on PATH) is not waited for.
    void waitForCancelled()
    {
        std::unique_lock lock(m_mutex);
        m_ended.wait(lock, [this] { return m_requests == 0; });
        m_ended.wait_for(lock, kToolsEnd, [this] { return m_tools == 0; });
    }

    bool waitForAll(std::chrono::milliseconds atMost)
    {
        std::unique_lock lock(m_mutex);
        return m_ended.wait_for(lock, atMost,
                                [this] { return m_requests == 0 && m_tools == 0 && m_others == 0; });
    }

private:
    int &count(CheckId id)
    {
        if (id == CheckId::Git || id == CheckId::GitLfs)
            return m_tools;
        return isRequest(id) ? m_requests : m_others;
    }

    std::mutex m_mutex;
    std::condition_variable m_ended;
    CheckRunner *m_runner;
    int m_requests = 0;
    int m_tools = 0;
    int m_others = 0; ///< they may hang in the system
};

// Before the check's own time-out, so that it can say which host it was.
std::chrono::milliseconds silenceFor(const CheckSurroundings &around)
{
    return std::chrono::milliseconds(around.timeoutMs * 4 / 5);
}

Work workOf(CheckId id, const CheckSurroundings &around)
{
    switch (id) {
    case CheckId::Git:
        return [env = around.environment](const auto &cancel) { return checkGit(env, cancel); };
    case CheckId::GitLfs:
        return [env = around.environment](const auto &cancel) { return checkGitLfs(env, cancel); };
    case CheckId::Libgit2:
        return [](const auto &) { return checkLibgit2(); };
    case CheckId::Library:
        return [library = around.library, config = around.configDir](const auto &) {
            return checkLibrary(library, config);
        };
    case CheckId::Space:
        return [library = around.library, config = around.configDir](const auto &) {
            return checkSpace(library, config);
        };
    case CheckId::Hub:
        return [around](const auto &cancel) {
            return checkHub(*around.client, around.hub, silenceFor(around), cancel);
        };
    case CheckId::DataHosts:
        return [around](const auto &cancel) {
            return checkDataHosts(*around.client, around.dataHosts, silenceFor(around), cancel);
        };
    }
    Q_UNREACHABLE();
}

bool isWanted(CheckId id, const CheckSurroundings &around)
{
    if (!isRequest(id))
        return true;
    return around.client != nullptr && (id == CheckId::Hub || !around.dataHosts.isEmpty());
}

} // namespace

namespace {

CheckResult failedFor(CheckId id, const std::exception &thrown)
{
    return {.id = id, .state = CheckState::Failed, .detail = base::thrownError(thrown).detail};
}

// Nothing may be thrown out of a thread.
CheckResult guardedCheck(CheckId id, const Work &check, const base::CancelToken &cancel)
{
    try {
        return check(cancel);
    } catch (const std::exception &thrown) {
        return failedFor(id, thrown);
    }
}

} // namespace

struct CheckRunner::Private {
    Private(CheckRunner *runner) : q(runner), mailbox(std::make_shared<Mailbox>(runner)) {}

    void start(CheckId id, const CheckSurroundings &around);
    void take(int ofRun, const CheckResult &result);
    void giveUp(int ofRun);

    CheckRunner *q;
    std::shared_ptr<Mailbox> mailbox;
    QList<CheckResult> results;
    std::map<CheckId, base::CancelToken> cancels;
    int run = 0;
};

void CheckRunner::Private::start(CheckId id, const CheckSurroundings &around)
{
    const base::CancelToken cancel;
    cancels[id] = cancel;
    mailbox->began(id);
    const auto work = [this, id, cancel, box = mailbox, ofRun = run, check = workOf(id, around)] {
        const CheckResult result = guardedCheck(id, check, cancel);
        box->deliver([this, ofRun, result] { take(ofRun, result); }); // only while the runner lives
        box->ended(id);
    };
    try {
        std::thread(work).detach();
    } catch (const std::system_error &thrown) {
        const CheckResult failed = failedFor(id, thrown);
        mailbox->deliver([this, ofRun = run, failed] { take(ofRun, failed); });
        mailbox->ended(id);
    }
}

void CheckRunner::Private::take(int ofRun, const CheckResult &result)
{
    const auto place = std::find_if(results.begin(), results.end(),
                                    [&](const CheckResult &one) { return one.id == result.id; });
    if (ofRun != run || place == results.end() || place->state != CheckState::Running)
        return;
    *place = result;
    const QPointer<CheckRunner> alive(q);
    Q_EMIT q->changed(result);
    if (alive && ofRun == run && !q->isRunning())
        Q_EMIT q->finished();
}

void CheckRunner::Private::giveUp(int ofRun)
{
    if (ofRun != run)
        return;
    for (const auto &[id, cancel] : cancels)
        cancel.cancel();
    const QList<CheckResult> late = results;
    const QPointer<CheckRunner> alive(q);
    for (const CheckResult &one : late) {
        if (alive && one.state == CheckState::Running)
            take(ofRun, {.id = one.id, .state = CheckState::TimedOut, .place = one.place});
    }
}

CheckRunner::CheckRunner(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

CheckRunner::~CheckRunner()
{
    for (const auto &[id, cancel] : d->cancels)
        cancel.cancel();
    d->mailbox->close();
    d->mailbox->waitForCancelled();
}

bool CheckRunner::waitForAll(std::chrono::milliseconds atMost)
{
    for (const auto &[id, cancel] : d->cancels)
        cancel.cancel();
    return d->mailbox->waitForAll(atMost);
}

void CheckRunner::run(const CheckSurroundings &surroundings)
{
    CheckSurroundings around = surroundings;
    if (around.dataHosts.isEmpty())
        around.dataHosts = knownDataHosts(around.hub);
    for (const auto &[id, cancel] : d->cancels)
        cancel.cancel();
    d->cancels.clear();
    d->results.clear();
    ++d->run;
    const QList<CheckId> all = allChecks();
    for (const CheckId id : all) {
        if (!isWanted(id, around))
            continue;
        const bool isOfLibrary = id == CheckId::Library || id == CheckId::Space;
        d->results.append({.id = id, .place = isOfLibrary ? around.library : QString()});
    }
    for (const CheckResult &one : std::as_const(d->results))
        d->start(one.id, around);
    QTimer::singleShot(around.timeoutMs, this, [this, ofRun = d->run] { d->giveUp(ofRun); });
}

QList<CheckResult> CheckRunner::results() const
{
    return d->results;
}

bool CheckRunner::isRunning() const
{
    return std::any_of(d->results.cbegin(), d->results.cend(),
                       [](const CheckResult &one) { return one.state == CheckState::Running; });
}

} // namespace weightyard::prerequisites
