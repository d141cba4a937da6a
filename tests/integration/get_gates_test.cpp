// Why a model of the Hub is not given out, told apart: gated in its five ways, private or missing, disabled, a token that is not known.
// Each from the answers of git itself, and again where git says nothing but the status, so that the Hub's auth-check has to.
#include "private_model.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QtTest>

namespace get_gates_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

QString errorCode(const CliResult &result)
{
    return result.lastOf(kModel).value("error"_L1).toObject().value("code"_L1).toString();
}

int authChecks(LocalHub &hub)
{
    return static_cast<int>(
        hub.log()
            .matching([](const LoggedRequest &one) { return one.target.endsWith("/auth-check"); })
            .size());
}

} // namespace

class GetGatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void toldApart_data();
    void toldApart();
    void notOffered();
    void sentOnToTheHubItself();
    void gateOfAnObject();
    void againAfterwards();
    void elsewhereNobodyIsAsked();
};

void GetGatesTest::toldApart_data()
{
    QTest::addColumn<AccessRule>("rule");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("readsGated");
    QTest::addColumn<bool>("gitGivesReasons");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("sentence");
    const AccessRule gated = AccessRule::gatedTo({u"somebody-else"_s});
    AccessRule waiting = gated;
    waiting.waiting = QStringList{u"alice"_s};
    AccessRule rejected = gated;
    rejected.rejected = QStringList{u"alice"_s};
    AccessRule disabled;
    disabled.disabled = true;
    for (const bool reasons : {true, false}) {
        const auto row = [&](const char *name, const AccessRule &rule, const QByteArray &token, bool reads,
                             int exitCode, const char *code, const char *sentence) {
            QTest::addRow("%s%s", name, reasons ? "" : ", git says nothing")
                << rule << token << reads << reasons << exitCode << QString::fromLatin1(code)
                << QString::fromLatin1(sentence);
        };
        row("no token", gated, {}, true, 4, "GatedNoToken", "The model is gated: a token is needed");
        row("terms", gated, kSecret, true, 4, "GatedTerms", "the account has not accepted its terms");
        row("not answered", waiting, kSecret, true, 4, "GatedWaiting", "have not answered the request yet");
        row("rejected", rejected, kSecret, true, 4, "GatedRejected", "its authors have refused access");
        row("token without the right", gated, kSecret, false, 4, "GatedTokenScope",
            "The token may not read gated models");
        row("bad token", gated, "hf_wrong", true, 4, "CredentialRefused",
            "The token or password was refused: the credential from HF_TOKEN was refused");
        row("private", AccessRule::privateTo({u"bob"_s}), {}, true, 4, "PrivateOrMissing",
            "the repository is private, or there is none of this name");
        row("private to another account", AccessRule::privateTo({u"bob"_s}), kSecret, true, 5,
            "AccountSeesNone", "There is no repository of this name, or the account may not read it");
        row("disabled", disabled, kSecret, true, 5, "", "The host has disabled this repository");
    }
}

void GetGatesTest::toldApart()
{
    QFETCH(AccessRule, rule);
    QFETCH(QByteArray, token);
    QFETCH(bool, readsGated);
    QFETCH(bool, gitGivesReasons);
    QFETCH(QString, sentence);
    SmallModel model;
    model.hub.addAccount({.user = u"alice"_s, .secret = kSecret, .readsGated = readsGated});
    model.hub.setAccess(kModel, rule);
    model.hub.update([&](HubSettings &settings) { settings.gitGivesReasons = gitGivesReasons; });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    if (!token.isEmpty())
        cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(token));
    const CliResult result = cli.json({u"get"_s, kModel});
    QTEST(result.exitCode(), "exitCode");
    QTEST(errorCode(result), "code");
    const QString message = result.lastOf(kModel).value("error"_L1).toObject().value("message"_L1).toString();
    QVERIFY2(message.contains(sentence), qPrintable(message));
    QVERIFY2(!message.contains("GatedRepo"_L1) && !message.contains("RepoNotFound"_L1), qPrintable(message));
    if (errorCode(result).startsWith("Gated"_L1)) // the page where that is mended
        QVERIFY2(message.contains(readsGated ? model.url().toString()
                                             : model.hub.baseUrl().toString() + u"/settings/tokens"_s),
                 qPrintable(message));
    QVERIFY(authChecks(model.hub) <= (gitGivesReasons ? 0 : 1));
    QVERIFY(model.hub.log().credentialAttempts().size() <= 2);
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

// Mirrors may lack it: what git said stands.
void GetGatesTest::notOffered()
{
    SmallModel model;
    model.hub.setAccess(kModel, AccessRule::gatedTo({}));
    model.hub.update([](HubSettings &settings) {
        settings.gitGivesReasons = false;
        settings.hasAuthCheck = false;
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Auth"_s);
    QCOMPARE(errorCode(result), u"NoCredential"_s);
    QCOMPARE(authChecks(model.hub), 1);
}

// As hf-mirror.com answers calls of the API. What the other host thinks of an anonymous caller is not the mirror's word.
void GetGatesTest::sentOnToTheHubItself()
{
    SmallModel model;
    LocalHub real(ListenerOptions{.address = u"127.0.0.2"_s});
    model.hub.addAccount({u"alice"_s, kSecret});
    model.hub.setAccess(kModel, AccessRule::privateTo({u"bob"_s}));
    model.hub.update([](HubSettings &settings) { settings.gitGivesReasons = false; });
    model.hub.addFault(
        Fault::redirect(Endpoint::Api, real.baseUrl().toString().toUtf8() + "{target}").always());
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 5, qPrintable(result.describe()));
    QVERIFY2(errorCode(result) != u"PrivateOrMissing"_s, qPrintable(result.describe()));
    QVERIFY(!real.log().sawOnPort(real.port(), kSecret));
}

// The Hub shows the pointers of some gated models and keeps their bytes.
void GetGatesTest::gateOfAnObject()
{
    SmallModel model;
    model.hub.addFault(Fault::statusOf(Endpoint::Batch, 403)
                           .withHeader("X-Error-Code", "GatedRepo")
                           .withHeader("X-Error-Message", "Access to model x is restricted. Please log in.")
                           .always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QCOMPARE(errorCode(result), u"GatedNoToken"_s);
}

// Once access was given the same command works.
void GetGatesTest::againAfterwards()
{
    SmallModel model;
    model.hub.addAccount({u"alice"_s, kSecret});
    model.hub.setAccess(kModel, AccessRule::gatedTo({}));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    QCOMPARE(errorCode(cli.json({u"get"_s, kModel})), u"GatedTerms"_s);
    model.hub.setAccess(kModel, AccessRule::gatedTo({u"alice"_s}));
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
}

void GetGatesTest::elsewhereNobodyIsAsked()
{
    SmallModel model;
    model.hub.setAccess(kModel, AccessRule::privateTo({}));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    const CliResult result = cli.json({u"get"_s, model.url().toString()});
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QCOMPARE(authChecks(model.hub), 0);
}

WEIGHTYARD_TEST(GetGatesTest)

} // namespace get_gates_test

#include "get_gates_test.moc"
