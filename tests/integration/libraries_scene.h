// Models in several libraries, and a terminal program that is told by its settings where they are. One thread.
#pragma once

#include "small_model.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <csignal>
#include <stdexcept>

namespace weightyard::test {

class LibrariesScene
{
public:
    LibrariesScene() : cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl())
    {
        model.hub.addRepository(other(), model.repo);
        mustSet({QStringLiteral("library"), first()});
    }

    static QString name() { return SmallModel::name(); }
    static QString other() { return QStringLiteral("owner/other"); }
    QString first() const { return cli.home() + QStringLiteral("/first"); }
    QString second() const { return cli.home() + QStringLiteral("/second"); }

    /// Without --library: as the settings have it.
    CliResult json(const QStringList &arguments) const
    {
        CliResult result = plain(arguments + QStringList{QStringLiteral("--json")});
        const QList<QByteArray> lines = result.process.out.split('\n');
        for (const QByteArray &line : lines) {
            if (!line.isEmpty())
                result.lines.append(QJsonDocument::fromJson(line).object());
        }
        return result;
    }
    CliResult plain(const QStringList &arguments) const
    {
        return {runProcess(QStringLiteral(WEIGHTYARD_CLI), all(arguments),
                           {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}}),
                {}};
    }
    void start(ServerProcess &process, const QStringList &arguments) const
    {
        process.start(QStringLiteral(WEIGHTYARD_CLI), all(arguments),
                      {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
    }
    void mustSet(const QStringList &words) const
    {
        const CliResult set = plain(QStringList{QStringLiteral("settings"), QStringLiteral("set")} + words);
        if (set.exitCode() != 0)
            throw std::runtime_error(set.describe().toStdString());
    }
    void mustGet(const QString &what, const QString &library) const
    {
        const CliResult got = json({QStringLiteral("get"), what, QStringLiteral("--library"), library});
        if (got.exitCode() != 0)
            throw std::runtime_error(got.describe().toStdString());
    }
    /// A `get` that is interrupted when it has all but the first weight.
    void mustBegin(const QStringList &arguments)
    {
        model.hub.addFault(
            Fault::stall(Endpoint::Storage, -1).forOid(sha256Hex(SmallModel::weight(0))).always());
        ServerProcess process;
        start(process, QStringList{QStringLiteral("get"), QStringLiteral("--json")} + arguments);
        const QByteArray received = "\"bytes_here\":" + QByteArray::number(SmallModel::weight(1).size());
        const bool came =
            waitUntil([&] { return process.allOutput().contains(received); }, std::chrono::seconds(60));
        if (!came || ::kill(static_cast<pid_t>(process.processId()), SIGINT) != 0
            || !process.waitForFinished(std::chrono::seconds(30)))
            throw std::runtime_error(process.allOutput().toStdString());
        model.hub.clearFaults();
        model.hub.dropConnections();
    }
    QJsonValue setting(const QString &key) const
    {
        return json({QStringLiteral("settings"), QStringLiteral("get"), key})
            .lines.value(0)
            .value(QStringLiteral("value"));
    }

    SmallModel model;
    CliRun cli;

private:
    QStringList all(const QStringList &arguments) const
    {
        return arguments + QStringList{QStringLiteral("--config"), cli.config()};
    }
};

} // namespace weightyard::test
