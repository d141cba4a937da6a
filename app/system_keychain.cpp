#include "app/system_keychain.h"

#include "base/error_code.h"

#ifdef WEIGHTYARD_KEYCHAIN

#include <QJsonDocument>
#include <QJsonObject>
#include <QLibrary>
#include <QThread>
#include <QTimer>
#include <functional>
#include <future>
#include <qt6keychain/keychain.h>

#endif

namespace weightyard::app {

#ifdef WEIGHTYARD_KEYCHAIN

using namespace Qt::Literals::StringLiterals;
using base::CancelToken;
using base::Credential;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Origin;
using base::Result;

namespace {

const QString kService = u"weightyard"_s;
// Its owner may be asked for a password; where nobody can be, nothing waits longer.
constexpr std::chrono::seconds kAnswerTime(60);

QByteArray textOf(const Credential &credential)
{
    return QJsonDocument(QJsonObject{{u"user"_s, credential.user}, {u"secret"_s, credential.secret}})
        .toJson(QJsonDocument::Compact);
}

std::optional<Credential> credentialIn(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const QString secret = json.value("secret"_L1).toString();
    if (secret.isEmpty())
        return {};
    return Credential{.user = json.value("user"_L1).toString(), .secret = secret, .source = u"login"_s};
}

base::Error errorOf(const QKeychain::Job &job)
{
    const bool refused =
        job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    return {.kind = refused ? ErrorKind::Permission : ErrorKind::Prerequisite,
            .cause = refused ? ErrorCode::KeychainClosed : ErrorCode::NoKeychain,
            .detail = job.errorString()};
}

/// libsecret answers through a context of GLib, which Qt's own event loop does not turn (process_setup.h has threads without
/// GLib's). Here the asking thread gets one, and turns it while somebody waits. GLib is there whenever libsecret is.
class GlibTurner
{
public:
    explicit GlibTurner(QObject *owner) : m_timer(new QTimer(owner))
    {
        m_timer->setInterval(kTurnMs);
        QObject::connect(m_timer, &QTimer::timeout, owner, [this] {
            while (m_turn(m_context, 0) != 0) {
            }
        });
    }

    void begin()
    {
        if (m_context == nullptr)
            makeContext();
        if (m_pending++ == 0 && m_context != nullptr)
            m_timer->start();
    }
    void end()
    {
        if (--m_pending == 0)
            m_timer->stop();
    }

private:
    using Make = void *(*)();
    using Push = void (*)(void *context);
    using Turn = int (*)(void *context, int mayBlock);
    static constexpr int kTurnMs = 10;

    void makeContext()
    {
#ifdef Q_OS_LINUX
        QLibrary glib(u"glib-2.0"_s, 0);
        const auto make = reinterpret_cast<Make>(glib.resolve("g_main_context_new"));
        const auto push = reinterpret_cast<Push>(glib.resolve("g_main_context_push_thread_default"));
        m_turn = reinterpret_cast<Turn>(glib.resolve("g_main_context_iteration"));
        if (make == nullptr || push == nullptr || m_turn == nullptr)
            return;
        m_context = make();
        push(m_context);
#endif
    }

    QTimer *m_timer;
    void *m_context = nullptr; ///< as long as the thread
    Turn m_turn = nullptr;
    int m_pending = 0;
};

/// The thread that asks, from the first question to the end of the process: QtKeychain's queue of jobs belongs to the thread that
/// used it first, and waits for it for ever.
struct Asker {
    QThread thread;
    QObject context;
    GlibTurner glib{&context};
};

Asker &asker()
{
    static Asker *const one = [] {
        auto *made = new Asker;                    // never destroyed: it has no end before the process has
        made->context.moveToThread(&made->thread); // with the timer, its child
        made->thread.start();
        return made;
    }();
    return *one;
}

class SystemKeychain final : public settings::Keychain
{
public:
    Result<std::optional<Credential>> read(const Origin &origin, const CancelToken &cancel) override
    {
        return ask<QKeychain::ReadPasswordJob, std::optional<Credential>>(
            origin, cancel, [](QKeychain::ReadPasswordJob &) {},
            [](const QKeychain::ReadPasswordJob &job) -> Result<std::optional<Credential>> {
                if (job.error() == QKeychain::EntryNotFound)
                    return std::optional<Credential>();
                if (job.error() != QKeychain::NoError)
                    return fail(errorOf(job));
                return credentialIn(job.binaryData());
            });
    }

    Result<void> store(const Origin &origin, const Credential &credential, const CancelToken &cancel) override
    {
        return ask<QKeychain::WritePasswordJob, void>(
            origin, cancel,
            [text = textOf(credential)](QKeychain::WritePasswordJob &job) { job.setBinaryData(text); },
            [](const QKeychain::WritePasswordJob &job) -> Result<void> {
                if (job.error() != QKeychain::NoError)
                    return fail(errorOf(job));
                return {};
            });
    }

    Result<bool> remove(const Origin &origin, const CancelToken &cancel) override
    {
        const Result<std::optional<Credential>> there = read(origin, cancel);
        if (!there)
            return fail(there.error());
        if (!*there)
            return false;
        return ask<QKeychain::DeletePasswordJob, bool>(
            origin, cancel, [](QKeychain::DeletePasswordJob &) {},
            [](const QKeychain::DeletePasswordJob &job) -> Result<bool> {
                if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
                    return fail(errorOf(job));
                return job.error() == QKeychain::NoError;
            });
    }

private:
    // A job that its caller has given up goes on, and ends by itself.
    template<typename Job, typename Value>
    Result<Value> ask(const Origin &origin, const CancelToken &cancel, std::function<void(Job &)> prepare,
                      std::function<Result<Value>(const Job &)> take)
    {
        const auto promise = std::make_shared<std::promise<Result<Value>>>();
        std::future<Result<Value>> answer = promise->get_future();
        Asker &asks = asker();
        QMetaObject::invokeMethod(&asks.context, [&asks, origin, prepare, take, promise] {
            auto *job = new Job(kService, &asks.context);
            job->setKey(origin.toString());
            job->setInsecureFallback(false);
            prepare(*job);
            QObject::connect(job, &QKeychain::Job::finished, &asks.context, [&asks, job, take, promise] {
                asks.glib.end();
                promise->set_value(take(*job));
            });
            asks.glib.begin();
            job->start();
        });
        const auto end = std::chrono::steady_clock::now() + kAnswerTime;
        while (answer.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) {
            if (cancel.isCancelled())
                return fail(base::cancelledError());
            if (std::chrono::steady_clock::now() > end)
                return fail(ErrorKind::Permission, ErrorCode::KeychainClosed);
        }
        return answer.get();
    }
};

} // namespace

std::unique_ptr<settings::Keychain> systemKeychain()
{
    return std::make_unique<SystemKeychain>();
}

#else

std::unique_ptr<settings::Keychain> systemKeychain()
{
    return nullptr;
}

#endif

} // namespace weightyard::app
