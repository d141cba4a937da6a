// Folders of download scripts: what is walked, and what is not taken from them.
#include "temp_dir.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "scripts/script_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <sys/stat.h>

namespace script_tree_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using scripts::ScriptKind;
using scripts::ScriptTree;
using test::writeFile;

namespace {

const QUrl kHub(u"https://huggingface.co"_s);

QByteArray script(const QByteArray &model, const QByteArray &folder)
{
    return "#!/bin/sh\nhf download owner/" + model + " --local-dir " + folder + "\n";
}

ScriptTree treeAt(const QString &root)
{
    const auto tree = scripts::readScriptTree(root, kHub, {});
    return tree ? *tree : ScriptTree();
}

QStringList modelsIn(const ScriptTree &tree)
{
    QStringList models;
    for (const scripts::ScriptDownload &one : tree.downloads)
        models.append(one.location.modelPath + u" > "_s + QDir(tree.root).relativeFilePath(one.folder));
    return models;
}

QList<ErrorCode> codesOf(const QList<base::Error> &errors)
{
    QList<ErrorCode> codes;
    for (const base::Error &error : errors)
        codes.append(error.cause.code);
    return codes;
}

} // namespace

class ScriptTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds();
    void refuses_data();
    void refuses();
    void links();
    void oneFolderOneModel();
    void notRead();
    void limits();
    void rereads();
    void noTree();
    void otherScripts();
};

void ScriptTreeTest::finds()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(root + u"/Tests/A/Resources/one/download.sh"_s, script("one", "."));
    writeFile(root + u"/Tests/B/download"_s, script("two", "weights")); // no suffix, but #!/bin/sh
    writeFile(root + u"/Tests/B/notes"_s, "hf download owner/no --local-dir x\n");
    writeFile(root + u"/Tests/build.sh"_s, "#!/bin/sh\nmake\n");
    writeFile(root + u"/.hidden/three.bash"_s, script("three", "."));
    for (const QString &folder : {u".git/hooks"_s, u"node_modules/x"_s, u".weightyard/x"_s, u"a/.cache"_s})
        writeFile(root + u'/' + folder + u"/download.sh"_s, script("no", "."));
    writeFile(root + u"/download-all-models.sh"_s,
              "for s in $(find Tests -name download.sh); do bash \"$s\"; done\n");
    writeFile(root + u"/download-template.sh"_s, "hf download OWNER/NAME --local-dir .\n");
    const ScriptTree tree = treeAt(root + u"/./Tests/.."_s);
    QCOMPARE(tree.root, root);
    QCOMPARE(modelsIn(tree), (QStringList{u"owner/three > .hidden"_s, u"owner/one > Tests/A/Resources/one"_s,
                                          u"owner/two > Tests/B/weights"_s}));
    QCOMPARE(tree.unsure.size() + tree.notSeen.size(), 0);
    QStringList kinds;
    for (const scripts::ScriptFile &file : tree.scripts)
        kinds.append(file.path + u' ' + QString::number(static_cast<int>(file.kind)));
    QCOMPARE(kinds, (QStringList{u".hidden/three.bash 1"_s, u"Tests/A/Resources/one/download.sh 1"_s,
                                 u"Tests/B/download 1"_s, u"download-all-models.sh 3"_s,
                                 u"download-template.sh 2"_s}));
}

void ScriptTreeTest::refuses_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("above") << QByteArray("../../..") << ErrorCode::ScriptFolderOutside;
    QTest::newRow("beside the root") << QByteArray("../../tree-2") << ErrorCode::ScriptFolderOutside;
    QTest::newRow("absolute") << QByteArray("/etc") << ErrorCode::ScriptFolderOutside;
    QTest::newRow("the file system itself") << QByteArray("/") << ErrorCode::ScriptFolderOutside;
    QTest::newRow("newline") << QByteArray("\"a\nb\"") << ErrorCode::ScriptFolderName;
    QTest::newRow("escape") << QByteArray("'a\x1b[2Jb'") << ErrorCode::ScriptFolderName;
    QTest::newRow("not known") << QByteArray("\"$WHERE\"") << ErrorCode::ScriptFolderUnsure;
}

