#include "git/config_text.h"
#include "git/runtime.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class ConfigTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void includesNothing();
    void refuses_data();
    void refuses();

private:
    git::Runtime m_runtime{base::Environment()};
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

QTEST_GUILESS_MAIN(ConfigTextTest)
#include "config_text_test.moc"
