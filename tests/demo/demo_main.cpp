// weightyard-demo [--terminal] [--folder DIR] [--rate BYTES]: a hub on this machine with small generated models, and
// Weightyard at work on it. With a display the window; without, or with --terminal, the terminal program: checks, list,
// get all, status. Then exit code 0 says that every demo model ended as expected. All that it writes is in a folder of
// its own, removed at the end (also one by SIGINT, SIGTERM or SIGHUP) unless named by --folder. --rate: bytes/s of each
// connection, 0 for no limit.
#include "demo_models.h"

#include "app/process_setup.h"
#include "child_process.h"
#include "temp_dir.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

// Slow enough to be seen, fast enough not to bore.
constexpr qint64 kBytesPerSecond = 2'000'000;

struct Place {
    QString programs;
    QString folder;
    QUrl hub;

    /// `offers`: the program or verb reads a catalogue.
    QStringList options(bool offers) const
    {
        QStringList all{u"--config"_s, folder + u"/config"_s, u"--library"_s, folder + u"/Models"_s};
        if (offers)
            all << u"--catalogue"_s << folder + u"/catalogue.json"_s;
        return all;
    }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HF_ENDPOINT"_s, hub.toString());
        environment.insert(u"GIT_TERMINAL_PROMPT"_s,
                           u"0"_s); // the gated model shall not ask the newcomer for a password
        for (const QString &name : {u"HF_TOKEN"_s, u"HF_TOKEN_PATH"_s})
            environment.remove(name);
        environment.insert(u"NO_PROXY"_s, u"127.0.0.1"_s);
        return environment;
    }
};

volatile std::sig_atomic_t stopSignal = 0;
volatile std::sig_atomic_t child = 0;

// What runs gets it too, so that this process comes to its end and tidies up: once, and only from here (see ownGroup).
void passOn([[maybe_unused]] int signal)
{
#ifdef Q_OS_UNIX
    if (child > 0)
        ::kill(static_cast<pid_t>(child), signal);
#endif
}

#ifdef Q_OS_UNIX
void stop(int signal)
{
    stopSignal = signal;
    passOn(signal);
}
#endif

void tidyUpWhenStopped()
{
#ifdef Q_OS_UNIX
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(signal, stop) == SIG_IGN) // nohup
            std::signal(signal, SIG_IGN);
    }
#endif
}

// A second signal, from the terminal to the whole group, would be taken for impatience.
void ownGroup([[maybe_unused]] QProcess &process)
{
#ifdef Q_OS_UNIX
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
}

void endIfStopped()
{
    if (stopSignal != 0)
        throw std::runtime_error("stopped");
}

void say(const QString &text)
{
    std::printf("%s\n", qUtf8Printable(text));
    std::fflush(stdout);
}

/// On this terminal. The exit code; -1: it did not start or crashed.
int run(const Place &place, const QString &program, const QStringList &arguments)
{
    const bool offers =
        arguments.isEmpty() || arguments.first() == "list"_L1 || arguments.first() == "get"_L1;
    QProcess process;
    process.setProcessEnvironment(place.environment());
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    ownGroup(process);
    process.start(place.programs + u'/' + program, arguments + place.options(offers));
    if (process.waitForStarted(-1))
        child = static_cast<std::sig_atomic_t>(process.processId());
    if (stopSignal != 0) // it came when there was no child yet
        passOn(stopSignal);
    process.waitForFinished(-1);
    child = 0;
    endIfStopped();
    return process.exitStatus() == QProcess::NormalExit && process.error() != QProcess::FailedToStart
               ? process.exitCode()
               : -1;
}

int runVerb(const Place &place, const QStringList &arguments)
{
    say(u"\n$ weightyard-cli "_s + arguments.join(u' '));
    return run(place, u"weightyard-cli"_s, arguments);
}

QList<QJsonObject> runJson(const Place &place, const QStringList &arguments)
{
    test::ProcessOptions options;
    options.environment = place.environment();
    const test::ProcessResult result =
        test::runProcess(place.programs + u"/weightyard-cli"_s,
                         arguments + QStringList{u"--json"_s} + place.options(true), options);
    endIfStopped();
    QList<QJsonObject> lines;
    for (const QByteArray &line : result.out.split('\n'))
        lines.append(QJsonDocument::fromJson(line).object());
    return lines;
}

