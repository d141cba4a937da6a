// The checks of folders and hosts that answer, refuse, hang or are not there; and the runner, with faked tools on PATH.
#include "base/error_code.h"
#include "fake_tools.h"
#include "local_hub.h"
#include "net/qt_http_client.h"
#include "prerequisites/check_runner.h"
#include "prerequisites/library_checks.h"
#include "prerequisites/network_checks.h"
#include "settings/hub_token.h"
#include "sockets.h"
#include "temp_dir.h"
#include "test_registry.h"
#include "tls_authority.h"
#include "ui/text/cause_text.h"
#include "ui/text/check_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace prerequisites_test {

using namespace weightyard;
using namespace weightyard::prerequisites;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const base::SystemClock kClock;

net::QtHttpClient makeClient()
{
    return net::QtHttpClient(net::NetworkSettings::from(base::ConfigEntries(), base::Environment()), kClock,
                             1);
}

CheckResult resultOf(const CheckRunner &runner, CheckId id)
{
    const QList<CheckResult> results = runner.results();
    for (const CheckResult &one : results) {
        if (one.id == id)
            return one;
    }
    throw std::runtime_error("no such result");
}

} // namespace

class PrerequisitesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names();
    void library();
    void libraryThatCannotBeWritten();
    void removableRoots_data();
    void removableRoots();
    void space();
    void hub_data();
    void hub();
    void token_data();
    void token();
    void dataHosts();
    void knownHosts();
    void runsSideBySide();
    void hangingToolTimesOut();
    void leavesOutTheNetwork();
    void beginsAnew();
    void goesAwayWhileRunning();
};

void PrerequisitesTest::names()
{
    QStringList names;
    const QList<CheckId> all = allChecks();
    for (const CheckId id : all)
        names.append(checkName(id));
    QCOMPARE(names.join(u' '), u"git git-lfs libgit2 library space hub data-hosts"_s);
    QCOMPARE(stateName(CheckState::TimedOut), u"timed_out"_s);
}

void PrerequisitesTest::library()
{
    const TempDir dir;
    for (const QString &folder : {dir.path(), dir.path(u"not/yet/there"_s)}) {
        const CheckResult result = checkLibrary(folder);
        QCOMPARE(result.state, CheckState::Good);
        QCOMPARE(result.place, folder);
    }
    QVERIFY(
        QDir(dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)); // nothing stays
}

void PrerequisitesTest::libraryThatCannotBeWritten()
{
    const TempDir dir;
    const QString file = dir.writeFile(u"file"_s, "x");
    const CheckResult below = checkLibrary(file + u"/library"_s);
    QCOMPARE(below.state, CheckState::Failed);
    QCOMPARE(below.finding, Finding::NotWritable);
    QVERIFY(below.cause == base::Cause(base::ErrorCode::NotFolder, file));
    const CheckResult kernel = checkLibrary(u"/proc/library"_s); // even for root
    QCOMPARE(kernel.finding, Finding::NotWritable);
    QCOMPARE(kernel.place, u"/proc/library"_s);
}

void PrerequisitesTest::removableRoots_data()
{
    QTest::addColumn<QString>("root");
    QTest::newRow("/media/ann/Disk/Models") << u"/media/ann/Disk"_s;
    QTest::newRow("/run/media/ann/Disk") << u"/run/media/ann/Disk"_s;
    QTest::newRow("/Volumes/Disk/a/b") << u"/Volumes/Disk"_s;
    QTest::newRow("/mnt/nas/models") << u"/mnt/nas"_s;
    QTest::newRow("/media/ann") << QString();
    QTest::newRow("/mnt/") << QString();
    QTest::newRow("/home/ann/media/ann/Disk") << QString();
}

