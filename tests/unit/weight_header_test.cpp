// What the header of a file of weights says of its length, and what it cannot make this program do.
#include "test_registry.h"

#include "library/weight_header.h"
#include "support/temp_dir.h"
#include "support/weight_bytes.h"

#include <QFile>
#include <QTest>

namespace weight_header_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::test;

class WeightHeaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void files_data();
    void files();
    void everyLengthOfGguf();
    void everyLengthOfSafetensors();
    void sparseGigabytes();

private:
    bool isIncomplete(const QString &name, const QByteArray &bytes) const
    {
        return library::isIncompleteWeight(m_dir.writeFile(name, bytes));
    }
    TempDir m_dir;
};

void WeightHeaderTest::files_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("incomplete");
    const QString st = u"w.safetensors"_s;
    const QString gguf = u"w.gguf"_s;
    const QByteArray huge = littleEndian<quint64>(~quint64{0});
    const auto row = [](const char *name, const QString &file, const QByteArray &bytes, bool incomplete) {
        QTest::newRow(name) << file << bytes << incomplete;
    };
    row("safetensors", st, safetensorsBytes(QByteArray(100, 'x')), false);
    row("capital letters", u"W.SAFETENSORS"_s, safetensorsBytes(QByteArray(100, 'x')).chopped(1), true);
    row("no tensors", st, safetensorsHeader("{}"), false);
    row("header of nothing", st, safetensorsHeader(""), false);
    row("header cut", st, safetensorsBytes(QByteArray(100, 'x')).left(30), true);
    row("more behind it", st, safetensorsBytes("abc") + "more", false);
    row("no header at all", st, "weights", false);
    row("random bytes", st, QByteArray("\x12\x34\x56\x78\x9a\xbc\xde\xf0random", 14), false);
    row("length of 2^64 - 1", st, huge + "{}", false);
    row("header that is no JSON", st, safetensorsHeader("{not json"), false);
    row("offsets that are no numbers", st,
        safetensorsHeader(R"({"a":{"data_offsets":["x",{}]},"b":{"data_offsets":[1]},"c":7})"), false);
    row("offset of 2^70", st, safetensorsHeader(R"({"a":{"data_offsets":[0,1180591620717411303424]}})"),
        false);
    row("offset of 2^62", st, safetensorsHeader(R"({"a":{"data_offsets":[0,4611686018427387904]}})"), true);
    row("nested without end", st, safetensorsHeader("{\"a\":" + QByteArray(100'000, '[')), false);
    row("gguf", gguf, ggufBytes(16), false);
    row("gguf cut", gguf, ggufBytes(16).chopped(1), true);
    row("gguf without its tensors", gguf, ggufHeader(16), true);
    row("gguf of four bytes", gguf, "GGUF", true);
    row("gguf of the first version", gguf, "GGUF" + littleEndian<quint32>(1), false);
    row("gguf of the other byte order", gguf, "GGUF" + QByteArray("\0\0\0\x03", 4), false);
    row("gguf with 2^64 - 1 tensors", gguf, "GGUF" + littleEndian<quint32>(3) + huge + huge, false);
    row("gguf with a name of 2^64 - 1", gguf,
        "GGUF" + littleEndian<quint32>(3) + littleEndian<quint64>(0) + littleEndian<quint64>(1) + huge, true);
    row("gguf with 2^64 - 1 elements", gguf, ggufHeader(~quint64{0}), false);
    row("gguf with a type that is not known", gguf, QByteArray(ggufBytes(16)).replace(QByteArray("w"), "w"),
        false);
    row("gguf aligned to nothing", gguf,
        "GGUF" + littleEndian<quint32>(3) + littleEndian<quint64>(0) + littleEndian<quint64>(1)
            + ggufText("general.alignment") + littleEndian<quint32>(4) + littleEndian<quint32>(0),
        false);
    row("no gguf", gguf, "weights", false);
    row("web page", u"w.bin"_s, "\n<!DOCTYPE html><html>", true);
    row("web page with a mark", st, "\xef\xbb\xbf<HTML lang=en>", true);
    row("pointer", u"w.bin"_s,
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + QByteArray(64, 'a') + "\nsize 12\n",
        true);
    row("text", u"w.bin"_s, "<p>not a page", false);
    row("empty", st, "", false); // what is empty is told apart without looking into it
}

void WeightHeaderTest::files()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QTEST(isIncomplete(name, bytes), "incomplete");
}

// However a file was cut, it is noticed, and nothing is read beyond its end.
void WeightHeaderTest::everyLengthOfGguf()
{
    const QByteArray whole = ggufBytes(8);
    for (qsizetype length = 4; length < whole.size(); ++length)
        QVERIFY2(isIncomplete(u"w.gguf"_s, whole.left(length)), qPrintable(QString::number(length)));
}

void WeightHeaderTest::everyLengthOfSafetensors()
{
    const QByteArray whole = safetensorsBytes("weights");
    for (qsizetype length = 9; length < whole.size(); ++length)
        QVERIFY2(isIncomplete(u"w.safetensors"_s, whole.left(length)), qPrintable(QString::number(length)));
}

// Only headers are read, whatever the size.
void WeightHeaderTest::sparseGigabytes()
{
    const QString path = m_dir.writeFile(u"large.gguf"_s, ggufHeader(1'000'000'000));
    QVERIFY(QFile::resize(path, 4'000'000'000 + ggufHeader(1).size()));
    QVERIFY(!library::isIncompleteWeight(path));
    QVERIFY(QFile::resize(path, 4'000'000'000));
    QVERIFY(library::isIncompleteWeight(path));
}

WEIGHTYARD_TEST(WeightHeaderTest)

} // namespace weight_header_test

#include "weight_header_test.moc"
