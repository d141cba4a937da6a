// Whether a newer version of the program is published: what is asked, what is told of who asks, and what the answer comes to.
#include "test_registry.h"

#include "base/config_layout.h"
#include "session/program_release.h"

#include "cli_run.h"
#include "release_page.h"
#include "temp_dir.h"

#include <QJsonDocument>
#include <QTest>
#include <algorithm>

namespace program_release_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::CliResult;
using test::CliRun;
using test::ReleasePage;

namespace {

const QUrl kNoHub(u"http://127.0.0.1:9"_s);

} // namespace

class ProgramReleaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newer_data();
    void newer();
    void keeps();
    void asksWithoutTelling();
    void answers_data();
    void answers();
    void notAsked();
    void notWebAddress();
};

void ProgramReleaseTest::newer_data()
{
    QTest::addColumn<QString>("newest");
    QTest::addColumn<QString>("running");
    QTest::addColumn<bool>("isNewer");
    QTest::newRow("the same") << u"0.1.0"_s << u"0.1.0"_s << false;
    QTest::newRow("patch") << u"0.1.1"_s << u"0.1.0"_s << true;
    QTest::newRow("by numbers, not by letters") << u"0.10.0"_s << u"0.9.3"_s << true;
    QTest::newRow("older") << u"0.9.3"_s << u"0.10.0"_s << false;
    QTest::newRow("shorter, the same") << u"1.0"_s << u"1.0.0"_s << false;
    QTest::newRow("longer, the same") << u"1.0.0"_s << u"1.0"_s << false;
    QTest::newRow("commits since") << u"0.1.0"_s << u"0.1.0+5.gabcdef"_s << false;
    QTest::newRow("newer than commits since") << u"0.2.0"_s << u"0.1.0+5.gabcdef"_s << true;
    QTest::newRow("not known") << QString() << u"0.1.0"_s << false;
    QTest::newRow("of no version") << u"0.2.0"_s << QString() << false;
}

void ProgramReleaseTest::newer()
{
    QFETCH(QString, newest);
    QFETCH(QString, running);
    QTEST(session::isNewerVersion(newest, running), "isNewer");
}

void ProgramReleaseTest::keeps()
{
    const test::TempDir dir;
    QCOMPARE(session::readRelease(dir.path()), session::KnownRelease());
    const session::KnownRelease known{.checkedMs = 12, .newest = u"0.3.0"_s, .told = u"0.2.0"_s};
    QVERIFY(session::writeRelease(dir.path(), known));
    QCOMPARE(session::readRelease(dir.path()), known);
    for (const QByteArray &text : {QByteArray("{ half"), QByteArray(R"({"version":9,"newest":"0.3.0"})"),
                                   QByteArray(R"({"version":1,"newest":"<a href='x'>","told":"1 or 2"})")}) {
        test::writeFile(base::ConfigLayout(dir.path()).release(), text);
        QCOMPARE(session::readRelease(dir.path()), session::KnownRelease());
    }
}

