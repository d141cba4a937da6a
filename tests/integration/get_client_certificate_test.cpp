// `get` from an nginx that only lets in who shows a certificate of its own authority; and from one that wants a cookie. By git's settings
// and variables; what cannot be used, and what cannot be honoured, is named at once.
#include "nginx_fixture.h"
#include "small_model.h"
#include "test_registry.h"

#include <QFile>
#include <QtTest>

namespace get_client_certificate_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = u"owner/model"_s;

void fill(RepoBuilder &repo)
{
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "x\n").lfsFile(u"w.bin"_s, generatedBytes(7, 300'000));
    repo.commit("1");
}

} // namespace

class GetClientCertificateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void letIn_data();
    void letIn();
    void keptOut_data();
    void keptOut();
    void cookies_data();
    void cookies();
    void cookiesGoNowhereElse();
    void notHonoured_data();
    void notHonoured();
    void redirectsOff();

private:
    static QByteArray filled(QByteArray config, const NginxFixture &server, const CertificateFiles &files,
                             const CliRun &cli);
};

QByteArray GetClientCertificateTest::filled(QByteArray config, const NginxFixture &server,
                                            const CertificateFiles &files, const CliRun &cli)
{
    return config.replace("{url}", server.baseUrl().toString().toUtf8())
        .replace("{cert}", files.certificate.toUtf8())
        .replace("{key}", files.key.toUtf8())
        .replace("{home}", cli.home().toUtf8());
}

void GetClientCertificateTest::initTestCase()
{
    if (!NginxFixture::available())
        QSKIP("nginx or fcgiwrap is not installed");
}

void GetClientCertificateTest::letIn_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("byVariables");
    QTest::addColumn<bool>("inOneFile");
    QTest::newRow("http.sslCert") << "[http]\n\tsslCert = {cert}\n\tsslKey = {key}\n"_ba << false << false;
    QTest::newRow("http.<url>.sslCert")
        << "[http \"{url}\"]\n\tsslCert = {cert}\n\tsslKey = {key}\n[http]\n\tsslCert = /nowhere\n"_ba
        << false << false;
    QTest::newRow("key in the same file") << "[http]\n\tsslCert = ~/both.pem\n"_ba << false << true;
    QTest::newRow("variables") << "[http]\n\tsslCert = /nowhere\n"_ba << true << false;
}

void GetClientCertificateTest::letIn()
{
    QFETCH(QByteArray, config);
    QFETCH(bool, byVariables);
    QFETCH(bool, inOneFile);
    TlsAuthority authority;
    const CertificateFiles files = authority.client(u"alice"_s);
    RepoBuilder repo;
    fill(repo);
    NginxFixture server({.tls = authority.good(), .clientCa = authority.caFile()});
    server.addRepository(kModel, repo);
    server.start();
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authority.caFile());
    writeFile(cli.home() + u"/.gitconfig"_s, filled(config, server, files, cli));
    if (inOneFile)
        writeFile(cli.home() + u"/both.pem"_s, readFile(files.key) + readFile(files.certificate));
    if (byVariables) {
        cli.environment().insert(u"GIT_SSL_CERT"_s, files.certificate);
        cli.environment().insert(u"GIT_SSL_KEY"_s, files.key);
    }
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(readFile(cli.folder(kModel) + u"/w.bin"_s), generatedBytes(7, 300'000));
}

void GetClientCertificateTest::keptOut_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("none") << ""_ba << 3 << u"the server wants a client certificate"_s;
    QTest::newRow("of another authority")
        << "[http]\n\tsslCert = {home}/other.pem\n\tsslKey = {home}/other.key\n"_ba << 3
        << u"the server wants a client certificate"_s;
    QTest::newRow("no such file") << "[http]\n\tsslCert = {home}/none.pem\n"_ba << 3
                                  << u"the certificates cannot be read"_s;
    QTest::newRow("no key") << "[http]\n\tsslCert = {cert}\n"_ba << 3 << u"no PEM private key found"_s;
    QTest::newRow("another one's key") << "[http]\n\tsslCert = {cert}\n\tsslKey = {home}/other.key\n"_ba << 3
                                       << u"The client certificate cannot be used"_s;
    QTest::newRow("key with a password") << "[http]\n\tsslCert = {cert}\n\tsslKey = {home}/locked.key\n"_ba
                                         << 3 << u"one with a password cannot be used"_s;
    QTest::newRow("said to have a password")
        << "[http]\n\tsslCert = {cert}\n\tsslKey = {key}\n\tsslCertPasswordProtected\n"_ba << 2
        << u"a client certificate with a password cannot be used (http.sslcertpasswordprotected"_s;
}

