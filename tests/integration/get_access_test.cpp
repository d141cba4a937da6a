// Models that are private, gated or missing, and accounts that may not see them: what is said, and who is told what.
#include "private_model.h"
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
