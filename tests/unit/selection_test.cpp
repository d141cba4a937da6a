// label: slow
// What lfs.fetchinclude and lfs.fetchexclude select, compared with git-lfs itself over one repository.
#include "test_registry.h"

#include "lfs/selection.h"
#include "support/child_process.h"
#include "support/temp_dir.h"

#include <QTest>

namespace selection_test {

using namespace weightyard;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList kFiles{u"x.bin"_s,           u"a/x.bin"_s,      u"a/y.bin"_s,        u"a/b/x.bin"_s,
                         u"a/b/c/z.bin"_s,     u"onnx/m.bin"_s,   u"onnx/sub/m.bin"_s, u"ab/x.bin"_s,
                         u"X.bin"_s,           u"sp ace/q.bin"_s, u"a/onnx.bin"_s,     u"br[1].bin"_s,
                         u"onnx.bin"_s,        u"pl+us(1).bin"_s, u"dash-3.bin"_s,     u"ab/onnx/deep.bin"_s,
                         u"back\\slash.bin"_s, u"ca^ret.bin"_s};

const char *const kPatterns[] = {
    "x.bin",
    "*.bin",
    "/x.bin",
    "a",
    "a/",
    "/a",
    "/a/",
    "a/x.bin",
    "a/*",
    "a/**",
    "**/x.bin",
    "a/**/x.bin",
    "a/b",
    "a/b/",
    "b",
    "b/",
    "b/c",
    "b/x.bin",
    "onnx",
    "onnx/",
    "onnx/*",
    "onnx/**",
    "**/onnx/**",
    "**/b",
    "a/**/z.bin",
    "*/x.bin",
    "?.bin",
    "a/?.bin",
    "[xy].bin",
    "[!x].bin",
    "[^x].bin",
    "[a-z].bin",
    "dash-[0-9].bin",
    "*.b?n",
    "sp ace",
    "sp*",
    "sub",
    "/sub",
    "onnx/s*",
    "onnx*",
    "*onnx*",
    "/onnx.bin",
    "a*",
    "*a",
    "x.bin,onnx",
    " x.bin , onnx ",
    "a,!a",
    "**",
    "*",
    "/*",
    "X.BIN",
    "br\\[1\\].bin",
    "br[1].bin",
    "pl+us(1).bin",
    "*(*",
    "*.BIN",
    ".",
    "x.bin/",
    "none",
    "a/b/c/z.bin",
    "a/*/x.bin",
    "*/*/x.bin",
    "ca^ret.bin",
    "[^^].bin",
    "a?",
    "back\\\\slash.bin",
    "*.{bin}",
    "$",
    "x|y",
};

} // namespace

class SelectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void includeLikeGitLfs_data();
    void includeLikeGitLfs();
    void excludeLikeGitLfs_data();
    void excludeLikeGitLfs();
    void nothingSetTakesEverything();
    void excludeBeatsInclude();
    void lastSettingCounts();

private:
    QStringList gitLfs(const QStringList &options) const;
    TempDir m_dir;
};

void SelectionTest::initTestCase()
{
    const ProcessOptions here{.environment = neutralEnvironment(m_dir.path()),
                              .workingDirectory = m_dir.path()};
    mustRun(u"git"_s, {u"init"_s, u"--quiet"_s}, here);
    mustRun(u"git"_s, {u"lfs"_s, u"install"_s, u"--local"_s}, here);
    m_dir.writeFile(u".gitattributes"_s, "*.bin filter=lfs diff=lfs merge=lfs -text\n");
    for (const QString &file : kFiles)
        m_dir.writeFile(file, file.toUtf8());
    mustRun(u"git"_s, {u"add"_s, u"--all"_s}, here);
    mustRun(u"git"_s, {u"commit"_s, u"--quiet"_s, u"-m"_s, u"all"_s}, here);
    QCOMPARE(gitLfs({}).size(), kFiles.size());
}

QStringList SelectionTest::gitLfs(const QStringList &options) const
{
    const QByteArray out =
        mustRun(u"git"_s, QStringList{u"lfs"_s, u"ls-files"_s, u"--name-only"_s} + options,
                {.environment = neutralEnvironment(m_dir.path()), .workingDirectory = m_dir.path()});
    QStringList files = QString::fromUtf8(out).split(u'\n', Qt::SkipEmptyParts);
    files.sort();
    return files;
}

namespace {

QStringList ours(const lfs::Selection &selection)
{
    QStringList files;
    for (const QString &file : kFiles) {
        if (selection.wants(file))
            files.append(file);
    }
    files.sort();
    return files;
}

lfs::Selection with(const QString &key, const QString &value)
{
    return lfs::Selection::from(base::ConfigEntries({{key, value}}));
}

} // namespace

void SelectionTest::includeLikeGitLfs_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern : kPatterns)
        QTest::addRow("'%s'", pattern) << QString::fromUtf8(pattern);
}

void SelectionTest::includeLikeGitLfs()
{
    QFETCH(QString, pattern);
    QCOMPARE(ours(with(u"lfs.fetchinclude"_s, pattern)), gitLfs({u"-I"_s, pattern}));
}

void SelectionTest::excludeLikeGitLfs_data()
{
    includeLikeGitLfs_data();
}

void SelectionTest::excludeLikeGitLfs()
{
    QFETCH(QString, pattern);
    QCOMPARE(ours(with(u"lfs.fetchexclude"_s, pattern)), gitLfs({u"-X"_s, pattern}));
}

void SelectionTest::nothingSetTakesEverything()
{
    QVERIFY(lfs::Selection().wants(u"x"_s));
    for (const QString &empty : {QString(), u" "_s}) {
        QCOMPARE(ours(with(u"lfs.fetchinclude"_s, empty)).size(), kFiles.size());
        QCOMPARE(ours(with(u"lfs.fetchexclude"_s, empty)).size(), kFiles.size());
    }
}

void SelectionTest::excludeBeatsInclude()
{
    const auto both = lfs::Selection::from(base::ConfigEntries(
        {{u"lfs.fetchinclude"_s, u"a,onnx"_s}, {u"lfs.fetchexclude"_s, u"a/b,*.bin.old"_s}}));
    QCOMPARE(ours(both), gitLfs({u"-I"_s, u"a,onnx"_s, u"-X"_s, u"a/b,*.bin.old"_s}));
    QVERIFY(both.wants(u"a/x.bin"_s));
    QVERIFY(!both.wants(u"a/b/x.bin"_s));
}

void SelectionTest::lastSettingCounts()
{
    const auto last = lfs::Selection::from(
        base::ConfigEntries({{u"lfs.fetchinclude"_s, u"a"_s}, {u"lfs.fetchinclude"_s, u"onnx"_s}}));
    QVERIFY(!last.wants(u"a/x.bin"_s));
    QVERIFY(last.wants(u"onnx/m.bin"_s));
}

WEIGHTYARD_TEST(SelectionTest)

} // namespace selection_test

#include "selection_test.moc"
