// A README as text that is safe to show.
#include "test_registry.h"

#include "hub/api_values.h"
#include "hub/readme.h"

#include <QElapsedTimer>
#include <QTest>

namespace readme_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

QString shown(const QByteArray &bytes)
{
    return hub::readableReadme(bytes).text;
}

} // namespace

class ReadmeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void licence_data();
    void licence();
    void hostileSizes_data();
    void hostileSizes();
};

void ReadmeTest::texts_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char *name, const char *given, const QString &wanted) {
        QTest::newRow(name) << QByteArray(given) << wanted;
    };
    row("plain", "# Title\r\n\r\ntext\n", u"# Title\n\ntext"_s);
    row("card", "---\nlicense: mit\n---\n# T\n", u"# T"_s);
    row("card without end", "---\nlicense: mit\n", u"---\nlicense: mit"_s);
    row("card alone", "---\na: b\n---", u""_s);
    row("bytes before", "\xEF\xBB\xBF---\na: b\n---\nT", u"T"_s);
    row("picture", "a ![alt](http://x/y.png) b", u"a [alt](http://x/y.png) b"_s);
    row("picture without words", "![](x.png)", u"[•](x.png)"_s);
    row("picture that is a link", "[![badge](http://x/b.svg)](http://x)", u"[badge](http://x)"_s);
    row("picture by reference", "![alt][1]", u"[alt][1]"_s);
    row("tags", "<p align=\"center\">hi <b>you</b><br/>there</p>", u"hi you there"_s);
    row("script", "a<script>alert(1)</script>b<!-- c -->d<style>e", u"abd"_s);
    row("script in capitals", "a<SCRIPT src=x>b</SCRIPT>c", u"ac"_s);
    row("address", "<https://example.org/a>", u"<https://example.org/a>"_s);
    row("no tag", "a < b > c, List<int>", u"a < b > c, List<int>"_s);
    row("code stays", "```\n<div>![a](b)</div>\n```\n<div>x</div>", u"```\n<div>![a](b)</div>\n```\nx"_s);
    row("steering", "a\u202Eb\u200Bc\x1b[31md\x07", u"abc[31md"_s);
}

void ReadmeTest::texts()
{
    QFETCH(QByteArray, given);
    QFETCH(QString, wanted);
    QCOMPARE(shown(given), wanted);
}

void ReadmeTest::licence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("licence");
    const auto row = [](const char *name, const QByteArray &text, const QString &licence) {
        QTest::newRow(name) << text << licence;
    };
    row("plain", "---\nlicense: apache-2.0\ntags:\n- a\n---\n# M\n", u"apache-2.0"_s);
    row("quoted", "---\ntags: [a]\nlicense: \"mit\" # comment\n---\n", u"mit"_s);
    row("list", "---\nlicense:\n- mit\n- apache-2.0\n---\n", u"mit"_s);
    row("Windows", "---\r\nlicense: mit\r\n---\r\n", u"mit"_s);
    row("other", "---\nlicense: other\nlicense_name: qwen\nlicense_link: x\n---\n", u"qwen"_s);
    row("other without a name", "---\nlicense: other\n---\n", u"other"_s);
    row("known by both", "---\nlicense_name: n\nlicense: mit\n---\n", u"mit"_s);
    row("none", "---\ntags: a\n---\nlicense: mit\n", {});
    row("no block", "license: mit\n", {});
    row("no end", "---\nlicense: mit\n", {});
    row("hostile", "---\nlicense: a\x1b[2Jb\n---\n", u"a [2Jb"_s);
    row("long", "---\nlicense: " + QByteArray(5000, 'x') + "\n---\n", QString(hub::kLongestText, u'x'));
}

void ReadmeTest::licence()
{
    QFETCH(QByteArray, text);
    QTEST(hub::statedLicence(text), "licence");
}

void ReadmeTest::hostileSizes_data()
{
    QTest::addColumn<QByteArray>("given");
    for (const char *part :
         {">", "[", "*", "|", "-|", "![", "<", "<p ", "<!--", "`", "- ", "a\n", "\\", "&lt;"})
        QTest::newRow(part) << QByteArray(part).repeated(1'000'000
                                                         / std::max<qsizetype>(QByteArray(part).size(), 1));
}

void ReadmeTest::hostileSizes()
{
    QFETCH(QByteArray, given);
    QElapsedTimer timer;
    timer.start();
    const hub::Readme readme = hub::readableReadme(given);
    QVERIFY2(timer.elapsed() < test::patient(2000), qPrintable(QString::number(timer.elapsed())));
    QVERIFY(readme.isCut);
    QVERIFY(readme.text.size() <= hub::kReadmeShown);
}

WEIGHTYARD_TEST(ReadmeTest)

} // namespace readme_test

#include "readme_test.moc"
