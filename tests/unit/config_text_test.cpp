#include "test_registry.h"

#include "git/config_text.h"

#include "support/child_process.h"
#include "support/temp_dir.h"

#include <QTest>

namespace config_text_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class ConfigTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void sameAsGit_data();
    void sameAsGit();
    void includesNothing();
    void refuses_data();
    void refuses();
};

void ConfigTextTest::parses()
{
    const auto config = git::parseConfigText("[lfs]\n\turl = https://a.test/lfs\n\tbare\n"
                                             "[lfs \"https://A.test/\"]\n\taccess = basic\n# comment\n");
    QVERIFY(config);
    QCOMPARE(config->all().size(), 3);
    QCOMPARE(config->last(u"lfs.url"_s), u"https://a.test/lfs"_s);
    QCOMPARE(config->last(u"lfs.https://A.test/.access"_s), u"basic"_s);
    QVERIFY(config->boolean(u"lfs.bare"_s, false));
    QVERIFY(git::parseConfigText(QByteArray()));
}

void ConfigTextTest::sameAsGit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one line") << "[core] bare = true"_ba;
    QTest::newRow("CR LF") << "[a]\r\n\tb = c\r\n"_ba;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF[a]\n\tb = c\n"_ba;
    QTest::newRow("case") << "[SeCtion \"SuB\"]\n\tNaMe = VaLue\n"_ba;
    QTest::newRow("dotted section") << "[Section.Sub]\n\tname = v\n"_ba;
    QTest::newRow("subsection escapes") << "[a \"x\\\"y\\\\z\\q\"]\n\tb = c\n"_ba;
    QTest::newRow("quotes") << "[a]\n\tb = x \" y # z \" w\n"_ba;
    QTest::newRow("quote in mid-word") << "[a]\n\tb = \"x\"y\"\"z\n"_ba;
    QTest::newRow("quoted spaces at the end") << "[a]\n\tb = \"x  \"   \n"_ba;
    QTest::newRow("escapes") << "[a]\n\tb = \\tx\\ny\\\\z\\\"\\b\n"_ba;
    QTest::newRow("continued") << "[a]\n\tb = x \\\n  y\n\tc = d\n"_ba;
    QTest::newRow("continued in quotes") << "[a]\n\tb = \"x\\\ny\"\n"_ba;
    QTest::newRow("comments") << "# one\n; two\n[a] ; three\n\tb = c # four\n\td = e;five\n"_ba;
    QTest::newRow("no value") << "[a]\n\tb\n\tc\t \n"_ba;
    QTest::newRow("empty value") << "[a]\n\tb =\n\tc = \"\"\n"_ba;
    QTest::newRow("equals in value") << "[a]\n\tb = c=d\n"_ba;
    QTest::newRow("many values") << "[a]\n\tb = 1\n\tb = 2\n[a]\n\tb = 3\n"_ba;
    QTest::newRow("UTF-8") << "[a \"\xC3\xA4\"]\n\tb = \xE2\x98\x83\n"_ba;
    QTest::newRow("no end of line") << "[a]\n\tb = c  "_ba;
    QTest::newRow("open section") << "[a\n\tb = c\n"_ba;
    QTest::newRow("open subsection") << "[a \"b]\n\tb = c\n"_ba;
    QTest::newRow("more after subsection") << "[a \"b\" c]\n\tb = c\n"_ba;
    QTest::newRow("subsection without quotes") << "[a b]\n\tb = c\n"_ba;
    QTest::newRow("odd section") << "[a_b]\n\tb = c\n"_ba;
    QTest::newRow("odd name") << "[a]\n\tb_c = d\n"_ba;
    QTest::newRow("name begins with a digit") << "[a]\n\t1b = d\n"_ba;
    QTest::newRow("open quote") << "[a]\n\tb = \"c\n"_ba;
    QTest::newRow("odd escape") << "[a]\n\tb = \\x\n"_ba;
    QTest::newRow("two words") << "[a]\n\tb c\n"_ba;
    QTest::newRow("escape at the end") << "[a]\n\tb = c\\"_ba;
}

void ConfigTextTest::sameAsGit()
{
    QFETCH(QByteArray, text);
    const test::TempDir dir;
    const QString file = dir.writeFile(u"config"_s, text);
    const test::ProcessResult git = test::runProcess(
        u"git"_s, {u"config"_s, u"--file"_s, file, u"--no-includes"_s, u"--list"_s, u"-z"_s});
    const auto config = git::parseConfigText(text);
    QVERIFY2(config.has_value() == git.ok(), qPrintable(git.describe()));
    if (!config)
        return;
    QByteArray ours;
    for (const base::ConfigEntry &entry : config->all())
        ours += entry.key.toUtf8() + '\n' + entry.value.toUtf8() + '\0';
    QByteArray theirs;
    for (const QByteArray &entry : git.out.split('\0')) {
        if (!entry.isEmpty())
            theirs += (entry.contains('\n') ? entry : entry + "\ntrue") + '\0'; // a name alone
    }
    QCOMPARE(ours, theirs);
}

void ConfigTextTest::includesNothing()
{
    const auto config = git::parseConfigText("[include]\n\tpath = /etc/passwd\n[lfs]\n\turl = x\n");
    QVERIFY(config);
    QCOMPARE(config->all().size(), 2);
}

void ConfigTextTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no section") << "url = x\n[lfs\n"_ba;
    QTest::newRow("NUL") << QByteArray("[lfs]\n\turl = x\0y\n", 17);
    QTest::newRow("binary") << QByteArray("\xff\xfe\x01\x02\n");
}

void ConfigTextTest::refuses()
{
    QFETCH(QByteArray, text);
    const auto config = git::parseConfigText(text);
    QVERIFY(!config);
    QCOMPARE(config.error().kind, base::ErrorKind::Protocol);
}

WEIGHTYARD_TEST(ConfigTextTest)

} // namespace config_text_test

#include "config_text_test.moc"