/// What is not as expected of one model; empty: all well.
QString surprise(const Place &place, const catalog::ModelEntry &entry, const QString &state)
{
    const QString expected = demo::expectedError(demo::fateOf(entry.id));
    if (expected.isEmpty())
        return state == "here"_L1 ? QString() : u"%1 is %2"_s.arg(entry.id, state);
    if (state != "absent"_L1 && state != "unfinished"_L1)
        return u"%1 should not be there, but is %2"_s.arg(entry.id, state);
    QString seen = u"nothing"_s;
    for (const QJsonObject &line : runJson(place, {u"get"_s, entry.id})) {
        if (line.value(u"state"_s) == "failed"_L1)
            seen = line.value(u"error"_s).toObject().value(u"kind"_s).toString();
    }
    return seen == expected ? QString() : u"%1 failed with %2 instead of %3"_s.arg(entry.id, seen, expected);
}

int runTerminal(const Place &place, const catalog::Catalogue &catalogue)
{
    QStringList surprises;
    if (runVerb(place, {u"check"_s}) != 0)
        surprises.append(u"check failed"_s);
    if (runVerb(place, {u"list"_s}) != 0)
        surprises.append(u"list failed"_s);
    // Three fail for different reasons: that is exit code 1.
    if (const int code = runVerb(place, {u"get"_s, u"--all"_s}); code != 1)
        surprises.append(u"get --all ended with %1 instead of 1"_s.arg(code));
    if (runVerb(place, {u"status"_s}) != 0)
        surprises.append(u"status failed"_s);

    QHash<QString, QString> states;
    for (const QJsonObject &line : runJson(place, {u"list"_s}))
        states.insert(line.value(u"id"_s).toString(), line.value(u"state"_s).toString());
    for (const catalog::ModelEntry &entry : catalogue.models) {
        if (const QString wrong = surprise(place, entry, states.value(entry.id)); !wrong.isEmpty())
            surprises.append(wrong);
    }
    say(surprises.isEmpty()
            ? u"\nThe demo: every model ended as it should; one gated, one missing and one damaged on purpose."_s
            : u"\nThe demo: not as expected:\n  "_s + surprises.join(u"\n  "_s));
    return surprises.isEmpty() ? 0 : 1;
}

bool hasDisplay()
{
#if defined(Q_OS_MACOS) || defined(Q_OS_WIN)
    return true;
#else
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
#endif
}

int runDemo(const QCommandLineParser &options, qint64 rate)
{
    std::optional<test::TempDir> own;
    const QString named = options.value(u"folder"_s);
    if (named.isEmpty())
        own.emplace();
    say(u"Making the demo's hub and its models…"_s);
    const demo::Demo demo = demo::makeDemo(rate);
    const Place place{.programs = QCoreApplication::applicationDirPath(),
                      .folder = named.isEmpty() ? own->path() : QFileInfo(named).absoluteFilePath(),
                      .hub = demo.hub->baseUrl()};
    QDir().mkpath(place.folder);
    test::writeFile(place.folder + u"/catalogue.json"_s, demo::catalogueJson(demo.catalogue));
    if (options.isSet(u"terminal"_s) || !hasDisplay())
        return runTerminal(place, demo.catalogue);
    say(u"The window is open; close it to end the demo."_s);
    return run(place, u"weightyard"_s, {});
}

int refuse(const QString &why)
{
    std::fprintf(stderr, "weightyard-demo: %s. See --help.\n", qUtf8Printable(why));
    return 2;
}

} // namespace

int main(int argc, char *argv[])
{
    weightyard::app::prepareProcess();
    const QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(
        u"A hub on this machine with small generated models, and Weightyard at work on it."_s);
    options.addOption({u"terminal"_s, u"The terminal program, though there is a display."_s});
    options.addOption({u"folder"_s, u"Use this folder and keep it."_s, u"DIR"_s});
    options.addOption(
        {u"rate"_s, u"Bytes/s of each connection; 0: as fast as it goes. Default: %1."_s.arg(kBytesPerSecond),
         u"BYTES"_s, QString::number(kBytesPerSecond)});
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"This text."_s);
    options.addOption(help);
    if (!options.parse(QCoreApplication::arguments()))
        return refuse(options.errorText().chopped(options.errorText().endsWith(u'.') ? 1 : 0));
    if (options.isSet(help)) {
        say(options.helpText().trimmed());
        return 0;
    }
    bool isNumber = false;
    const qint64 rate = options.value(u"rate"_s).toLongLong(&isNumber);
    if (!options.positionalArguments().isEmpty() || !isNumber || rate < 0)
        return refuse(u"'%1' was not understood"_s.arg(
            options.positionalArguments().value(0, options.value(u"rate"_s))));
    tidyUpWhenStopped();
    try {
        return runDemo(options, rate);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "weightyard-demo: %s\n", error.what());
        return stopSignal != 0 ? 128 + stopSignal : 70;
    }
}
