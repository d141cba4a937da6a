// Credentials of `get`: which are tried, in what order, how often, who gets them and who does not, and that none is
// ever written down. The hub's log is the witness of what went over the wire, a git that notes its calls of what was
// started.
#include "private_model.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace get_credentials_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

// A `git` in PATH that notes its arguments and then does what git does.
QString noteGitCalls(CliRun &cli)
{
    const QString notes = cli.home() + u"/git-calls"_s;
    const QString script = cli.home() + u"/bin/git"_s;
    const QByteArray real = mustRun(u"sh"_s, {u"-c"_s, u"command -v git"_s}).trimmed();
    writeFile(script, "#!/bin/sh\necho \"$@\" >> '" + notes.toUtf8() + "'\nexec " + real + " \"$@\"\n");
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    cli.environment().insert(u"PATH"_s, cli.home() + u"/bin:"_s + cli.environment().value(u"PATH"_s));
    return notes;
}

} // namespace

class GetCredentialsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void userInfoIsNowhere_data();
    void userInfoIsNowhere();
    void insteadOf();
    void insteadOfWhatCannotBeAsked_data();
    void insteadOfWhatCannotBeAsked();
    void lfsUrlWithUserInfo();
    void anonymousFirst();
    void publicModelGetsNone();
    void hubToken();
    void netrc();
    void helperIsAskedAndTold();
    void wrongCredentialOnce_data();
    void wrongCredentialOnce();
    void nothingAsks();

private:
    static CliResult get(const CliRun &cli, const QString &model = kModel)
    {
        return cli.json({u"get"_s, model});
    }
    // What was asked first of all carried no credential.
    static bool firstWasAnonymous(LocalHub &hub)
    {
        return !hub.log().all().first().hasHeader("Authorization");
    }
};

void GetCredentialsTest::userInfoIsNowhere_data()
{
    QTest::addColumn<QString>("userInfo");
    QTest::addColumn<QStringList>("options");
    const QString both = u"alice:"_s + QString::fromLatin1(kSecret);
    QTest::newRow("plain") << both << QStringList();
    QTest::newRow("--json") << both << QStringList{u"--json"_s};
    QTest::newRow("--verbose") << both << QStringList{u"--verbose"_s};
    QTest::newRow("token alone") << QString::fromLatin1(kSecret) << QStringList{u"--verbose"_s};
    QTest::newRow("percent-encoded") << u"ali%63e:s3cr3tOf%41lice"_s << QStringList{u"--verbose"_s};
}

void GetCredentialsTest::userInfoIsNowhere()
{
    QFETCH(QString, userInfo);
    QFETCH(QStringList, options);
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const NotingHelper helper(cli, "nobody", "nothing");
    const QString calls = noteGitCalls(cli);
    const QString url = model.url().toString().replace(u"://"_s, u"://"_s + userInfo + u'@');
    const CliResult result = cli.plain(QStringList{u"get"_s, url} + options);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
    QVERIFY(firstWasAnonymous(model.hub));

    const QByteArray said = result.process.out + result.process.err;
    QVERIFY2(!said.contains(kSecret) && !said.contains("s3cr3tOf%41lice") && !said.contains("alice"),
             said.constData());
    QCOMPARE(
        filesWith(cli.home(), {kSecret, "s3cr3tOf%41lice", "alice:" + kSecret, "x-access-token:" + kSecret}),
        QStringList());
    QCOMPARE(helper.told(), QByteArray()); // neither asked nor told
    QVERIFY(!QFileInfo::exists(calls) || !readFile(calls).contains("alice"));
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kModel), .input = {}};
    QCOMPARE(runProcess(u"git"_s, {u"remote"_s, u"get-url"_s, u"origin"_s}, inside).out.trimmed(),
             model.url().toString().toUtf8());

    const CliResult status = cli.plain({u"status"_s, u"--json"_s});
    QVERIFY(!status.describe().contains(QString::fromLatin1(kSecret)));
    const CliResult again = cli.plain(QStringList{u"get"_s, url} + options);
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QVERIFY(!again.describe().contains(QString::fromLatin1(kSecret)));
}