void ScriptTreeTest::refuses()
{
    QFETCH(QByteArray, folder);
    QFETCH(ErrorCode, code);
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(root + u"/m/download.sh"_s, script("one", folder));
    writeFile(root + u"/n/download.sh"_s, script("two", "../m2"));
    const ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/two > m2"_s});
    QCOMPARE(codesOf(tree.unsure), QList<ErrorCode>{code});
    QCOMPARE(tree.unsure.first().context.path, root + u"/m/download.sh"_s);
    QCOMPARE(tree.unsure.first().context.line, 2);
    for (const QString &value : tree.unsure.first().cause.values)
        QVERIFY(!value.contains(u'\n') && !value.contains(QChar(0x1b)));
}

void ScriptTreeTest::links()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(dir.path(u"outside/x/download.sh"_s), script("outside", "."));
    writeFile(root + u"/a/download.sh"_s, script("a", "out/models"));
    writeFile(root + u"/b/download.sh"_s, script("b", "in/models"));
    writeFile(root + u"/c/download.sh"_s, script("c", "dead"));
    QVERIFY(QDir(root).mkpath(u"elsewhere"_s));
    QVERIFY(QFile::link(dir.path(u"outside"_s), root + u"/a/out"_s));
    QVERIFY(QFile::link(root + u"/elsewhere"_s, root + u"/b/in"_s));
    QVERIFY(QFile::link(u"/nowhere"_s, root + u"/c/dead"_s));
    QVERIFY(QFile::link(dir.path(u"outside/x"_s), root + u"/linked"_s));                    // a folder
    QVERIFY(QFile::link(dir.path(u"outside/x/download.sh"_s), root + u"/download-x.sh"_s)); // a script
    const ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/b > b/in/models"_s});
    QCOMPARE(codesOf(tree.unsure), (QList<ErrorCode>{ErrorCode::ScriptIsLink, ErrorCode::ScriptFolderLink,
                                                     ErrorCode::ScriptFolderLink}));
}

// A script in the model's own folder goes before one that reaches there from above.
void ScriptTreeTest::oneFolderOneModel()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(root + u"/a-first.sh"_s, script("one", "m"));
    writeFile(root + u"/m/download.sh"_s,
              "git lfs install\ngit clone https://huggingface.co/owner/one temp\nmv temp/* .\n");
    writeFile(root + u"/other.sh"_s, script("two", "m"));
    const ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/one > m"_s});
    QCOMPARE(tree.downloads.first().script, root + u"/m/download.sh"_s);
    QCOMPARE(tree.downloads.first().cloneFolder, root + u"/m/temp"_s);
    QCOMPARE(codesOf(tree.unsure), QList<ErrorCode>{ErrorCode::ScriptFolderTaken});
    QCOMPARE(tree.unsure.first().context.path, root + u"/other.sh"_s);
}

