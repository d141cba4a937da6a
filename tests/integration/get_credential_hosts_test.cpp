// A credential goes only to the host it belongs to: not to where a redirect leads, not to a host that the repository
// names, not to storage elsewhere; and the headers of an action go to that action's address only.
#include "small_model.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QtTest>

namespace get_credential_hosts_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = "s3cr3tOfAlice";

} // namespace

class GetCredentialHostsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void redirects_data();
    void redirects();
    void lfsconfigHost_data();
    void lfsconfigHost();
    void userConfiguredLfsHostMayAsk();
    void storageElsewhere_data();
    void storageElsewhere();
    void storageHereUnauthenticated();
    void actionHeadersStayWithTheirAction();
    void extraHeadersStayHome_data();
    void extraHeadersStayHome();

private:
    // A private model, a hub that knows alice, and the same hub under another address.
    struct Staged : SmallModel {
        Listener other;
        CliRun cli;
        Staged()
            : other(hub.addListener({.address = u"127.0.0.2"_s})),
              cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl())
        {
            hub.addAccount({u"alice"_s, kSecret});
            hub.setAccess(name(), AccessRule::privateTo({u"alice"_s}));
            cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
        }
        QByteArray there() const { return other.baseUrl.toString().toUtf8(); }
        bool leaked() { return hub.log().sawOnPort(other.port, kSecret); }
        int requestsThere()
        {
            return static_cast<int>(
                hub.log()
                    .matching([this](const LoggedRequest &request) { return request.port == other.port; })
                    .size());
        }
    };
};

void GetCredentialHostsTest::redirects_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("git, %d", status) << Endpoint::Git << 4 << status;
        QTest::addRow("storage, %d", status) << Endpoint::Storage << 0 << status;
    }
    QTest::addRow("batch, 307") << Endpoint::Batch << 4 << 307;
    QTest::addRow("batch, 308") << Endpoint::Batch << 4 << 308;
}

void GetCredentialHostsTest::redirects()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(int, exitCode);
    QFETCH(int, status);
    Staged model;
    model.hub.addFault(
        Fault::redirect(endpoint, model.there() + "{target}", status).forPort(model.hub.port()).always());
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    QVERIFY(model.requestsThere() > 0);
    QVERIFY2(!model.leaked(), "the credential followed a redirect");
    QVERIFY(!result.describe().contains(QString::fromLatin1(kSecret)));
}

void GetCredentialHostsTest::lfsconfigHost_data()
{
    QTest::addColumn<bool>("isPrivate");
    QTest::newRow("public") << false;
    QTest::newRow("private") << true;
}

void GetCredentialHostsTest::lfsconfigHost()
{
    QFETCH(bool, isPrivate);
    Staged model;
    const QByteArray url = model.there() + "/owner/objects.git/info/lfs";
    model.repo.file(u".lfsconfig"_s, "[lfs]\n\turl = " + url + '\n').commit("lfsconfig");
    model.repo.publishTo(model.hub.repositoryPath(kModel));
    RepoBuilder objects;
    objects.file(u"README.md"_s, "objects\n").commit("1");
    model.hub.addRepository(u"owner/objects"_s, objects,
                            isPrivate ? AccessRule::privateTo({u"alice"_s}) : AccessRule::open());

    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == (isPrivate ? 4 : 0), qPrintable(result.describe()));
    QVERIFY(model.requestsThere() > 0);
    QVERIFY2(!model.leaked(), "the credential went to a host that the repository named");
    for (const LoggedRequest &request : model.hub.log().of(Endpoint::Batch)) {
        QCOMPARE(request.port, model.other.port);
        QVERIFY(!request.hasHeader("Authorization"));
    }
}

void GetCredentialHostsTest::userConfiguredLfsHostMayAsk()
{
    Staged model;
    RepoBuilder objects;
    objects.file(u"README.md"_s, "objects\n").commit("1");
    model.hub.addAccount({u"bob"_s, "bobsPassword"});
    model.hub.addRepository(u"owner/objects"_s, objects, AccessRule::privateTo({u"bob"_s}));
    const QString script = model.cli.home() + u"/helper"_s;
    writeFile(script, "#!/bin/sh\n[ \"$1\" = get ] && grep -q host=127.0.0.2 && echo username=bob && echo "
                      "password=bobsPassword\n"
                      "exit 0\n");
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    writeFile(model.cli.home() + u"/.gitconfig"_s, "[credential]\n\thelper = " + script.toUtf8()
                                                       + "\n[lfs]\n\turl = " + model.there()
                                                       + "/owner/objects.git/info/lfs\n");
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(!model.leaked());
    QVERIFY(!model.hub.log().sawOnPort(model.hub.port(), "bobsPassword"));
}