void PrerequisitesTest::removableRoots()
{
    QTEST(removableRoot(QString::fromLatin1(QTest::currentDataTag())), "root");
    const CheckResult gone = checkLibrary(u"/media/nobody-here/Disk/Models"_s);
    QCOMPARE(gone.finding, Finding::NotConnected);
    QCOMPARE(checkSpace(u"/mnt/no-such-disk/Models"_s).finding, Finding::NotConnected);
}

void PrerequisitesTest::space()
{
    const TempDir dir;
    const CheckResult result = checkSpace(dir.path(u"not/there"_s));
    QCOMPARE(result.state, CheckState::Good);
    QVERIFY(result.bytesFree > 0);
    QVERIFY(dir.path().startsWith(result.place));
    // A file system without room: /proc has 0 bytes of 0, and so nothing below its reserve.
    QCOMPARE(checkSpace(u"/proc"_s).bytesFree, 0);
}

void PrerequisitesTest::hub_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<CheckState>("state");
    QTest::addColumn<Finding>("finding");
    QTest::newRow("answers") << QString() << CheckState::Good << Finding::None;
    QTest::newRow("says 404") << u"404"_s << CheckState::Good << Finding::None;
    QTest::newRow("says 401") << u"401"_s << CheckState::Good << Finding::None;
    QTest::newRow("says 429") << u"429"_s << CheckState::Good << Finding::None;
    QTest::newRow("says 503") << u"503"_s << CheckState::Failed << Finding::ServerTrouble;
    QTest::newRow("says 407") << u"407"_s << CheckState::Failed << Finding::WantsLogin;
    QTest::newRow("refuses") << u"refuses"_s << CheckState::Failed << Finding::Unreachable;
    QTest::newRow("says nothing") << u"silent"_s << CheckState::Failed << Finding::Unreachable;
    QTest::newRow("cannot be connected to") << u"hole"_s << CheckState::Failed << Finding::Unreachable;
    QTest::newRow("shows a certificate of its own") << u"tls"_s << CheckState::Failed << Finding::TlsTrouble;
}

void PrerequisitesTest::hub()
{
    QFETCH(QString, fault);
    LocalHub hub;
    const SilentListener silent;
    const BlackHole hole;
    TlsAuthority authority;
    LocalHub secure(TlsAuthority::listener(authority.selfSigned()));
    QUrl url = hub.baseUrl();
    if (fault.toInt() > 0)
        hub.addFault(Fault::statusOf(Endpoint::Api, fault.toInt()).always());
    else if (fault == u"refuses"_s)
        url.setPort(freePort());
    else if (fault == u"silent"_s)
        url = silent.url();
    else if (fault == u"hole"_s)
        url = hole.url();
    else if (fault == u"tls"_s)
        url = secure.baseUrl();
    net::QtHttpClient client = makeClient();
    const CheckResult result = checkHub(client, url, 700ms, {});
    QTEST(result.state, "state");
    QTEST(result.finding, "finding");
    QCOMPARE(result.place, url.authority());
    QCOMPARE(text::causeText(result.cause, result.detail).isEmpty(), result.state == CheckState::Good);
}

void PrerequisitesTest::token_data()
{
    QTest::addColumn<QString>("token"); // empty: none is set
    QTest::addColumn<int>("fault");
    QTest::addColumn<Finding>("finding");
    QTest::newRow("none") << QString() << 0 << Finding::None;
    QTest::newRow("the right one") << u"hf_tokenOfAlice"_s << 0 << Finding::None;
    QTest::newRow("a wrong one") << u"hf_wrong"_s << 0 << Finding::TokenRefused;
    QTest::newRow("none that a header can carry") << u"hf wrong"_s << 0 << Finding::TokenRefused;
    QTest::newRow("the answer is a fault")
        << u"hf_wrong"_s << 500 << Finding::None; // says nothing of the token
}

