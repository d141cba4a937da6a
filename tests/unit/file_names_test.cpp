// Names that are changed and removed: what is read-only goes like everything else (git's packs and objects are), and what a
// link leads to stays.
#include "test_registry.h"

#include "platform/file_names.h"

#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <atomic>
#include <thread>

namespace file_names_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class FileNamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readOnlyFile();
    void readOnlyFileReplaced();
    void treeWithReadOnlyFiles();
    void treeThatIsGone();
    void linkInATree();
    void intoAFolderThatComesAndGoes();
};

namespace {

QString readOnly(const test::TempDir &dir, const QString &name)
{
    const QString path = dir.writeFile(name, "x");
    const bool set = QFile::setPermissions(path, QFile::ReadOwner);
    return set ? path : QString();
}

} // namespace

void FileNamesTest::readOnlyFile()
{
    const test::TempDir dir;
    const QString path = readOnly(dir, u"pack"_s);
    QVERIFY(platform::removeFile(path));
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(platform::removeFile(path)); // nothing to do
}

void FileNamesTest::readOnlyFileReplaced()
{
    const test::TempDir dir;
    const QString path = readOnly(dir, u"old"_s);
    QVERIFY(platform::renameOver(dir.writeFile(u"new"_s, "newer"), path));
    QCOMPARE(QFileInfo(path).size(), 5);
    QVERIFY(!QFileInfo::exists(dir.path(u"new"_s)));
}

void FileNamesTest::treeWithReadOnlyFiles()
{
    const test::TempDir dir;
    QVERIFY(!readOnly(dir, u"git/objects/pack/one.pack"_s).isEmpty());
    QVERIFY(!readOnly(dir, u"git/objects/pack/.hidden"_s).isEmpty());
    dir.makeFolder(u"git/refs"_s);
    QVERIFY(platform::removeTree(dir.path(u"git"_s)));
    QVERIFY(!QFileInfo::exists(dir.path(u"git"_s)));
}

void FileNamesTest::treeThatIsGone()
{
    const test::TempDir dir;
    QVERIFY(platform::removeTree(dir.path(u"nothing"_s)));
    QVERIFY(platform::removeTree(dir.path(u"nothing/below"_s)));
}

void FileNamesTest::linkInATree()
{
    const test::TempDir dir;
    const QString kept = dir.writeFile(u"elsewhere/kept"_s, "x");
    dir.makeFolder(u"tree"_s);
    QVERIFY(QFile::link(dir.path(u"elsewhere"_s), dir.path(u"tree/link"_s)));
    QVERIFY(platform::removeTree(dir.path(u"tree"_s)));
    QVERIFY(!QFileInfo::exists(dir.path(u"tree"_s)));
    QVERIFY(QFileInfo::exists(kept));
}

// As when the last model of an owner is removed while another one is published.
void FileNamesTest::intoAFolderThatComesAndGoes()
{
    const test::TempDir dir;
    const QString to = dir.path(u"owner/model"_s);
    std::atomic<bool> over = false;
    std::jthread remover([&] {
        while (!over)
            QDir().rmdir(dir.path(u"owner"_s)); // only while it is empty
    });
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        QDir().mkdir(dir.path(u"made"_s));
        failed += platform::renameFolderInto(dir.path(u"made"_s), to) ? 0 : 1;
        failed += QFileInfo(to).isDir() ? 0 : 1;
        QDir().rmdir(to);
    }
    over = true;
    remover.join();
    QCOMPARE(failed, 0);
    QVERIFY(!platform::renameFolderInto(dir.path(u"none"_s), to));
}

WEIGHTYARD_TEST(FileNamesTest)

} // namespace file_names_test

#include "file_names_test.moc"