void GetCredentialHostsTest::storageElsewhere_data()
{
    QTest::addColumn<bool>("authenticated");
    QTest::newRow("authenticated") << true;
    QTest::newRow("not authenticated") << false;
}

void GetCredentialHostsTest::storageElsewhere()
{
    QFETCH(bool, authenticated);
    Staged model;
    model.hub.update([&](HubSettings &settings) {
        settings.dataBaseUrl = model.other.baseUrl.toString();
        settings.authenticated = authenticated;
    });
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(model.requestsThere(), 2);
    QVERIFY(!model.leaked());
}

// The very origin of the batch, and the answer does not say "authenticated": as git-lfs does, with our credential.
void GetCredentialHostsTest::storageHereUnauthenticated()
{
    Staged model;
    model.hub.update([](HubSettings &settings) {
        settings.authenticated = false;
        settings.storageNeedsAccount = true;
    });
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    for (const LoggedRequest &request : model.hub.log().of(Endpoint::Storage))
        QVERIFY(request.hasHeader("Authorization"));
}

void GetCredentialHostsTest::actionHeadersStayWithTheirAction()
{
    Staged model;
    model.hub.update([&](HubSettings &settings) {
        settings.actionHeaders = {{"Authorization", "Bearer ofTheAction"},
                                  {"X-Amz-Thing", "alsoOfTheAction"}};
    });
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    for (const LoggedRequest &request : model.hub.log().all()) {
        const bool storage = request.endpoint == Endpoint::Storage;
        QCOMPARE(request.rawHead.contains("ofTheAction"), storage);
        QCOMPARE(request.rawHead.contains("alsoOfTheAction"), storage);
    }
    // A redirect of storage drops them.
    model.hub.addFault(
        Fault::redirect(Endpoint::Storage, model.there() + "{target}").forPort(model.hub.port()).always());
    QCOMPARE(model.cli.json({u"remove"_s, kModel, u"--yes"_s}).exitCode(), 0); // what is here is not fetched
    const CliResult again = model.cli.json({u"get"_s, kModel});
    // The hub wants an action's headers back, wherever it is asked: what counts is that they were not sent.
    QVERIFY2(again.exitCode() != 0, qPrintable(again.describe()));
    QVERIFY(model.requestsThere() > 0);
    QVERIFY(!model.hub.log().sawOnPort(model.other.port, "ofTheAction"));
    QVERIFY(!model.hub.log().sawOnPort(model.other.port, "alsoOfTheAction"));
}

void GetCredentialHostsTest::extraHeadersStayHome_data()
{
    QTest::addColumn<bool>("ofTheHub"); // else of every host
    QTest::addColumn<std::optional<Endpoint>>("redirected");
    QTest::newRow("storage elsewhere") << true << std::optional<Endpoint>();
    QTest::newRow("of every host, storage elsewhere") << false << std::optional<Endpoint>();
    QTest::newRow("git redirected") << true << std::optional(Endpoint::Git);
    QTest::newRow("of every host, git redirected") << false << std::optional(Endpoint::Git);
    QTest::newRow("of every host, batch redirected") << false << std::optional(Endpoint::Batch);
}

// http.extraHeader is often a credential in continuous integration.
void GetCredentialHostsTest::extraHeadersStayHome()
{
    QFETCH(bool, ofTheHub);
    QFETCH(std::optional<Endpoint>, redirected);
    Staged model;
    model.cli.environment().remove(u"HF_TOKEN"_s);
    const QByteArray basic = "alice:" + kSecret;
    const QByteArray section =
        ofTheHub ? "[http \"" + model.hub.baseUrl().toString().toUtf8() + "/\"]" : QByteArray("[http]");
    writeFile(model.cli.home() + u"/.gitconfig"_s,
              section + "\n\textraHeader = Authorization: Basic " + basic.toBase64() + '\n');
    model.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = model.other.baseUrl.toString(); });
    if (redirected)
        model.hub.addFault(
            Fault::redirect(*redirected, model.there() + "{target}", 307).forPort(model.hub.port()).always());
    const CliResult result = model.cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == (redirected ? 4 : 0), qPrintable(result.describe()));
    QVERIFY(model.requestsThere() > 0);
    QVERIFY(model.hub.log().sawOnPort(model.hub.port(), kSecret));
    QVERIFY(!model.leaked());
}

WEIGHTYARD_TEST(GetCredentialHostsTest)

} // namespace get_credential_hosts_test

#include "get_credential_hosts_test.moc"