void PrerequisitesTest::token()
{
    QFETCH(QString, token);
    QFETCH(int, fault);
    LocalHub hub;
    hub.addAccount({.user = u"alice"_s, .secret = "hf_tokenOfAlice"});
    if (fault != 0)
        hub.addFault(Fault::statusOf(Endpoint::Api, fault).always());
    const QString endpoint = hub.baseUrl().toString();
    settings::HubTokenVariable tokens(
        base::Environment({{u"HF_TOKEN"_s, token}, {u"HF_ENDPOINT"_s, endpoint}}));
    net::QtHttpClient client = makeClient();
    const CheckSurroundings around{.client = &client,
                                   .environment = {},
                                   .library = {},
                                   .hub = hub.baseUrl(),
                                   .dataHosts = {},
                                   .hubTokens = &tokens,
                                   .clock = &kClock};
    const CheckResult answers{
        .id = CheckId::Hub, .state = CheckState::Good, .place = hub.baseUrl().authority()};
    const CheckResult result = checkToken(answers, around, {});
    QTEST(result.finding, "finding");
    const bool isRefused = result.finding == Finding::TokenRefused;
    QCOMPARE(result.state, isRefused ? CheckState::Advice : CheckState::Good);
    QCOMPARE(result.tokenPlace, isRefused ? u"HF_TOKEN"_s : QString());
    const QString found = text::checkText(result, text::Packages::Unknown).found;
    QVERIFY2(!isRefused || found.contains(u"HF_TOKEN"_s), qPrintable(found));
}

void PrerequisitesTest::dataHosts()
{
    LocalHub hub;
    const Listener other = hub.addListener({u"127.0.0.2"_s});
    const SilentListener silent;
    net::QtHttpClient client = makeClient();
    const CheckResult good = checkDataHosts(client, {hub.baseUrl(), other.baseUrl}, 700ms, {});
    QCOMPARE(good.state, CheckState::Good);
    QVERIFY(good.place.contains(u"127.0.0.2"_s));
    const CheckResult some = checkDataHosts(client, {hub.baseUrl(), silent.url()}, 700ms, {});
    QCOMPARE(some.state, CheckState::Advice);
    QCOMPARE(some.finding, Finding::Unreachable);
    QCOMPARE(some.place, silent.url().authority()); // the one that is missing
    const CheckResult none = checkDataHosts(client, {silent.url()}, 700ms, {});
    QCOMPARE(none.state, CheckState::Failed);
}

void PrerequisitesTest::knownHosts()
{
    QVERIFY(knownDataHosts(QUrl(u"https://huggingface.co"_s))
                .contains(QUrl(u"https://cas-bridge.xethub.hf.co/"_s)));
    QVERIFY(knownDataHosts(QUrl(u"https://mirror.example"_s)).isEmpty());
}

