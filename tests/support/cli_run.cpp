#include "cli_run.h"

#include <QJsonDocument>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

QJsonObject CliResult::summary() const
{
    return lines.isEmpty() ? QJsonObject() : lines.last().value("summary"_L1).toObject();
}

QJsonObject CliResult::lastOf(const QString &model) const
{
    QJsonObject last;
    for (const QJsonObject &line : lines) {
        if (line.value("model"_L1).toString() == model)
            last = line;
    }
    return last;
}

QString CliResult::errorKind() const
{
    QString kind;
    for (const QJsonObject &line : lines) {
        if (line.contains("error"_L1))
            kind = line.value("error"_L1).toObject().value("kind"_L1).toString();
    }
    return kind;
}

CliRun::CliRun(QString program, const QUrl &hub)
    : m_program(std::move(program)),
      m_environment(neutralEnvironment(m_home.path()))
{
    m_environment.insert(u"HF_ENDPOINT"_s, hub.toString());
}

QStringList CliRun::withFolders(const QStringList &arguments) const
{
    QStringList all = arguments;
    for (const auto &[option, folder] :
         {std::pair(u"--config"_s, config()), std::pair(u"--library"_s, library())}) {
        if (!arguments.contains(option)) // a test's own
            all += {option, folder};
    }
    return all;
}

CliResult CliRun::json(const QStringList &arguments, std::chrono::milliseconds timeout) const
{
    CliResult result = run(withFolders(arguments) + QStringList{u"--json"_s}, timeout);
    const QList<QByteArray> lines = result.process.out.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty())
            result.lines.append(QJsonDocument::fromJson(line).object());
    }
    return result;
}

CliResult CliRun::plain(const QStringList &arguments) const
{
    return run(withFolders(arguments), std::chrono::seconds(120));
}

void CliRun::start(ServerProcess &process, const QStringList &arguments) const
{
    process.start(m_program, withFolders(arguments),
                  {.environment = m_environment, .workingDirectory = m_home.path(), .input = {}});
}

CliResult CliRun::run(const QStringList &arguments, std::chrono::milliseconds timeout) const
{
    return {runProcess(m_program, arguments,
                       {.environment = m_environment,
                        .workingDirectory = m_home.path(),
                        .input = {},
                        .timeout = timeout}),
            {}};
}

QByteArray saidWhenIn(const QByteArray &state, ServerProcess &process)
{
    const QByteArray wanted = "\"state\":\"" + state + '"';
    QByteArray said;
    waitUntil(
        [&] {
            said = process.allOutput();
            return said.contains(wanted);
        },
        std::chrono::seconds(30));
    return said;
}

} // namespace weightyard::test
