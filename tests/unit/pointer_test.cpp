#include "test_registry.h"

#include "lfs/pointer.h"
#include "support/child_process.h"
#include "support/temp_dir.h"

#include <QTest>

namespace pointer_test {

using namespace weightyard;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kVersion("version https://git-lfs.github.com/spec/v1\n");
const QByteArray kHex("4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393");
const QByteArray kOid = "oid sha256:" + kHex + '\n';
const QByteArray kSize("size 12345\n");

// A pointer with an extension line as long as it takes.
QByteArray ofLength(qsizetype bytes)
{
    const QByteArray rest = " sha256:" + kHex + '\n' + kOid + kSize;
    const QByteArray begin = kVersion + "ext-0-";
    return begin + QByteArray(bytes - begin.size() - rest.size(), 'x') + rest;
}

} // namespace

class PointerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pointers_data();
    void pointers();
    void gitLfsAgrees_data();
    void gitLfsAgrees();
    void lengths_data();
    void lengths();

private:
    TempDir m_dir;
};

void PointerTest::pointers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("size"); // -1: content
    const auto row = [](const char *name, const QByteArray &text, qint64 size) {
        QTest::newRow(name) << text << size;
    };
    constexpr qint64 content = -1;
    row("spec", kVersion + kOid + kSize, 12345);
    row("hawser", "version https://hawser.github.com/spec/v1\n" + kOid + kSize, 12345);
    row("git-media", "version http://git-media.io/v/2\n" + kOid + kSize, 12345);
    row("no last line end", (kVersion + kOid + kSize).trimmed(), 12345);
    row("CRLF", QByteArray(kVersion + kOid + kSize).replace("\n", "\r\n"), 12345);
    row("white space around", "\n  " + kVersion + kOid + kSize + " \n\n", 12345);
    row("empty lines", kVersion + '\n' + kOid + "\r\n" + kSize, 12345);
    row("extension", kVersion + "ext-0-foo sha256:" + kHex + '\n' + kOid + kSize, 12345);
    row("two extensions",
        kVersion + "ext-0-a sha256:" + kHex + "\next-1-b sha256:" + kHex + '\n' + kOid + kSize, 12345);
    row("size 0", kVersion + kOid + "size 0\n", 0);
    row("leading zeros", kVersion + kOid + "size 0012\n", 12);
    row("plus", kVersion + kOid + "size +12\n", 12);
    row("beyond 2^53", kVersion + kOid + "size 9007199254740993\n", 9007199254740993LL);
    row("2^63 - 1", kVersion + kOid + "size 9223372036854775807\n", std::numeric_limits<qint64>::max());
    row("2^63", kVersion + kOid + "size 9223372036854775808\n", content);
    row("very long size", kVersion + kOid + "size " + QByteArray(100, '9') + '\n', content);
    row("negative", kVersion + kOid + "size -12\n", content);
    row("hex size", kVersion + kOid + "size 0x10\n", content);
    row("decimals", kVersion + kOid + "size 12.0\n", content);
    row("empty size", kVersion + kOid + "size \n", content);
    row("size with blank", kVersion + kOid + "size 1 2\n", content);
    row("missing size", kVersion + kOid, content);
    row("missing oid", kVersion + kSize, content);
    row("missing version", kOid + kSize, content);
    row("version only", kVersion, content);
    row("later version", "version https://git-lfs.github.com/spec/v9\n" + kOid + kSize, content);
    row("other version", "version https://git-lfs.example/spec/v1\n" + kOid + kSize, content);
    row("version not first", kOid + kVersion + kSize, content);
    row("size before oid", kVersion + kSize + kOid, content);
    row("oid twice", kVersion + kOid + kOid + kSize, content);
    row("size twice", kVersion + kOid + kSize + kSize, content);
    row("version twice", kVersion + kVersion + kOid + kSize, content);
    row("unknown key last", kVersion + kOid + kSize + "xkey 5\n", content);
    row("unknown key between", kVersion + "foo bar\n" + kOid + kSize, content);
    row("extension after the size", kVersion + kOid + kSize + "ext-0-foo sha256:" + kHex + '\n', content);
    row("extension without hash", kVersion + "ext-0-foo bar\n" + kOid + kSize, content);
    row("extension of a letter", kVersion + "ext-a-foo sha256:" + kHex + '\n' + kOid + kSize, content);
    row("extensions of one number",
        kVersion + "ext-0-a sha256:" + kHex + "\next-0-b sha256:" + kHex + '\n' + kOid + kSize, content);
    row("upper-case oid", kVersion + "oid sha256:" + kHex.toUpper() + '\n' + kSize, content);
    row("short oid", kVersion + "oid sha256:" + kHex.left(63) + '\n' + kSize, content);
    row("long oid", kVersion + "oid sha256:" + kHex + "a\n" + kSize, content);
    row("sha512", kVersion + "oid sha512:" + kHex + '\n' + kSize, content);
    row("oid as path", kVersion + "oid sha256:../" + kHex.left(61) + '\n' + kSize, content);
    row("two blanks", kVersion + "oid  sha256:" + kHex + '\n' + kSize, content);
    row("tab", kVersion + "oid\tsha256:" + kHex + '\n' + kSize, content);
    row("one line", QByteArray(kVersion + kOid + kSize).replace('\n', ' '), content);
    row("upper-case key", "VERSION https://git-lfs.github.com/spec/v1\n" + kOid + kSize, content);
    row("nul inside", kVersion + kOid + QByteArray("size 1\0002\n", 9), content);
    row("text", "Just text, git-lfs is not meant.\n", content);
    row("line end only", "\n", content);
    row("binary", QByteArray("\x00\xff\xfe\x01", 4), content);
    row("safetensors", QByteArray("\x40\0\0\0\0\0\0\0{\"__metadata__\":{}}", 27), content);
}

void PointerTest::pointers()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, size);
    const auto pointer = lfs::parsePointer(text);
    QCOMPARE(pointer.has_value(), size >= 0);
    if (pointer) {
        QCOMPARE(pointer->size, size);
        QCOMPARE(pointer->oid.hex(), kHex);
    }
}

// The published tree is the one that git-lfs checks out, so what is a pointer is its word.
void PointerTest::gitLfsAgrees_data()
{
    pointers_data();
}

void PointerTest::gitLfsAgrees()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, size);
    const QString file = m_dir.writeFile(u"candidate"_s, text);
    const ProcessResult check =
        runProcess(u"git"_s, {u"lfs"_s, u"pointer"_s, u"--check"_s, u"--file"_s, file},
                   {.environment = neutralEnvironment(m_dir.path())});
    QVERIFY2(check.started && !check.crashed && !check.timedOut, qPrintable(check.describe()));
    QVERIFY2((check.exitCode == 0) == (size >= 0), qPrintable(check.describe()));
}

void PointerTest::lengths_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<bool>("pointer");
    QTest::newRow("1022") << 1022LL << true;
    QTest::newRow("1023") << 1023LL << true;
    QTest::newRow("1024") << 1024LL << false;
    QTest::newRow("1025") << 1025LL << false;
}

void PointerTest::lengths()
{
    QFETCH(qint64, bytes);
    const QByteArray text = ofLength(bytes);
    QCOMPARE(text.size(), bytes);
    QTEST(lfs::parsePointer(text).has_value(), "pointer");
    QVERIFY(!lfs::parsePointer(QByteArray()));
    QVERIFY(!lfs::parsePointer(QByteArray(1'000'000, '\n')));
}

WEIGHTYARD_TEST(PointerTest)

} // namespace pointer_test

#include "pointer_test.moc"