// One request, which says what any other would: no version, no language, no token, though there is one, and no cookie.
void ProgramReleaseTest::asksWithoutTelling()
{
    ReleasePage page(
        ReleasePage::reply("200 OK", R"({"tag_name": "v99.1.0", "html_url": "http://elsewhere/"})"));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    cli.environment().insert(u"WEIGHTYARD_RELEASES"_s, page.address());
    cli.environment().insert(u"HF_TOKEN"_s, u"hf_secret"_s);
    cli.environment().insert(u"LANG"_s, u"de_DE.UTF-8"_s);
    test::writeFile(cli.home() + u"/.gitconfig"_s, "[http]\n\textraHeader = X-Team: blue\n");
    const CliResult told = cli.plain({u"check"_s, u"--program"_s});
    QVERIFY2(told.process.out.contains("99.1.0") && told.process.out.contains(WEIGHTYARD_VERSION),
             qPrintable(told.describe()));
    QVERIFY2(told.process.out.contains("https://github.com/weightyard/weightyard/releases"),
             qPrintable(told.describe())); // ours, whatever the answer names
    QCOMPARE(page.heads().size(), 1);
    const QByteArray head = page.heads().first();
    QByteArrayList names;
    for (const QByteArray &line : head.trimmed().split('\n').mid(1))
        names.append(line.left(line.indexOf(':')).toLower());
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (QByteArrayList{"accept", "accept-encoding", "accept-language", "cache-control",
                                    "connection", "host", "pragma", "user-agent"}));
    QVERIFY2(head.contains("User-Agent: weightyard\r\n") && head.contains("Accept-Language: en\r\n"), head);
    QVERIFY2(head.startsWith("GET /latest HTTP/1.1\r\n"), head);
    QCOMPARE(session::readRelease(cli.config()).newest, u"99.1.0"_s);

    const CliResult json = cli.json({u"check"_s, u"--program"_s});
    const QJsonObject program = json.lines.last()["program"_L1].toObject();
    QCOMPARE(program["newest"_L1].toString(), u"99.1.0"_s);
    QCOMPARE(program["version"_L1].toString(), QStringLiteral(WEIGHTYARD_VERSION));
    QVERIFY(program["is_newer"_L1].toBool());
}

void ProgramReleaseTest::answers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QByteArray &answer, int exitCode, const QByteArray &said) {
        QTest::newRow(name) << answer << exitCode << said;
    };
    row("not newer", ReleasePage::reply("200 OK", R"({"tag_name": "v0.0.1"})"), 8,
        "no newer version is published");
    row("none published", ReleasePage::reply("404 Not Found", R"({"message": "Not Found"})"), 5, "127.0.0.1");
    row("quota",
        ReleasePage::reply("403 Forbidden", R"({"message": "API rate limit exceeded for 192.0.2.1."})"), 3,
        "127.0.0.1");
    row("no version", ReleasePage::reply("200 OK", R"({"tag_name": "nightly"})"), 7, "no version in");
    row("no JSON", ReleasePage::reply("200 OK", "<html>Sign in to this network</html>"), 7, "no version in");
    row("in a list", ReleasePage::reply("200 OK", R"([{"tag_name": "v9.0.0"}])"), 7, "no version in");
    row("moved to nowhere", "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
        7, "");
}

void ProgramReleaseTest::answers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, said);
    ReleasePage page(answer);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    cli.environment().insert(u"WEIGHTYARD_RELEASES"_s, page.address());
    const CliResult result = cli.plain({u"check"_s, u"--program"_s});
    const QByteArray all = result.process.out + result.process.err;
    QVERIFY2(all.contains(said), qPrintable(result.describe()));
    QTEST(result.exitCode(), "exitCode"); // 8: the hub of this test is away, which the checks say
}

// Nothing is asked unless it is asked for: not by a check, and not by any other command.
void ProgramReleaseTest::notAsked()
{
    ReleasePage page(ReleasePage::reply("200 OK", R"({"tag_name": "v99.1.0"})"));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    cli.environment().insert(u"WEIGHTYARD_RELEASES"_s, page.address());
    QCOMPARE(cli.plain({u"settings"_s, u"set"_s, u"newVersions"_s, u"yes"_s}).exitCode(), 0);
    cli.plain({u"check"_s});
    cli.plain({u"list"_s});
    cli.plain({u"--version"_s});
    cli.plain({u"status"_s});
    QCOMPARE(page.heads().size(), 0);
}

void ProgramReleaseTest::notWebAddress()
{
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    for (const QString &address :
         {u"ftp://127.0.0.1/latest"_s, u"latest"_s, u"http://user:secret@127.0.0.1/latest"_s}) {
        cli.environment().insert(u"WEIGHTYARD_RELEASES"_s, address);
        const CliResult result = cli.plain({u"check"_s, u"--program"_s});
        QCOMPARE(result.exitCode(), 2);
        QVERIFY2(result.process.err.contains("WEIGHTYARD_RELEASES"), qPrintable(result.describe()));
        QVERIFY2(!result.process.err.contains("secret"), qPrintable(result.describe()));
    }
}

WEIGHTYARD_TEST(ProgramReleaseTest)

} // namespace program_release_test

#include "program_release_test.moc"
