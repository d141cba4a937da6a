// Small files of ours are whole at every moment, also when several write the same one.
#include "test_registry.h"

#include "platform/file_io.h"
#include "platform/file_names.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <atomic>
#include <thread>
#include <vector>

namespace write_durably_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using platform::writeDurably;
using test::valueOf;

class WriteDurablyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writersWait();
    void leftOfAKill();
    void modeAndName();
    void failureLeavesTheOld();
};

// What is read is one writer's content, never a part of it, and each of them ends well.
void WriteDurablyTest::writersWait()
{
    constexpr int kWriters = 4;
    constexpr int kWrites = 40;
    constexpr qsizetype kSize = 200'000;
    const test::TempDir dir;
    const QString path = dir.path(u"kept.json"_s);
    QVERIFY(writeDurably(path, QByteArray(kSize, 'x')));
    std::atomic<int> failed = 0;
    std::atomic<int> writing = kWriters;
    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < kWrites; ++n)
                failed += writeDurably(path, QByteArray(kSize + i, static_cast<char>('a' + i))) ? 0 : 1;
            --writing;
        });
    int torn = 0;
    int looks = 0;
    for (; writing > 0; ++looks) {
        const auto content = platform::readWhole(path, 2 * kSize);
        const bool isWhole = content && *content && (*content)->size() >= kSize
                             && (*content)->count((*content)->front()) == (*content)->size();
        torn += isWhole ? 0 : 1;
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(looks > 0);
    QCOMPARE(torn, 0);
    QCOMPARE(failed.load(), 0);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"kept.json"_s});
}

void WriteDurablyTest::leftOfAKill()
{
    const test::TempDir dir;
    dir.writeFile(u"kept.json.new"_s, "half of something longer");
    QVERIFY(writeDurably(dir.path(u"kept.json"_s), "whole"));
    QCOMPARE(valueOf(platform::readWhole(dir.path(u"kept.json"_s), 100)), std::optional<QByteArray>("whole"));
    QVERIFY(!QFileInfo::exists(dir.path(u"kept.json.new"_s)));
}

void WriteDurablyTest::modeAndName()
{
    const test::TempDir dir;
    const QString path = dir.path(u"run"_s);
    QVERIFY(writeDurably(path, "#!/bin/sh\n", {.temporary = dir.path(u".other"_s), .mode = 0751}));
    QCOMPARE(valueOf(platform::permissionsOf(path)), 0751U);
    QVERIFY(writeDurably(path, "secret"));
    QCOMPARE(valueOf(platform::permissionsOf(path)), 0600U);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"run"_s});
}

void WriteDurablyTest::failureLeavesTheOld()
{
    const test::TempDir dir;
    const QString path = dir.path(u"kept.json"_s);
    QVERIFY(writeDurably(path, "old"));
    dir.makeFolder(u"kept.json.new/in the way"_s);
    QVERIFY(!writeDurably(path, "new"));
    QCOMPARE(valueOf(platform::readWhole(path, 100)), std::optional<QByteArray>("old"));
    QVERIFY(QFileInfo(dir.path(u"kept.json.new/in the way"_s)).isDir());
}

WEIGHTYARD_TEST(WriteDurablyTest)

} // namespace write_durably_test

#include "write_durably_test.moc"