// As continuous integration has it: the secret is in git's configuration, and goes to that host alone.
void GetCredentialsTest::insteadOf()
{
    PrivateModel model;
    const Listener data = model.hub.addListener({.address = u"127.0.0.2"_s});
    model.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = data.baseUrl.toString(); });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    const QByteArray host = model.hub.baseUrl().authority().toUtf8();
    writeFile(cli.home() + u"/.gitconfig"_s,
              "[url \"http://alice:" + kSecret + '@' + host + "/\"]\n\tinsteadOf = http://git.invalid/\n");
    const CliResult result = cli.plain({u"get"_s, u"http://git.invalid/"_s + kModel, u"--verbose"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(!result.describe().contains(QString::fromLatin1(kSecret)));
    QVERIFY(model.hub.log().sawOnPort(model.hub.port(), kSecret));
    QVERIFY(!model.hub.log().sawOnPort(data.port, kSecret));
    QCOMPARE(filesWith(cli.library(), {kSecret, "alice:" + kSecret}), QStringList());
    QCOMPARE(filesWith(cli.config(), {kSecret, "alice:" + kSecret}), QStringList());
}

void GetCredentialsTest::insteadOfWhatCannotBeAsked_data()
{
    QTest::addColumn<QByteArray>("config"); // {hub} is filled in
    QTest::addColumn<QString>("named");
    QTest::newRow("ssh") << QByteArray("[url \"ssh://git@h.example/\"]\n\tinsteadOf = {hub}/\n")
                         << u"url.ssh://h.example/.insteadOf"_s;
    QTest::newRow("scp") << QByteArray("[url \"git@h.example:\"]\n\tinsteadOf = {hub}/\n")
                         << u"url.git@h.example:.insteadOf"_s;
    QTest::newRow("lfs.url") << QByteArray("[lfs]\n\turl = ssh://git@h.example/x\n") << u"lfs.url"_s;
}

void GetCredentialsTest::insteadOfWhatCannotBeAsked()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, named);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s,
              config.replace("{hub}", model.hub.baseUrl().toString().toUtf8()));
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Usage"_s);
    QVERIFY2(result.describe().contains(u"A setting cannot be used"_s) && result.describe().contains(named),
             qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

void GetCredentialsTest::lfsUrlWithUserInfo()
{
    SmallModel model;
    const Listener other = model.hub.addListener({.address = u"127.0.0.2"_s});
    RepoBuilder objects;
    objects.file(u"README.md"_s, "objects\n").commit("1");
    model.hub.addAccount({u"bob"_s, "bobsPassword"});
    model.hub.addRepository(u"owner/objects"_s, objects, AccessRule::privateTo({u"bob"_s}));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(cli.home() + u"/.gitconfig"_s, "[lfs]\n\turl = http://bob:bobsPassword@"
                                                 + other.baseUrl.authority().toUtf8()
                                                 + "/owner/objects.git/info/lfs\n");
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(model.hub.log().sawOnPort(other.port, "bobsPassword"));
    QVERIFY(!model.hub.log().sawOnPort(model.hub.port(), "bobsPassword"));
    QVERIFY(!result.describe().contains("bobsPassword"_L1));
}

void GetCredentialsTest::anonymousFirst()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    QCOMPARE(get(cli).exitCode(), 0);
    QVERIFY(firstWasAnonymous(model.hub));
    int refused = 0;
    for (const LoggedRequest &request : model.hub.log().all())
        refused += request.status == 401 ? 1 : 0;
    QCOMPARE(refused, 1); // and then never again without
}

void GetCredentialsTest::publicModelGetsNone()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const NotingHelper helper(cli, "alice", kSecret);
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(model.hub.log().credentialAttempts().size(), 0);
    QCOMPARE(helper.told(), QByteArray());
}

void GetCredentialsTest::hubToken()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const NotingHelper helper(cli, "nobody", "nothing");
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    for (const LoggedRequest &request : model.hub.log().of(Endpoint::Batch))
        QVERIFY(request.hasHeader("Authorization"));
    // "authenticated": the storage is told nothing.
    for (const LoggedRequest &request : model.hub.log().of(Endpoint::Storage))
        QVERIFY2(!request.hasHeader("Authorization"), request.rawHead.constData());
    QCOMPARE(helper.told(), QByteArray());
    QCOMPARE(filesWith(cli.home(), {kSecret}), QStringList());
}

