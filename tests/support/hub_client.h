// HubClient: the Hub's own client for Node.js (npm package @huggingface/hub) as a witness, fetched once into the build folder by
// packaging/deps/hub-client.sh. One thread.
#pragma once

#include "child_process.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace weightyard::test {

class HubClient
{
public:
    HubClient() : m_packages(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/../deps/hub-client"))
    {
        ProcessOptions options;
        options.timeout = std::chrono::seconds(180);
        options.environment = QProcessEnvironment::systemEnvironment(); // npm's proxies and certificates
        const ProcessResult made = runProcess(
            QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/deps/hub-client.sh"), {m_packages}, options);
        if (!made.ok())
            m_problem = QString::fromUtf8(made.err).simplified().right(200);
    }

    /// Empty: it is there. Else why it is not: node or the registry is missing.
    const QString &problem() const { return m_problem; }

    /// As tests/support/hub_client.mjs takes them. Empty when it failed; lastError() says how.
    QJsonObject ask(const QStringList &words, const QProcessEnvironment &environment,
                    const QByteArray &input = {})
    {
        ProcessOptions options;
        options.environment = environment;
        options.input = input;
        options.environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        const ProcessResult result = runProcess(
            QStringLiteral("node"),
            QStringList{QStringLiteral(WEIGHTYARD_SOURCE_DIR "/tests/support/hub_client.mjs"), m_packages}
                + words,
            options);
        m_lastError = result.describe();
        return result.ok() ? QJsonDocument::fromJson(result.out).object() : QJsonObject();
    }
    const QString &lastError() const { return m_lastError; }

private:
    QString m_packages;
    QString m_problem;
    QString m_lastError;
};

} // namespace weightyard::test
