// Attributes compared with what the real `git check-attr` says about the same files.
#include "test_registry.h"

#include "git/attributes.h"
#include "support/child_process.h"
#include "support/temp_dir.h"

#include <QElapsedTimer>
#include <QMap>
#include <QTest>

#include <random>

namespace git_attributes_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using git::Attribute;
using git::Attributes;
using git::AttributeValue;
using Files = QMap<QByteArray, QByteArray>; // folder -> text of its .gitattributes

namespace {

const QList<std::pair<QByteArray, Attribute>> &names()
{
    static const QList<std::pair<QByteArray, Attribute>> list{
        {"text"_ba, Attribute::Text},     {"crlf"_ba, Attribute::Crlf},
        {"eol"_ba, Attribute::Eol},       {"ident"_ba, Attribute::Ident},
        {"filter"_ba, Attribute::Filter}, {"working-tree-encoding"_ba, Attribute::WorkingTreeEncoding},
    };
    return list;
}

QByteArray spelled(const AttributeValue &value)
{
    switch (value.state) {
    case AttributeValue::State::Unspecified:
        return "unspecified";
    case AttributeValue::State::True:
        return "set";
    case AttributeValue::State::False:
        return "unset";
    case AttributeValue::State::Text:
        return value.text;
    }
    Q_UNREACHABLE();
}

/// Lines "path: attribute: value", by git.
QByteArray byGit(const Files &files, const QByteArrayList &paths)
{
    const test::TempDir dir;
    const QProcessEnvironment environment = test::neutralEnvironment(dir.path());
    const QString top = dir.makeFolder(u"repo"_s);
    test::mustRun(u"git"_s, {u"init"_s, u"-q"_s, top},
                  {.environment = environment, .workingDirectory = top, .input = {}});
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString folder = it.key().isEmpty() ? QString() : QString::fromUtf8(it.key()) + u'/';
        dir.writeFile(u"repo/"_s + folder + u".gitattributes"_s, it.value());
    }
    QStringList arguments{u"check-attr"_s, u"-z"_s, u"--stdin"_s};
    for (const auto &name : names())
        arguments.append(QString::fromLatin1(name.first));
    const QByteArray out = test::mustRun(
        u"git"_s, arguments,
        {.environment = environment, .workingDirectory = top, .input = paths.join('\0') + '\0'});
    const QByteArrayList fields = out.split('\0');
    QByteArray text;
    for (qsizetype i = 0; i + 2 < fields.size(); i += 3)
        text += fields[i] + ": " + fields[i + 1] + ": " + fields[i + 2] + '\n';
    return text;
}

QByteArray byUs(const Files &files, const QByteArrayList &paths)
{
    Attributes attributes;
    for (auto it = files.begin(); it != files.end(); ++it) { // QMap: the top comes first
        if (!attributes.add(it.key(), it.value()))
            return "refused";
    }
    QByteArray text;
    for (const QByteArray &path : paths) {
        const git::AttributeValues values = attributes.of(path);
        for (const auto &name : names())
            text += path + ": " + name.first + ": " + spelled(values[name.second]) + '\n';
    }
    return text;
}

} // namespace

class GitAttributesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithGit_data();
    void agreesWithGit();
    void randomPatternsAgreeWithGit_data();
    void randomPatternsAgreeWithGit();
    void refusesTooManyLines();
    void hostilePatternsAreQuick();
    void manyFilesAreQuick();
};