// As curl, and git through it, have it.
void GetCredentialsTest::netrc()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    const NotingHelper helper(cli, "nobody", "nothing");
    writeFile(cli.home() + u"/.netrc"_s,
              "machine 127.0.0.1 login alice password " + kSecret + "\ndefault login x password y\n");
    const CliResult result = get(cli, model.url().toString());
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(helper.told(), QByteArray());
    QVERIFY(!result.describe().contains(QString::fromLatin1(kSecret)));
}

void GetCredentialsTest::helperIsAskedAndTold()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString calls = noteGitCalls(cli);
    const NotingHelper helper(cli, "alice", kSecret);
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QByteArray told = helper.told();
    QVERIFY2(helper.count("get") == 1, told.constData());
    QVERIFY2(helper.count("store") == 1, told.constData());
    QVERIFY2(helper.count("erase") == 0, told.constData());
    const QByteArray host = "host=" + model.hub.baseUrl().authority().toUtf8();
    QVERIFY2(told.contains("protocol=http\n") && told.contains(host), told.constData());
    QVERIFY2(told.contains("password=" + kSecret), told.constData());
    QVERIFY2(!readFile(calls).contains(kSecret),
             readFile(calls).constData()); // by a pipe, not as an argument
    QVERIFY(!result.describe().contains(QString::fromLatin1(kSecret)));
}

void GetCredentialsTest::wrongCredentialOnce_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("user info") << u"url"_s;
    QTest::newRow("HF_TOKEN") << u"token"_s;
    QTest::newRow("helper") << u"helper"_s;
    QTest::newRow("user info and HF_TOKEN and helper") << u"url token helper"_s;
}

void GetCredentialsTest::wrongCredentialOnce()
{
    QFETCH(QString, source);
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QString url = model.url().toString();
    int sources = 0;
    if (source.contains("url"_L1)) {
        url.replace(u"://"_s, u"://alice:wrongUrl@"_s);
        ++sources;
    }
    if (source.contains("token"_L1)) {
        cli.environment().insert(u"HF_TOKEN"_s, u"wrongToken"_s);
        ++sources;
    }
    std::optional<NotingHelper> helper;
    if (source.contains("helper"_L1)) {
        helper.emplace(cli, "alice", "wrongHelper");
        ++sources;
    }
    const CliResult result = get(cli, url);
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Auth"_s);
    for (const QByteArray &secret :
         {QByteArray("wrongUrl"), QByteArray("wrongToken"), QByteArray("wrongHelper")}) {
        QVERIFY2(model.hub.log().attemptsWith(secret) <= 1, secret.constData());
        QVERIFY2(!result.describe().contains(QString::fromLatin1(secret)), qPrintable(result.describe()));
    }
    QCOMPARE(model.hub.log().credentialAttempts().size(), sources);
    if (helper) {
        QVERIFY2(helper->count("erase") == 1 && helper->count("store") == 0, helper->told().constData());
        QVERIFY2(!helper->told().contains("wrongUrl") && !helper->told().contains("wrongToken"),
                 helper->told().constData());
    }
    QCOMPARE(filesWith(cli.library(), {"wrongUrl", "wrongToken", "wrongHelper"}), QStringList());
}

void GetCredentialsTest::nothingAsks()
{
    PrivateModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString asked = cli.home() + u"/asked"_s;
    const QString script = cli.home() + u"/askpass"_s;
    writeFile(script, "#!/bin/sh\ntouch '" + asked.toUtf8() + "'\necho alice\n");
    QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    cli.environment().insert(u"GIT_ASKPASS"_s,
                             QString()); // set and empty: neither the other two (git's prompt.c)
    cli.environment().insert(u"SSH_ASKPASS"_s, script);
    cli.environment().insert(u"DISPLAY"_s, u":99"_s);
    cli.environment().remove(u"GIT_TERMINAL_PROMPT"_s);
    writeFile(cli.home() + u"/.gitconfig"_s, "[core]\n\taskPass = " + script.toUtf8() + '\n');
    const CliResult result = get(cli);
    QVERIFY2(result.exitCode() == 4, qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(asked));
    QCOMPARE(model.hub.log().credentialAttempts().size(), 0);
}

WEIGHTYARD_TEST(GetCredentialsTest)

} // namespace get_credentials_test

#include "get_credentials_test.moc"