void GetClientCertificateTest::keptOut()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, sentence);
    TlsAuthority authority;
    TlsAuthority others;
    const CertificateFiles files = authority.client(u"alice"_s);
    const CertificateFiles other = others.client(u"mallory"_s);
    RepoBuilder repo;
    fill(repo);
    NginxFixture server({.tls = authority.good(), .clientCa = authority.caFile()});
    server.addRepository(kModel, repo);
    server.start();
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    cli.environment().insert(u"GIT_SSL_CAINFO"_s, authority.caFile());
    QFile::copy(other.certificate, cli.home() + u"/other.pem"_s);
    QFile::copy(other.key, cli.home() + u"/other.key"_s);
    mustRun(u"openssl"_s, {u"ec"_s, u"-aes128"_s, u"-passout"_s, u"pass:x"_s, u"-in"_s, files.key, u"-out"_s,
                           cli.home() + u"/locked.key"_s});
    writeFile(cli.home() + u"/.gitconfig"_s, filled(config, server, files, cli));
    const CliResult result = cli.json({u"get"_s, kModel});
    QTEST(result.exitCode(), "exitCode");
    QVERIFY2(result.describe().contains(sentence), qPrintable(result.describe()));
    QVERIFY2(!result.process.out.contains("\"waiting\""), qPrintable(result.describe()));
}

void GetClientCertificateTest::cookies_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("letIn");
    const QByteArray general = "[http]\n\tcookieFile = ~/cookies\n";
    const QByteArray forUrl = "[http \"{url}\"]\n\tcookieFile = {home}/cookies\n";
    QTest::newRow("Netscape") << general
                              << "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\ta\tgood\n"_ba
                              << true;
    QTest::newRow("HttpOnly") << general << "#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t4102444800\ta\tgood\n"_ba
                              << true;
    QTest::newRow("header with a domain")
        << general << "Set-Cookie: a=good; Domain=127.0.0.1; Path=/\n"_ba << true;
    QTest::newRow("header, for this URL") << forUrl << "Set-Cookie: a=good; path=/\n"_ba << true;
    QTest::newRow("header for nobody") << general << "Set-Cookie: a=good\n"_ba << false;
    QTest::newRow("of another host") << general << "127.0.0.2\tFALSE\t/\tFALSE\t0\ta\tgood\n"_ba << false;
    QTest::newRow("over https only") << general << "127.0.0.1\tFALSE\t/\tTRUE\t0\ta\tgood\n"_ba << false;
    QTest::newRow("ended") << general << "127.0.0.1\tFALSE\t/\tFALSE\t1000000000\ta\tgood\n"_ba << false;
    QTest::newRow("another path") << general << "127.0.0.1\tFALSE\t/own\tFALSE\t0\ta\tgood\n"_ba << false;
}

void GetClientCertificateTest::cookies()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, file);
    QFETCH(bool, letIn);
    RepoBuilder repo;
    fill(repo);
    NginxFixture server({.neededCookie = "a=good"});
    server.addRepository(kModel, repo);
    server.start();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), server.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s, filled(config + "[http]\n\tsaveCookies\n", server, {}, cli));
    writeFile(cli.home() + u"/cookies"_s, file);
    const CliResult result = cli.json({u"get"_s, kModel, u"--verbose"_s});
    QVERIFY2(result.exitCode() == (letIn ? 0 : 4), qPrintable(result.describe()));
    QVERIFY(!result.describe().contains("a=good"_L1));
    QCOMPARE(readFile(cli.home() + u"/cookies"_s), file); // only read
}

