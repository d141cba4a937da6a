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
#include <chrono>
#include <thread>

namespace file_names_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using weightyard::base::Result;

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
    void belowAFolderThatComesAndGoes();
};

namespace {

QString readOnly(const test::TempDir &dir, const QString &name)
{
    const QString path = dir.writeFile(name, "x");
    const bool set = QFile::setPermissions(path, QFile::ReadOwner);
    return set ? path : QString();
}

/// Removes the folder again and again, only while it is empty. With pauses: without them it waits for the folder's lock each
/// time that another one makes it, and always gets that lock first.
class Remover
{
public:
    explicit Remover(const QString &folder)
        : m_thread([this, folder] {
              for (int i = 0; !m_isOver; ++i) {
                  QDir().rmdir(folder);
                  std::this_thread::sleep_for(std::chrono::microseconds(i % 64));
              }
          })
    {}
    ~Remover()
    {
        m_isOver = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Remover)

private:
    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

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
    const Remover remover(dir.path(u"owner"_s));
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        QDir().mkdir(dir.path(u"made"_s));
        const Result<QStringList> changed = platform::renameFolderInto(dir.path(u"made"_s), to);
        failed += changed && QFileInfo(to).isDir() && platform::syncFolders(*changed) ? 0 : 1;
        QDir().rmdir(to);
    }
    QCOMPARE(failed, 0);
    QVERIFY(!platform::renameFolderInto(dir.path(u"none"_s), to));
}

void FileNamesTest::belowAFolderThatComesAndGoes()
{
    const test::TempDir dir;
    const QString below = dir.path(u"owner/model"_s);
    const Remover remover(dir.path(u"owner"_s));
    int failed = 0;
    for (int i = 0; i < 2000; ++i) {
        failed += platform::makeFolder(below) && QFileInfo(below).isDir() ? 0 : 1;
        QDir().rmdir(below);
        failed += platform::makeFolder(dir.path(u"owner"_s)) ? 0 : 1; // what was there may go at once
    }
    QCOMPARE(failed, 0);
    dir.writeFile(u"file"_s, "x");
    for (const QString &inTheWay : {u"file"_s, u"file/model"_s}) {
        const Result<void> made = platform::makeFolder(dir.path(inTheWay));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, base::ErrorKind::Conflict);
    }
}

WEIGHTYARD_TEST(FileNamesTest)

} // namespace file_names_test

#include "file_names_test.moc"
