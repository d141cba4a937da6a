// Runs weightyard-cli as a user would: a process of its own, a clean environment, its own HOME, config and library folders, and
// HF_ENDPOINT naming a test hub. One thread; run() blocks.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

#include <QJsonObject>
#include <QUrl>

namespace weightyard::test {

struct CliResult {
    ProcessResult process;
    QList<QJsonObject> lines; ///< standard output as JSON lines; empty without --json

    int exitCode() const { return process.exitCode; }
    QJsonObject summary() const;                    ///< of the last line; empty when there is none
    QJsonObject lastOf(const QString &model) const; ///< the model's last line
    QString errorKind() const;                      ///< of the last line with an error
    QString describe() const { return process.describe(); }
};

class CliRun
{
public:
    CliRun(QString program, const QUrl &hub);

    QString library() const { return m_home.path(QStringLiteral("library")); }
    QString config() const { return m_home.path(QStringLiteral("config")); }
    QString home() const { return m_home.path(); }
    QString folder(const QString &model) const { return library() + QLatin1Char('/') + model; }
    QProcessEnvironment &environment() { return m_environment; }
    const QProcessEnvironment &environmentOf() const { return m_environment; }

    /// `weightyard-cli --config C --library L --json ARGUMENTS`.
    CliResult json(const QStringList &arguments,
                   std::chrono::milliseconds timeout = std::chrono::seconds(120)) const;
    /// The same without --json.
    CliResult plain(const QStringList &arguments) const;
    /// Starts and leaves it running.
    void start(ServerProcess &process, const QStringList &arguments) const;

private:
    QStringList withFolders(const QStringList &arguments) const;
    CliResult run(const QStringList &arguments, std::chrono::milliseconds timeout) const;

    QString m_program;
    TempDir m_home;
    QProcessEnvironment m_environment;
};

/// All that a `--json` process has said when it says that a model is in `state`, or when 30 s are over.
QByteArray saidWhenIn(const QByteArray &state, ServerProcess &process);

} // namespace weightyard::test