void GitAttributesTest::agreesWithGit_data()
{
    QTest::addColumn<Files>("files");
    const auto top = [](const QByteArray &text) { return Files{{"", text}}; };

    QTest::newRow("nothing") << Files();
    QTest::newRow("as the Hub writes them")
        << top("*.bin filter=lfs diff=lfs merge=lfs -text\n*tfevents* filter=lfs diff=lfs merge=lfs -text\n"
               "saved_model/**/* filter=lfs diff=lfs merge=lfs -text\n*.tar.* filter=lfs -text\n");
    QTest::newRow("later lines win") << top(
        "*.bin filter=lfs\na.bin -filter\n*.txt text eol=crlf\nb.txt !eol\n");
    QTest::newRow("negation and unspecified")
        << top("* filter=lfs text\n*.txt !filter -text\nsub/* filter\n");
    QTest::newRow("attribute both ways on a line")
        << top("*.bin filter=lfs -filter\n*.txt -filter filter=lfs\n");
    QTest::newRow("dash with a value") << top("*.bin -filter=lfs\n*.txt !text=auto\n");
    QTest::newRow("macros") << top(
        "[attr]lfs filter=lfs -text\n[attr]more lfs eol=crlf\n*.bin more\n*.txt lfs -more\n"
        "a.* binary\nb.* -lfs\nsub/*.bin !lfs\n");
    QTest::newRow("macro redefined, used before, cyclic")
        << top("*.bin one\n[attr]one filter=first\n[attr]one filter=last\n[attr]x y filter=x\n[attr]y x "
               "text\n*.txt x\n");
    QTest::newRow("binary redefined") << top("[attr]binary filter=bin\n*.bin binary\n");
    QTest::newRow("macro with value is not expanded") << top("[attr]m filter=lfs\n*.bin m=1\n*.txt -m\n");
    QTest::newRow("macros only at the top")
        << Files{{"", "*.txt text\n"}, {"sub", "[attr]m filter=lfs\n*.bin m\n"}};
    QTest::newRow("nested files") << Files{{"", "*.bin filter=lfs\n*.txt text\n"},
                                           {"sub", "*.bin -filter\n/a.bin filter=near\ndeep/b.bin eol=lf\n"},
                                           {"sub/deep", "* !text\n*.bin filter=deep\n"}};
    QTest::newRow("quoted patterns") << top(
        "\"with space.bin\" filter=lfs\n\"q\\\"uote.bin\" text\n\"\\303\\244.bin\" eol=lf\n"
        "\"open.bin filter=lfs\n\"bad\\x.bin\" text\n");
    QTest::newRow("[[:space:]] as git lfs track writes it") << top("with[[:space:]]space.bin filter=lfs\n");
    QTest::newRow("a backslash does not join words") << top("with\\ space.bin filter=lfs\n");
    QTest::newRow("escapes") << top(
        "\\#hash.bin filter=lfs\n\\*.txt text\n*.b\\in eol=lf\ntrail\\ filter=x\n");
    QTest::newRow("comments and blanks")
        << top("# *.bin filter=lfs\n   *.txt   text  \t eol=lf  \r\n\n\t#x filter\n*.bin # x\n");
    QTest::newRow("bad names drop the line")
        << top("*.bin filter=lfs te/xt\n*.txt -text --eol\na.* fil\303\244ter text\n");
    QTest::newRow("folders and negative patterns")
        << top("sub/ filter=lfs\n!*.bin filter=lfs\nsub filter=dir\nsub/** text\n");
    QTest::newRow("leading slash") << top(
        "/a.bin filter=lfs\n/sub/*.txt text\n/*.txt eol=lf\n/**/b.bin ident\n");
    QTest::newRow("stars") << top(
        "**/deep/*.bin filter=a\nsub/**/b.bin text\nsub/a** eol=lf\n**.txt ident\ns*b/*.txt filter=c\n"
        "sub/*/b.txt crlf\n*/a.bin working-tree-encoding=x\n");
    QTest::newRow("empty value") << top("*.bin filter=\n*.txt working-tree-encoding=UTF-16\n");
    QTest::newRow("no line end") << top("*.bin filter=lfs");
    QTest::newRow("a long line is ignored")
        << top("*.bin filter=lfs\n*.bin -filter " + QByteArray(2100, 'x') + "\n");
    QTest::newRow("a quite long line is not")
        << top("*.bin filter=lfs\n*.bin -filter " + QByteArray(1900, 'x') + "\n");
}

void GitAttributesTest::agreesWithGit()
{
    QFETCH(Files, files);
    const QByteArrayList paths{"a.bin",
                               "b.bin",
                               "a.txt",
                               "b.txt",
                               "sub/a.bin",
                               "sub/b.bin",
                               "sub/a.txt",
                               "sub/deep/a.bin",
                               "sub/deep/b.bin",
                               "sub/deep/b.txt",
                               "with space.bin",
                               "q\"uote.bin",
                               "\303\244.bin",
                               "#hash.bin",
                               "*.txt",
                               "\"open.bin",
                               "with\\ space.bin",
                               "deep/x.bin",
                               "x/deep/y/z.bin",
                               "events.out.tfevents.1",
                               "saved_model/v/w",
                               "saved_model/v",
                               "x.tar.gz",
                               "sub",
                               "trail\\",
                               "with\\"};
    QCOMPARE(byUs(files, paths).split('\n'), byGit(files, paths).split('\n'));
}

