#include "prerequisites/check_runner.h"

#include "base/background.h"
#include "prerequisites/library_checks.h"
#include "prerequisites/network_checks.h"
#include "prerequisites/tool_checks.h"

#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <map>

namespace weightyard::prerequisites {

namespace {

using Work = std::function<CheckResult(const base::CancelToken &)>;

constexpr std::chrono::milliseconds kToolsEnd(1000);
constexpr std::chrono::hours kAlways(24);

bool isRequest(CheckId id)
{
    return id == CheckId::Hub || id == CheckId::DataHosts;
}

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
            const auto answers = checkHub(*around.client, around.hub, silenceFor(around), cancel);
            return checkToken(answers, around, cancel);
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

// Nothing may be thrown out of a thread.
CheckResult guardedCheck(CheckId id, const Work &check, const base::CancelToken &cancel)
{
    try {
        return check(cancel);
    } catch (const std::exception &thrown) {
        const base::Error error = base::thrownError(thrown);
        return {.id = id, .state = CheckState::Failed, .cause = error.cause, .detail = error.detail};
    }
}

} // namespace

struct CheckRunner::Private {
    explicit Private(CheckRunner *runner) : q(runner) {}

    base::Background &threadsFor(CheckId id);
    void start(CheckId id, const CheckSurroundings &around);
    void take(int ofRun, const CheckResult &result);
    void giveUp(int ofRun);
    void cancelAll() const;

    CheckRunner *q;
    base::Background requests; ///< they use the HTTP client, which may go when the runner has gone
    base::Background tools;    ///< children that shall not outlive the program
    base::Background others;   ///< they may hang in the system
    QList<CheckResult> results;
    std::map<CheckId, base::CancelToken> cancels;
    int run = 0;
};

base::Background &CheckRunner::Private::threadsFor(CheckId id)
{
    if (id == CheckId::Git || id == CheckId::GitLfs)
        return tools;
    return isRequest(id) ? requests : others;
}

void CheckRunner::Private::start(CheckId id, const CheckSurroundings &around)
{
    const base::CancelToken cancel;
    cancels[id] = cancel;
    threadsFor(id).run([id, cancel, check = workOf(id, around)] { return guardedCheck(id, check, cancel); },
                       [this, ofRun = run](const CheckResult &result) { take(ofRun, result); });
}

void CheckRunner::Private::cancelAll() const
{
    for (const auto &[id, cancel] : cancels)
        cancel.cancel();
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
    cancelAll();
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
    d->cancelAll();
    d->requests.waitForAll(kAlways);
    // One that cannot even be looked for (a dead mount on PATH) is not waited for.
    d->tools.waitForAll(kToolsEnd);
}

bool CheckRunner::waitForAll(std::chrono::milliseconds atMost)
{
    using Clock = std::chrono::steady_clock;
    d->cancelAll();
    const Clock::time_point end = Clock::now() + atMost;
    const auto left = [&] {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()),
                        std::chrono::milliseconds(0));
    };
    return d->requests.waitForAll(left()) && d->tools.waitForAll(left()) && d->others.waitForAll(left());
}

void CheckRunner::run(const CheckSurroundings &surroundings)
{
    CheckSurroundings around = surroundings;
    if (around.dataHosts.isEmpty())
        around.dataHosts = knownDataHosts(around.hub);
    d->cancelAll();
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
