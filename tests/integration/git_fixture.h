// What the git tests share: one session over the real network code, and a published folder made of a fetch.
#pragma once

#include "git/repository.h"
#include "git/runtime.h"
#include "net/qt_http_client.h"
#include "support/local_hub.h"
#include "support/repo_builder.h"
#include "support/temp_dir.h"
#include "support/tree_snapshot.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace weightyard::test {

class NoCredentials : public base::Credentials
{
public:
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &,
                                                       const base::CancelToken &) override
    {
        return std::optional<base::Credential>();
    }
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
};

class GitFixture
{
public:
    using Fetched = base::Result<std::unique_ptr<git::Repository>>;

    Fetched fetch(const QUrl &url, const QString &revision, const QString &gitDir,
                  const base::CancelToken &cancel = {})
    {
        notices.clear();
        lastProgress = {};
        const auto progress = [this](const git::FetchProgress &now) {
            lastProgress = now;
            if (onProgress)
                onProgress(now);
        };
        const auto notice = [this](const QString &ref) { notices.append(ref); };
        return git::Repository::fetch({.url = url, .revision = revision, .gitDir = gitDir}, m_session,
                                      progress, notice, cancel);
    }

    QStringList notices;
    git::FetchProgress lastProgress;
    std::function<void(const git::FetchProgress &)> onProgress;

private:
    git::Runtime m_runtime{base::Environment()};
    base::SystemClock m_clock;
    NoCredentials m_credentials;
    net::QtHttpClient m_client{net::NetworkSettings(), m_clock, 1};
    net::AuthSession m_session{m_client, m_credentials, m_clock, QString()};
};

/// Writes every entry as a publisher would; LFS files get the bytes in `objects` (by path), without one they stay pointers.
/// Empty when all went well, else what did not.
inline QString writeTree(const git::Repository &repository, const QString &folder,
                         const QHash<QString, QByteArray> &objects = {})
{
    using Kind = git::TreeEntry::Kind;
    const auto entries = repository.entries();
    if (!entries)
        return base::describe(entries.error());
    for (const git::TreeEntry &entry : *entries) {
        const QString path = folder + u'/' + entry.path;
        QDir().mkpath(entry.kind == Kind::Submodule ? path : QFileInfo(path).path());
        if (entry.kind == Kind::Submodule)
            continue;
        const auto bytes = objects.contains(entry.path) ? base::Result<QByteArray>(objects.value(entry.path))
                                                        : repository.checkedOut(entry);
        if (!bytes)
            return base::describe(bytes.error());
#ifdef Q_OS_UNIX
        if (entry.kind == Kind::Symlink) {
            if (symlink(bytes->constData(), QFile::encodeName(path).constData()) != 0)
                return path;
            continue;
        }
#endif
        writeFile(path, *bytes);
        if (entry.kind == Kind::Executable)
            QFile(path).setPermissions(QFile(path).permissions() | QFile::ExeOwner | QFile::ExeGroup
                                       | QFile::ExeOther);
    }
    return {};
}

/// The real git in `folder`, in an environment of nobody's; `path` replaces PATH unless it is empty.
inline ProcessResult gitIn(const QString &folder, const QStringList &arguments, const QString &path = {})
{
    const TempDir home;
    QProcessEnvironment environment = neutralEnvironment(home.path());
    if (!path.isEmpty())
        environment.insert(QStringLiteral("PATH"), path);
    return runProcess(QStringLiteral("git"), arguments,
                      {.environment = environment, .workingDirectory = folder, .input = {}});
}

/// Its output without the last line end; "failed" and a warning when it fails.
inline QByteArray mustGit(const QString &folder, const QStringList &arguments)
{
    const ProcessResult result = gitIn(folder, arguments);
    if (!result.ok())
        qWarning("%s", qPrintable(result.describe()));
    return result.ok() ? result.out.trimmed() : QByteArray("failed");
}

/// Fetches, writes the tree and its history to `folder`; what went wrong, or nothing.
inline QString publish(GitFixture &session, const QUrl &url, const QString &revision, const QString &folder,
                       const QHash<QString, QByteArray> &objects = {})
{
    QDir().mkpath(folder);
    const auto fetched = session.fetch(url, revision, folder + QStringLiteral("/../fetched"));
    if (!fetched)
        return base::describe(fetched.error());
    if (const QString wrong = writeTree(**fetched, folder, objects); !wrong.isEmpty())
        return wrong;
    const QString gitDir = folder + QStringLiteral("/.git");
    if (!QDir().rename(folder + QStringLiteral("/../fetched"), gitDir))
        return QStringLiteral("rename");
    const auto done = (*fetched)->finishHistory(gitDir, folder, url, {});
    return done ? QString() : base::describe(done.error());
}

inline const char *why(const base::Error &error)
{
    static thread_local QByteArray text;
    text = base::describe(error).toUtf8();
    return text.constData();
}

} // namespace weightyard::test

#define QVERIFY_OK(result)                                                        \
    do {                                                                          \
        const auto &outcome = (result);                                           \
        QVERIFY2(outcome, outcome ? "" : weightyard::test::why(outcome.error())); \
    } while (false)
