// What is remembered of files that were hashed, and when it no longer counts.
#include "test_registry.h"

#include "library/hash_memory.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace hash_memory_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::test;
using library::HashedFile;
using library::HashMemory;

namespace {

void makeOld(const QString &path, int seconds)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(
        file.setFileTime(QDateTime::currentDateTime().addSecs(-seconds), QFileDevice::FileModificationTime));
}

} // namespace

class HashMemoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsTheSame();
    void youngFiles();
    void unusableFile();
};

void HashMemoryTest::keepsWhatIsTheSame()
{
    const TempDir dir;
    const QString path = dir.writeFile(u"model/w.bin"_s, "weights");
    const QString kept = dir.path(u"cache/hashes.json"_s);
    makeOld(path, 100);
    const store::RecordFile file{.path = u"w.bin"_s, .size = 7, .oid = oidOf("weights")};
    HashMemory memory;
    memory.add(HashedFile::of(path, file));
    valueOf(memory.save(kept));
    HashMemory later;
    later.load(kept);
    QVERIFY(later.has(HashedFile::of(path, file)));
    QVERIFY(!later.has(HashedFile::of(path, {.path = u"w.bin"_s, .size = 7, .oid = oidOf("another")})));
    writeFile(path, "WEIGHTS");
    makeOld(path, 50);
    QVERIFY(!later.has(HashedFile::of(path, file)));
    later.forget(dir.path(u"mod"_s)); // another folder
    QVERIFY(!later.isEmpty());
    later.forget(dir.path(u"model"_s));
    QVERIFY(later.isEmpty());
    valueOf(later.save(kept));
    QVERIFY(!QFileInfo::exists(kept));
}

void HashMemoryTest::youngFiles()
{
    const TempDir dir;
    const QString path = dir.writeFile(u"w.bin"_s, "weights");
    HashMemory memory;
    memory.add(HashedFile::of(path, {.path = u"w.bin"_s, .size = 7, .oid = oidOf("weights")}));
    QVERIFY(memory.isEmpty()); // it could change within the second
}

void HashMemoryTest::unusableFile()
{
    const TempDir dir;
    HashMemory memory;
    memory.load(
        dir.writeFile(u"hashes.json"_s, "{\"version\":1,\"files\":[7,{\"path\":\"\"},{\"path\":5}]}"));
    memory.load(dir.writeFile(u"other.json"_s, "nonsense"));
    memory.load(dir.path(u"none.json"_s));
    QVERIFY(memory.isEmpty());
}

WEIGHTYARD_TEST(HashMemoryTest)

} // namespace hash_memory_test

#include "hash_memory_test.moc"