void GitAttributesTest::randomPatternsAgreeWithGit_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void GitAttributesTest::randomPatternsAgreeWithGit()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto pick = [&](const QByteArrayList &from) {
        return from[static_cast<qsizetype>(random() % static_cast<unsigned>(from.size()))];
    };
    const QByteArrayList parts{
        "a",    "b",      "ab",    "/",    "/",    "*",   "**",         "***",         "?",
        "[ab]", "[!a]",   "[a-c]", "[]a]", "[^/]", "\\a", "\\*",        "[[:alpha:]]", "[[:digit:]b]",
        "[a",   "[\\]a]", "[b-]",  ".",    "**/",  "/**", "[[:nope:]]", "1",           "[[a]"};
    QByteArray text;
    for (int line = 0; line < 60; ++line) {
        QByteArray pattern;
        for (auto length = 1 + random() % 5; length > 0; --length)
            pattern += pick(parts);
        text += pattern + ' ' + names()[line % 6].first + "=v" + QByteArray::number(line) + '\n';
    }
    QByteArrayList paths;
    const QByteArrayList letters{"a", "b", "c", "1", "/", "/", ".", "*", "]", "ab"};
    while (paths.size() < 200) {
        QByteArray path;
        for (auto length = 1 + random() % 6; length > 0; --length)
            path += pick(letters);
        while (path.contains("//"))
            path.replace("//", "/");
        while (path.startsWith('/') || path.startsWith("./") || path.startsWith("../"))
            path.remove(0, 1);
        const QByteArrayList names = path.split('/');
        if (!path.isEmpty() && !path.endsWith('/') && !names.contains(".") && !names.contains(".."))
            paths.append(path);
    }
    const Files files{{"", text}};
    const QByteArrayList ours = byUs(files, paths).split('\n');
    const QByteArrayList gits = byGit(files, paths).split('\n');
    for (qsizetype i = 0; i < std::min(ours.size(), gits.size()); ++i)
        QVERIFY2(ours[i] == gits[i], (ours[i] + " / git: " + gits[i] + "\n" + text).constData());
    QCOMPARE(ours.size(), gits.size());
}

void GitAttributesTest::refusesTooManyLines()
{
    Attributes attributes;
    const auto refused = attributes.add("", QByteArray("*.bin filter=lfs\n").repeated(30'000));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, base::ErrorKind::Unsafe);

    Attributes macros;
    QByteArray chain;
    for (int i = 0; i < 100'000; ++i)
        chain += "[attr]m" + QByteArray::number(i) + " m" + QByteArray::number(i + 1) + '\n';
    const auto refusedMacros = macros.add("", chain + "* m0\n");
    QVERIFY(!refusedMacros);
    QCOMPARE(refusedMacros.error().kind, base::ErrorKind::Unsafe);

    Attributes harmless; // lines that set nothing of interest do not count
    QVERIFY(harmless.add("", QByteArray("*.c diff=cpp\n").repeated(100'000)));
}

void GitAttributesTest::hostilePatternsAreQuick()
{
    Attributes attributes;
    QVERIFY(attributes.add("", QByteArray("*a").repeated(500) + "b filter=lfs\n"
                                   + QByteArray("**/a").repeated(200) + "b text\n"));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(spelled(attributes.of(QByteArray("a").repeated(2000))[Attribute::Filter]), "unspecified"_ba);
    QCOMPARE(spelled(attributes.of(QByteArray("a/").repeated(1000) + 'a')[Attribute::Text]),
             "unspecified"_ba);
    QVERIFY2(timer.elapsed() < test::patient(2000), QByteArray::number(timer.elapsed()).constData());
}

void GitAttributesTest::manyFilesAreQuick()
{
    Attributes attributes;
    QByteArray text;
    for (int i = 0; i < 60; ++i)
        text += "*.e" + QByteArray::number(i) + " filter=lfs diff=lfs merge=lfs -text\n";
    QVERIFY(attributes.add("", text));
    QElapsedTimer timer;
    timer.start();
    int found = 0;
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray path =
            "some/folder/file" + QByteArray::number(i) + ".e" + QByteArray::number(i % 120);
        found += attributes.of(path)[Attribute::Filter].is("lfs") ? 1 : 0;
    }
    QCOMPARE(found, 5'020);
    QVERIFY2(timer.elapsed() < test::patient(1000), QByteArray::number(timer.elapsed()).constData());
}

WEIGHTYARD_TEST(GitAttributesTest)

} // namespace git_attributes_test

#include "git_attributes_test.moc"