void ScriptTreeTest::notRead()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(root + u"/a/download.sh"_s, script("a", ".") + QByteArray(300'000, '#'));
    writeFile(root + u"/b/download.sh"_s, "hf download owner/b --local-dir \xff\n");
    writeFile(root + u"/c/download.sh"_s, QByteArray("hf download owner/c\0", 20));
    writeFile(root + u"/d/download.sh"_s, QByteArray(script("d", ".")).replace("\n", "\r\n"));
    writeFile(root + u"/e/big.sh"_s, QByteArray(300'000, '#')); // nobody calls it a download
#ifdef Q_OS_UNIX
    const QByteArray pipe = QFile::encodeName(root + u"/d/download-pipe.sh"_s);
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
#endif
    const ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/d > d"_s});
    QCOMPARE(codesOf(tree.unsure), (QList<ErrorCode>{ErrorCode::ScriptTooLarge, ErrorCode::ScriptNotText,
                                                     ErrorCode::ScriptNotText}));
}

void ScriptTreeTest::limits()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    QString deep = root;
    for (int i = 0; i < 40; ++i)
        deep += u"/d"_s;
    writeFile(deep + u"/download.sh"_s, script("deep", "."));
    writeFile(root + u"/download.sh"_s, script("one", "x"));
    ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/one > x"_s});
    QCOMPARE(codesOf(tree.notSeen), QList<ErrorCode>{ErrorCode::TreeTooDeep});
    for (int i = 0; i < 2100; ++i)
        writeFile(root + u"/many/s%1.sh"_s.arg(i), "#\n");
    tree = treeAt(root);
    QVERIFY(codesOf(tree.notSeen).contains(ErrorCode::TreeManyScripts));
    base::CancelToken cancel;
    cancel.cancel();
    const auto stopped = scripts::readScriptTree(root, kHub, cancel);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
}

void ScriptTreeTest::rereads()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    writeFile(root + u"/a/download.sh"_s, script("a", "."));
    writeFile(root + u"/b/download.sh"_s, script("b", "."));
    const QStringList paths{u"a/download.sh"_s, u"gone/download.sh"_s};
    const auto tree = scripts::readScripts(root, paths, kHub);
    QVERIFY(tree);
    QCOMPARE(modelsIn(*tree), QStringList{u"owner/a > a"_s});
    QCOMPARE(codesOf(tree->unsure), QList<ErrorCode>{ErrorCode::ScriptGone});
    const auto away = scripts::readScripts(dir.path(u"away"_s), paths, kHub);
    QVERIFY(!away);
    QCOMPARE(away.error().kind, base::ErrorKind::Disconnected);
    QCOMPARE(away.error().cause.code, ErrorCode::TreeNotThere);
}

void ScriptTreeTest::noTree()
{
    const test::TempDir dir;
    const auto missing = scripts::readScriptTree(dir.path(u"none"_s), kHub, {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, base::ErrorKind::NotFound);
    writeFile(dir.path(u"file"_s), "x");
    const auto file = scripts::readScriptTree(dir.path(u"file"_s), kHub, {});
    QVERIFY(!file);
    QCOMPARE(file.error().kind, base::ErrorKind::Conflict);
    QVERIFY(treeAt(dir.makeFolder(u"empty"_s)).scripts.isEmpty());
}

// What a script takes from another one is read where that lies in the tree, and from nowhere else.
void ScriptTreeTest::otherScripts()
{
    const test::TempDir dir;
    const QString root = dir.path(u"tree"_s);
    const QByteArray common = "fetch() { hf download \"$1\" --local-dir \"$2\"; }\n";
    writeFile(root + u"/lib/common.sh"_s, common);
    writeFile(dir.path(u"outside.sh"_s), common);
    QVERIFY(QFile::link(dir.path(u"outside.sh"_s), root + u"/lib/link.sh"_s));
    QVERIFY(QFile::link(dir.path(), root + u"/away"_s));
    writeFile(root + u"/a/get.sh"_s, ". ../lib/common.sh\nfetch owner/in out\n");
    writeFile(root + u"/b/get.sh"_s, ". ../../outside.sh\nfetch owner/outside out\n");
    writeFile(root + u"/c/get.sh"_s, ". ../lib/link.sh\nfetch owner/link out\n");
    writeFile(root + u"/d/get.sh"_s, ". ../away/outside.sh\nfetch owner/away out\n");
    writeFile(root + u"/e/get.sh"_s, ". ./none.sh\nfetch owner/none out\n");
    writeFile(root + u"/f/build.sh"_s, ". ./none.sh\ncase x in (((\n"); // of no matter here
    const ScriptTree tree = treeAt(root);
    QCOMPARE(modelsIn(tree), QStringList{u"owner/in > a/out"_s});
    QStringList unsure;
    for (const base::Error &error : tree.unsure) {
        QCOMPARE(error.cause.code, ErrorCode::ScriptRunsUnread);
        QCOMPARE(error.context.line, 2);
        unsure.append(QDir(root).relativeFilePath(error.context.path));
    }
    QCOMPARE(unsure, (QStringList{u"b/get.sh"_s, u"c/get.sh"_s, u"d/get.sh"_s, u"e/get.sh"_s}));
}

WEIGHTYARD_TEST(ScriptTreeTest)

} // namespace script_tree_test

#include "script_tree_test.moc"
