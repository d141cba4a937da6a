// `weightyard-cli check`: the prerequisites, each as its answer comes in the order of the list, and at request whether a newer version of
// the program is published. Runs an event loop of its own until all have answered or their time is over.
#include "app/cli/check_command.h"

#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "prerequisites/check_runner.h"
#include "session/program_release.h"
#include "ui/text/check_text.h"
#include "ui/text/columns.h"

#include <QCoreApplication>
#include <QEventLoop>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;

namespace {

constexpr int kTitle = 14;
constexpr int kIndent = 2 + kTitle + 2;

QString markOf(CheckState state)
{
    switch (state) {
    case CheckState::Good:
        return u"✓"_s;
    case CheckState::Running:
    case CheckState::Advice:
        return u"!"_s;
    case CheckState::Failed:
    case CheckState::TimedOut:
        return u"✗"_s;
    }
    Q_UNREACHABLE();
}

bool isFailure(const CheckResult &result)
{
    const bool isOptional = result.id == CheckId::Git || result.id == CheckId::GitLfs;
    return result.state == CheckState::Failed || (result.state == CheckState::TimedOut && !isOptional);
}

// A block whose first line begins at the indentation already.
QString block(const QString &text, int columns)
{
    return wrapped(text, columns - kIndent, 0).replace(u'\n', u'\n' + QString(kIndent, u' ')) + u'\n';
}

QString indented(const QString &text, int columns)
{
    return text.isEmpty() ? QString() : QString(kIndent, u' ') + block(text, columns);
}

void printSummary(int failures, int advice, bool json)
{
    if (json) {
        const int code = static_cast<int>(failures > 0 ? app::ExitCode::Prerequisite : app::ExitCode::Done);
        printOut(QString::fromUtf8(jsonLine(
            {{u"summary"_s,
              QJsonObject{{u"failed"_s, failures}, {u"advice"_s, advice}, {u"exit_code"_s, code}}}})));
        return;
    }
    printOut(u'\n'
             + (failures > 0 ? CliText::tr("Downloads will not work yet: see what is marked with ✗.")
                : advice > 0 ? CliText::tr("Downloads work; what is marked with ! would be of use.")
                             : CliText::tr("All is well."))
             + u'\n');
}

} // namespace

QJsonObject toJson(const CheckResult &result)
{
    const text::CheckText text = text::checkText(result, text::currentPackages());
    QJsonObject object{{u"check"_s, prerequisites::checkName(result.id)},
                       {u"state"_s, prerequisites::stateName(result.state)},
                       {u"found"_s, text.found}};
    const std::pair<QString, QString> more[] = {{u"version"_s, result.version},
                                                {u"place"_s, result.place},
                                                {u"code"_s, base::errorCodeName(result.cause.code)},
                                                {u"detail"_s, result.detail},
                                                {u"token_place"_s, result.tokenPlace},
                                                {u"remedy"_s, text.remedy},
                                                {u"command"_s, text.command}};
    for (const auto &[key, value] : more) {
        if (!value.isEmpty())
            object.insert(key, value);
    }
    if (result.id == CheckId::Space)
        object.insert(u"bytes_free"_s, result.bytesFree);
    return object;
}

QString checkLines(const CheckResult &result, int columns)
{
    const text::CheckText text = text::checkText(result, text::currentPackages());
    QString lines = markOf(result.state) + u' ' + text::padded(elided(text.title, kTitle), kTitle) + u"  "_s
                    + block(text.found, columns);
    if (result.state == CheckState::Good)
        return lines;
    lines += indented(text.why, columns) + indented(text.remedy, columns);
    if (!text.command.isEmpty())
        lines += QString(kIndent, u' ') + u"$ "_s + text.command + u'\n';
    return lines;
}

namespace {

// The checks are told already: what stops this look ends the command as it would end any other.
base::Result<void> tellRelease(const CommandContext &context, app::Services &services)
{
    const auto known = session::checkRelease(services.forJobs(), {});
    if (!known)
        return base::fail(known.error());
    const QString running = QCoreApplication::applicationVersion();
    const bool isNewer = session::isNewerVersion(known->newest, running);
    if (context.line.json)
        printOut(
            QString::fromUtf8(jsonLine({{u"program"_s, QJsonObject{{u"version"_s, running},
                                                                   {u"newest"_s, known->newest},
                                                                   {u"is_newer"_s, isNewer},
                                                                   {u"page"_s, session::releasePage()}}}})));
    else if (isNewer)
        printOut(CliText::tr("Weightyard %1 is published; this is %2.").arg(known->newest, running) + u'\n'
                 + session::releasePage() + u'\n');
    else
        printOut(CliText::tr("This is Weightyard %1; no newer version is published.").arg(running) + u'\n');
    return {};
}

base::Result<int> runCheck(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return base::fail(services.error());
    const CommandLine &line = context.line;
    prerequisites::CheckRunner runner;
    QEventLoop loop;
    QObject::connect(&runner, &prerequisites::CheckRunner::finished, &loop, &QEventLoop::quit);
    qsizetype told = 0;
    int failures = 0;
    int advice = 0;
    const auto tell = [&] {
        const QList<CheckResult> results = runner.results();
        for (; told < results.size() && results[told].state != CheckState::Running; ++told) {
            const CheckResult &result = results[told];
            failures += isFailure(result) ? 1 : 0;
            advice += !isFailure(result) && result.state != CheckState::Good ? 1 : 0;
            if (line.json)
                printOut(QString::fromUtf8(jsonLine(toJson(result))));
            else if (!line.quiet || isFailure(result))
                printOut(checkLines(result, terminalColumns()));
        }
    };
    QObject::connect(&runner, &prerequisites::CheckRunner::changed, &loop, tell);
    runner.run({.client = &(*services)->forJobs().client,
                .environment = (*services)->environment(),
                .library = context.library,
                .hub = (*services)->hub(),
                .dataHosts = {},
                .configDir = context.configDir,
                .hubTokens = (*services)->forJobs().hubTokens,
                .clock = &(*services)->clock()});
    loop.exec();
    if (line.json || !line.quiet)
        printSummary(failures, advice, line.json);
    if (line.has("program")) {
        if (const base::Result<void> release = tellRelease(context, **services); !release)
            return base::fail(release.error());
    }
    return static_cast<int>(failures > 0 ? app::ExitCode::Prerequisite : app::ExitCode::Done);
}

} // namespace

const Command kCheckCommand{
    .name = "check",
    .words = "",
    .summary = QT_TRANSLATE_NOOP("Terminal", "see whether all is there that downloads need"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Looks at everything that downloads need, and says how to mend what is wrong.\n"
                    "--program asks one question more, which says nothing of you or your machine.\n"),
    .options = "program",
    .run = runCheck,
};

} // namespace weightyard::cli
