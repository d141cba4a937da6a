// Models that are private, gated or missing, and accounts that may not see them: what is said, and who is told what.
#include "private_model.h"
#include "script_server.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QtTest>

namespace get_access_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

CliResult get(const CliRun &cli, const QString &model = kModel)
{
    return cli.json({u"get"_s, model});
}

} // namespace

class GetAccessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void missingOrPrivate();
    void missingForAnAccount();
    void gated_data();
    void gated();
    void toldInItsOwnWords_data();
    void toldInItsOwnWords();
    void plainHttpBehindHttps();
    void headNamesNoBranch();
    void otherHostGetsNoToken();
};

void GetAccessTest::missingOrPrivate()
{
    const PrivateModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (const QString &name :
         {kModel, u"owner/nonsense"_s}) { // the same answer: nobody learns which of them exists
        const CliResult result = cli.plain({u"get"_s, name});
        QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
        const QString text = QString::fromUtf8(result.process.err).simplified();
        QVERIFY2(text.contains("the repository is private, or there is none of this name"_L1),
                 qPrintable(text));
        QVERIFY2(text.contains("HF_TOKEN"_L1), qPrintable(text));
    }
}

void GetAccessTest::missingForAnAccount()
{
    const PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const CliResult result = get(cli, u"owner/nonsense"_s);
    QVERIFY2(result.exitCode() == 5, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"NotFound"_s);
}

void GetAccessTest::gated_data()
{
    QTest::addColumn<bool>("signedIn");
    QTest::newRow("anonymous") << false;
    QTest::newRow("account without access") << true;
}

void GetAccessTest::gated()
{
    QFETCH(bool, signedIn);
    SmallModel model;
    model.hub.addAccount({u"alice"_s, kSecret});
    model.hub.setAccess(kModel, AccessRule::gatedTo({u"somebody-else"_s}));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    if (signedIn)
        cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Gated"_s);
    QVERIFY2(result.describe().contains("accept its licence"_L1), qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

void GetAccessTest::toldInItsOwnWords_data()
{
    QTest::addColumn<Fault>("fault"); // {portal} is filled in
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("sentence");
    const QByteArray quota = "{\"message\": \"This repository is over its data quota.\"}";
    QTest::newRow("disabled") << Fault::statusOf(Endpoint::Git, 403)
                                     .withHeader("X-Error-Code", "DisabledRepo")
                                     .withHeader("X-Error-Message", "Access to this resource is disabled.")
                              << 5 << u"The host has disabled this repository"_s;
    QTest::newRow("legal reasons") << Fault::statusOf(Endpoint::Git, 451) << 5 << u"for legal reasons"_s;
    QTest::newRow("quota") << Fault::statusOf(Endpoint::Batch, 403, quota)
                                  .withHeader("Content-Type", "application/vnd.git-lfs+json")
                           << 3
                           << u"A quota of the host is used up: This repository is over its data quota"_s;
    QTest::newRow("bandwidth") << Fault::statusOf(Endpoint::Batch, 509) << 3
                               << u"A quota of the host is used up"_s;
    QTest::newRow("quota of an object")
        << Fault::objectError(403, "over its data quota") << 3 << u"A quota of the host is used up"_s;
    QTest::newRow("a day") << Fault::statusOf(Endpoint::Git, 429).withHeader("Retry-After", "86400") << 3
                           << u"The server asked to wait "_s;
    QTest::newRow("portal, git") << Fault::redirect(Endpoint::Git, "{portal}/login") << 7
                                 << u"Something on the way answers in the server's place"_s;
    QTest::newRow("portal, batch") << Fault::redirect(Endpoint::Batch, "{portal}/login") << 7
                                   << u"Something on the way answers in the server's place"_s;
    QTest::newRow("sign-in wanted") << Fault::statusOf(Endpoint::Git, 511) << 7
                                    << u"Something on the way answers in the server's place"_s;
}

// Each at once: none of them gets better by trying again.
void GetAccessTest::toldInItsOwnWords()
{
    QFETCH(Fault, fault);
    QFETCH(QString, sentence);
    SmallModel model;
    LocalHub portal(ListenerOptions{.address = u"127.0.0.2"_s});
    portal.addFault(Fault::html(Endpoint::Other).always());
    fault.text.replace("{portal}", portal.baseUrl().toString().toUtf8());
    model.hub.addFault(fault.always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = get(cli);
    QTEST(result.exitCode(), "exitCode");
    QVERIFY2(result.describe().contains(sentence), qPrintable(result.describe()));
    QVERIFY2(!result.process.out.contains("\"waiting\""), qPrintable(result.describe()));
}

// As web servers answer what is no HTTP: at once, and without TLS.
void GetAccessTest::plainHttpBehindHttps()
{
    const SmallModel model;
    const ScriptServer plain([](ScriptConnection &connection) {
        connection.readBody(1);
        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        connection.stayUntilClosed();
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result =
        get(cli, plain.url(u"/owner/model"_s).toString().replace(u"http:"_s, u"https:"_s));
    QVERIFY2(result.exitCode() == 3, qPrintable(result.describe()));
    QVERIFY2(result.describe().contains("The server does not speak https at this address"_L1),
             qPrintable(result.describe()));
}

void GetAccessTest::headNamesNoBranch()
{
    const SmallModel model;
    mustRun(u"git"_s, {u"-C"_s, model.hub.repositoryPath(kModel), u"symbolic-ref"_s, u"HEAD"_s,
                       u"refs/heads/nowhere"_s});
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 5, qPrintable(result.describe()));
    QVERIFY2(result.describe().contains("the branches main"_L1)
                 && result.describe().contains("--revision"_L1),
             qPrintable(result.describe()));
    const CliResult named = cli.json({u"get"_s, kModel, u"--revision"_s, u"main"_s});
    QVERIFY2(named.exitCode() == 0, qPrintable(named.describe()));
}

// HF_TOKEN is the Hub's: a private repository elsewhere is asked with what git knows for it, if anything.
void GetAccessTest::otherHostGetsNoToken()
{
    PrivateModel model;
    const Listener other = model.hub.addListener({.address = u"127.0.0.2"_s});
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const QString url = other.baseUrl.toString() + u'/' + kModel;
    const CliResult refused = get(cli, url);
    QVERIFY2(refused.exitCode() == 4, qPrintable(refused.describe()));
    QVERIFY(!model.hub.log().sawOnPort(other.port, kSecret));

    const NotingHelper helper(cli, "alice", kSecret);
    const CliResult result = get(cli, url);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(helper.told().contains("host=127.0.0.2"), helper.told().constData());
    QVERIFY(!model.hub.log().sawOnPort(model.hub.port(), kSecret));
}

WEIGHTYARD_TEST(GetAccessTest)

} // namespace get_access_test

#include "get_access_test.moc"