void GetClientCertificateTest::cookiesGoNowhereElse()
{
    SmallModel model;
    const Listener data = model.hub.addListener({.address = u"127.0.0.2"_s});
    model.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = data.baseUrl.toString(); });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tcookieFile = ~/cookies\n");
    writeFile(cli.home() + u"/cookies"_s, "127.0.0.1\tFALSE\t/\tFALSE\t0\ta\tc00kieSecret\n");
    const CliResult result = cli.json({u"get"_s, SmallModel::name()});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(model.hub.log().sawOnPort(model.hub.port(), "c00kieSecret"));
    QVERIFY(!model.hub.log().sawOnPort(data.port, "c00kieSecret"));
}

void GetClientCertificateTest::notHonoured_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("named"); // empty: goes on
    QTest::newRow("pinnedPubkey") << "[http]\n\tpinnedPubkey = sha256//x\n"_ba << QString()
                                  << u"(http.pinnedpubkey ({home}/.gitconfig))"_s;
    QTest::newRow("for this URL") << "[http \"{url}\"]\n\tcurloptResolve = h:1:127.0.0.1\n"_ba << QString()
                                  << u"curloptresolve ({home}/.gitconfig))"_s;
    QTest::newRow("for another one") << "[http \"https://h.example\"]\n\tpinnedPubkey = sha256//x\n"_ba
                                     << QString() << QString();
    QTest::newRow("ciphers") << ""_ba << u"GIT_SSL_CIPHER_LIST=X"_s << u"(GIT_SSL_CIPHER_LIST)"_s;
    QTest::newRow("old TLS") << "[http]\n\tsslVersion = sslv3\n"_ba << QString() << u"its value 'sslv3'"_s;
    QTest::newRow("TLS 1.3") << "[http]\n\tsslVersion = tlsv1.3\n"_ba << QString() << QString();
    QTest::newRow("negotiate") << "[http]\n\tproxyAuthMethod = negotiate\n"_ba << QString()
                               << u"its value 'negotiate'"_s;
    QTest::newRow("harmless") << "[http]\n\tpostBuffer = 1\n\tmaxRequests = 2\n\tversion = HTTP/2\n"_ba
                              << QString() << QString();
}

void GetClientCertificateTest::notHonoured()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, variable);
    QFETCH(QString, named);
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s,
              config.replace("{url}", model.hub.baseUrl().toString().toUtf8()));
    if (!variable.isEmpty())
        cli.environment().insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    const CliResult result = cli.json({u"get"_s, SmallModel::name()});
    QVERIFY2(result.exitCode() == (named.isEmpty() ? 0 : 2), qPrintable(result.describe()));
    QVERIFY2(result.describe().contains(QString(named).replace(u"{home}"_s, cli.home())),
             qPrintable(result.describe()));
    QVERIFY(named.isEmpty() == (model.hub.log().all().size() > 0)); // before anything was asked
}

void GetClientCertificateTest::redirectsOff()
{
    SmallModel model;
    model.hub.addFault(Fault::redirect(Endpoint::Git, model.hub.baseUrl().toString().toUtf8() + "{target}"));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\tfollowRedirects = false\n");
    const CliResult refused = cli.json({u"get"_s, SmallModel::name()});
    QVERIFY2(refused.exitCode() == 2, qPrintable(refused.describe()));
    QVERIFY2(refused.describe().contains("http.followRedirects allows none"_L1),
             qPrintable(refused.describe()));
    const CliResult without = cli.json({u"get"_s, SmallModel::name()}); // the fault has passed
    QVERIFY2(without.exitCode() == 0, qPrintable(without.describe()));
}

WEIGHTYARD_TEST(GetClientCertificateTest)

} // namespace get_client_certificate_test

#include "get_client_certificate_test.moc"
