// `login` and `logout` with a real gnome-keyring on a D-Bus of its own, and where there is none.
#include "keyring_fixture.h"
#include "private_model.h"
#include "test_registry.h"

#include <QtTest>

namespace login_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

} // namespace

class LoginTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signedInAndOut();
    void badTokenIsNotKept();
    void otherHost();
    void variableGoesFirst();
    void withoutKeychain();
    void whatIsNoHost_data();
    void whatIsNoHost();

private:
    static CliResult login(const CliRun &cli, const QStringList &arguments, const QByteArray &input)
    {
        ProcessOptions options;
        options.environment = cli.environmentOf();
        options.input = input;
        CliResult result;
        result.process = runProcess(
            QStringLiteral(WEIGHTYARD_CLI),
            QStringList{u"--config"_s, cli.config(), u"--library"_s, cli.library()} + arguments, options);
        return result;
    }
};

void LoginTest::signedInAndOut()
{
    const KeyringFixture keyring;
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    keyring.addTo(cli.environment());
    QCOMPARE(cli.json({u"get"_s, kModel}).exitCode(), 4);

    const CliResult in = login(cli, {u"login"_s, u"--token-stdin"_s}, kSecret + '\n');
    QVERIFY2(in.exitCode() == 0 && in.process.out.contains("as alice"), qPrintable(in.describe()));
    QVERIFY(!in.describe().contains(QString::fromLatin1(kSecret)));
    const CliResult got = cli.json({u"get"_s, kModel});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    QCOMPARE(filesWith(cli.home(), {kSecret}), QStringList()); // no plain file
    QVERIFY(!keyring.content().contains(kSecret));

    const CliResult out = login(cli, {u"logout"_s}, {});
    QVERIFY2(out.exitCode() == 0, qPrintable(out.describe()));
    QCOMPARE(cli.json({u"get"_s, kModel, u"--into"_s, cli.home() + u"/again"_s}).exitCode(), 4);
    const CliResult nothing = login(cli, {u"logout"_s}, {});
    QVERIFY2(nothing.exitCode() == 5, qPrintable(nothing.describe()));
}

void LoginTest::badTokenIsNotKept()
{
    const KeyringFixture keyring;
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    keyring.addTo(cli.environment());
    for (const QByteArray &token : {QByteArray("wrongToken"), QByteArray(), QByteArray("a\tb")}) {
        const CliResult in = login(cli, {u"login"_s, u"--token-stdin"_s}, token + '\n');
        QVERIFY2(in.exitCode() == (token == "wrongToken" ? 4 : 2), qPrintable(in.describe()));
        QVERIFY(!in.describe().contains("wrongToken"_L1));
    }
    QCOMPARE(login(cli, {u"logout"_s}, {}).exitCode(), 5);
}

// A host that is not the Hub has a user; its secret goes to nobody else.
void LoginTest::otherHost()
{
    const KeyringFixture keyring;
    PrivateModel model;
    const Listener other = model.hub.addListener({.address = u"127.0.0.2"_s});
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    keyring.addTo(cli.environment());
    const QString host = model.hub.baseUrl().toString();
    const CliResult in = login(
        cli, {u"login"_s, QString(host).replace(u"://"_s, u"://alice@"_s), u"--token-stdin"_s, u"--json"_s},
        kSecret + '\n');
    QVERIFY2(in.exitCode() == 0 && in.process.out.contains("\"user\":\"alice\""), qPrintable(in.describe()));
    const CliResult elsewhere = cli.json({u"get"_s, other.baseUrl.toString() + u"/"_s + kModel});
    QVERIFY2(elsewhere.exitCode() == 4, qPrintable(elsewhere.describe()));
    QVERIFY(!model.hub.log().sawOnPort(other.port, kSecret));
    const CliResult got = cli.json({u"get"_s, model.url().toString()});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
}

void LoginTest::variableGoesFirst()
{
    const KeyringFixture keyring;
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    keyring.addTo(cli.environment());
    QCOMPARE(login(cli, {u"login"_s, u"--token-stdin"_s}, kSecret).exitCode(), 0);
    cli.environment().insert(u"HF_TOKEN"_s, u"wrongToken"_s);
    const CliResult got = cli.json({u"get"_s, kModel});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe())); // refused once, then the keychain's
    QVERIFY(model.hub.log().attemptsWith("wrongToken") == 1);
}

void LoginTest::withoutKeychain()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + cli.home() + u"/none"_s);
    const CliResult in = login(cli, {u"login"_s, u"--token-stdin"_s}, kSecret);
    QVERIFY2(in.exitCode() == 8 && in.describe().contains("HF_TOKEN"_L1), qPrintable(in.describe()));
    QCOMPARE(filesWith(cli.home(), {kSecret}), QStringList());
    QCOMPARE(cli.json({u"get"_s, kModel}).exitCode(), 4);
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret)); // goes on without one
    const CliResult got = cli.json({u"get"_s, kModel});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
}

void LoginTest::whatIsNoHost_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("ssh") << u"ssh://h.example"_s;
    QTest::newRow("a password in it") << u"https://a:b@h.example"_s;
    QTest::newRow("spaces") << u"h example"_s;
    QTest::newRow("no host") << u"https://"_s;
}

void LoginTest::whatIsNoHost()
{
    QFETCH(QString, host);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:1"_s));
    const CliResult in = login(cli, {u"login"_s, host, u"--token-stdin"_s}, "x\n");
    QVERIFY2(in.exitCode() == 2, qPrintable(in.describe()));
}

WEIGHTYARD_TEST(LoginTest)

} // namespace login_test

#include "login_test.moc"