void PrerequisitesTest::runsSideBySide()
{
    FakeTools tools;
    tools.add(u"git"_s, "echo git version 2.40.1");
    tools.add(u"git-lfs"_s, "echo git-lfs/3.3.0");
    LocalHub hub;
    const TempDir dir;
    net::QtHttpClient client = makeClient();
    CheckRunner runner;
    QSignalSpy changed(&runner, &CheckRunner::changed);
    QSignalSpy finished(&runner, &CheckRunner::finished);
    runner.run({.client = &client,
                .environment = tools.environment(),
                .library = dir.path(),
                .hub = hub.baseUrl(),
                .dataHosts = {hub.baseUrl()}});
    QVERIFY(runner.isRunning());
    QCOMPARE(runner.results().size(), 7);
    QCOMPARE(resultOf(runner, CheckId::Git).state, CheckState::Running);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, test::patient(10'000));
    QCOMPARE(changed.size(), 7);
    QVERIFY(!runner.isRunning());
    QList<CheckId> order;
    const QList<CheckResult> results = runner.results();
    for (const CheckResult &one : results) {
        order.append(one.id);
        QVERIFY2(one.state == CheckState::Good, qPrintable(checkName(one.id) + one.detail));
    }
    QCOMPARE(order, allChecks());
}

void PrerequisitesTest::hangingToolTimesOut()
{
    FakeTools tools;
    const TempDir dir;
    tools.add(u"git"_s, "echo $$ > " + dir.path(u"pid"_s).toUtf8() + "; while :; do :; done");
    CheckRunner runner;
    QSignalSpy finished(&runner, &CheckRunner::finished);
    QElapsedTimer timer;
    timer.start();
    runner.run({.environment = tools.environment(), .library = dir.path(), .timeoutMs = 1500});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, test::patient(10'000));
    QVERIFY(timer.elapsed() >= 1400 && timer.elapsed() < test::patient(4000));
    QCOMPARE(resultOf(runner, CheckId::Git).state, CheckState::TimedOut);
    QCOMPARE(resultOf(runner, CheckId::Library).state, CheckState::Good); // does not wait for the other
    const QByteArray pid = readFile(dir.path(u"pid"_s)).trimmed();
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(u"/proc/"_s + QString::fromLatin1(pid)),
                             test::patient(5000)); // and is ended
    QCOMPARE(finished.size(), 1);
}

void PrerequisitesTest::leavesOutTheNetwork()
{
    const TempDir dir;
    CheckRunner runner;
    QSignalSpy finished(&runner, &CheckRunner::finished);
    runner.run({.environment = {}, .library = dir.path(), .hub = QUrl(u"https://huggingface.co"_s)});
    QCOMPARE(runner.results().size(), 5);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, test::patient(10'000));
    QCOMPARE(resultOf(runner, CheckId::Git).finding, Finding::Missing);
    QCOMPARE(resultOf(runner, CheckId::GitLfs).finding, Finding::Missing);
}

void PrerequisitesTest::beginsAnew()
{
    FakeTools hanging; // two folders: a tool that is just being started cannot be written (ETXTBSY)
    hanging.add(u"git"_s, "while :; do :; done");
    FakeTools answering;
    answering.add(u"git"_s, "echo git version 2.40.1");
    const TempDir dir;
    CheckRunner runner;
    QSignalSpy finished(&runner, &CheckRunner::finished);
    runner.run({.environment = hanging.environment(), .library = dir.path(), .timeoutMs = 1000});
    runner.run({.environment = answering.environment(), .library = dir.path(), .timeoutMs = 20'000});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, test::patient(10'000));
    QCOMPARE(resultOf(runner, CheckId::Git).version, u"2.40.1"_s);
    QTest::qWait(1100); // the first run's time is over: it has no say any more
    QCOMPARE(finished.size(), 1);
    QCOMPARE(resultOf(runner, CheckId::Git).state, CheckState::Good);
}

void PrerequisitesTest::goesAwayWhileRunning()
{
    const SilentListener silent;
    FakeTools tools;
    const TempDir dir;
    tools.add(u"git"_s, "echo $$ > " + dir.path(u"pid"_s).toUtf8() + "; while :; do :; done");
    QElapsedTimer timer;
    {
        net::QtHttpClient client = makeClient();
        CheckRunner runner;
        runner.run({.client = &client,
                    .environment = tools.environment(),
                    .library = dir.path(),
                    .hub = silent.url(),
                    .dataHosts = {silent.url()}});
        QTRY_VERIFY_WITH_TIMEOUT(silent.accepted() >= 1 && QFile::exists(dir.path(u"pid"_s)),
                                 test::patient(5000));
        timer.start();
    }
    QVERIFY2(timer.elapsed() < test::patient(1500), "leaving took too long");
    const QByteArray pid = readFile(dir.path(u"pid"_s)).trimmed();
    QVERIFY(!pid.isEmpty()
            && !QFile::exists(u"/proc/"_s + QString::fromLatin1(pid))); // no child is left behind
}

WEIGHTYARD_TEST(PrerequisitesTest)

} // namespace prerequisites_test

#include "prerequisites_test.moc"
