// Variants found in lists of files as repositories of the Hub have them.
#include "test_registry.h"

#include "hub/file_roles.h"
#include "hub/gguf_names.h"
#include "hub/variants.h"
#include "store_results.h"

#include <QElapsedTimer>
#include <QTest>

namespace variants_test {

using namespace weightyard;
using namespace weightyard::hub;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLarge = 1'000'000; // this and more: an LFS object of its own

HubFile fileOf(const QString &path, qint64 size = 100)
{
    HubFile file{.path = path, .size = size};
    if (size >= kLarge)
        file.oid = oidOf(path.toUtf8());
    return file;
}

QList<HubFile> filesOf(const QStringList &texts) // "path=size"
{
    QList<HubFile> files;
    for (const QString &text : texts)
        files.append(
            fileOf(text.section(u'=', 0, 0), text.contains(u'=') ? text.section(u'=', 1).toLongLong() : 100));
    return files;
}

QStringList namesOf(const QList<Variant> &variants)
{
    QStringList names;
    for (const Variant &one : variants)
        names.append(one.name);
    return names;
}

QString sorted(QStringList names)
{
    names.sort();
    return names.join(u' ');
}

} // namespace

class VariantsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void found_data();
    void found();
    void companions();
    void projectors();
    void exactBytes();
    void bits_data();
    void bits();
    void doubles_data();
    void doubles();
    void named_data();
    void named();
    void unsafe();
    void manyAndHostile();
};

void VariantsTest::found_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("names"); // in this order
    const auto row = [](const char *name, const QStringList &files, const QStringList &names) {
        QTest::newRow(name) << files << names;
    };
    row("nothing", {u"README.md"_s, u"data.csv=5000000"_s}, {});
    row("GGUF, the largest first", {u"README.md"_s, u"m-Q4_K_M.gguf=4000000"_s, u"m-Q8_0.gguf=8000000"_s},
        {u"Q8_0"_s, u"Q4_K_M"_s});
    row("shards are one",
        {u"m-Q8_0-00001-of-00002.gguf=5000000"_s, u"m-Q8_0-00002-of-00002.gguf=3000000"_s,
         u"m-Q2_K.gguf=2000000"_s},
        {u"Q8_0"_s, u"Q2_K"_s});
    row("in folders",
        {u"Q4_K_M/m-00001-of-00002.gguf=4000000"_s, u"Q4_K_M/m-00002-of-00002.gguf=4000000"_s,
         u"UD-IQ1_S/m.gguf=1000000"_s},
        {u"Q4_K_M"_s, u"UD-IQ1_S"_s});
    row("one tag, two models", {u"a-Q4_K_M.gguf=4000000"_s, u"b-Q4_K_M.gguf=3000000"_s},
        {u"a-Q4_K_M"_s, u"b-Q4_K_M"_s});
    row("one tag, one stem, two folders", {u"x/m-Q8_0.gguf=4000000"_s, u"y/m-Q8_0.gguf=3000000"_s},
        {u"x/m-Q8_0"_s, u"y/m-Q8_0"_s});
    row("no tag", {u"ggml-model.gguf=4000000"_s}, {u"ggml-model"_s});
    row("no weights of its own",
        {u"m-Q8_0.gguf=8000000"_s, u"mmproj-F16.gguf=1000000"_s, u"m.imatrix.gguf=1000000"_s,
         u"mtp-m-Q8_0.gguf=1000000"_s},
        {u"Q8_0"_s});
    row("MLX in folders",
        {u"README.md"_s, u"4-bit/config.json"_s, u"4-bit/model.safetensors=4000000"_s, u"8-bit/config.json"_s,
         u"8-bit/model-00001-of-00001.safetensors=8000000"_s, u"pictures/a.png=9000000"_s},
        {u"8-bit"_s, u"4-bit"_s});
    row("and one at the top",
        {u"config.json"_s, u"model.safetensors=6000000"_s, u"4-bit/config.json"_s,
         u"4-bit/weights.npz=4000000"_s},
        {u"safetensors"_s, u"4-bit"_s});
    row("a folder without config.json",
        {u"config.json"_s, u"model.safetensors=6000000"_s, u"x/a.safetensors=1000000"_s}, {u"safetensors"_s});
    row("PyTorch only", {u"config.json"_s, u"pytorch_model.bin=6000000"_s}, {u"pytorch"_s});
    row("a pipeline is one",
        {u"model_index.json"_s, u"unet/config.json"_s, u"unet/diffusion_pytorch_model.safetensors=6000000"_s,
         u"vae/config.json"_s, u"vae/diffusion_pytorch_model.safetensors=1000000"_s},
        {u"safetensors"_s});
    row("sentence-transformers",
        {u"modules.json"_s, u"config.json"_s, u"model.safetensors=6000000"_s, u"2_Dense/config.json"_s,
         u"2_Dense/model.safetensors=1000000"_s},
        {u"safetensors"_s});
    row("both kinds", {u"config.json"_s, u"model.safetensors=6000000"_s, u"m-Q8_0.gguf=7000000"_s},
        {u"safetensors"_s, u"Q8_0"_s});
    row("called default", {u"default/config.json"_s, u"default/model.safetensors=6000000"_s},
        {u"default/"_s});
    row("called as the top is",
        {u"config.json"_s, u"model.safetensors=6000000"_s, u"safetensors/config.json"_s,
         u"safetensors/model.safetensors=5000000"_s},
        {u"top"_s, u"safetensors"_s});
}

void VariantsTest::found()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, names);
    const Variants variants = findVariants(filesOf(files), 0);
    QCOMPARE(namesOf(variants.list), names);
    for (const Variant &one : variants.list) {
        QVERIFY(one.isComplete);
        const QStringList all = one.files();
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
    }
}

void VariantsTest::companions()
{
    const QList<HubFile> files = filesOf(
        {u"README.md"_s, u"LICENSE"_s, u"config.json"_s, u"tokenizer.json"_s, u"chat_template.jinja"_s,
         u"picture.png"_s, u"m-Q4_K_M.gguf=4000000"_s, u"m-Q8_0.gguf=8000000"_s, u"4-bit/config.json"_s,
         u"4-bit/tokenizer.json"_s, u"4-bit/model.safetensors=4000000"_s, u"4-bit/deep/vocab.txt"_s});
    const Variants variants = findVariants(files, 0);
    for (const Variant &one : variants.list) {
        const QString expected =
            one.kind == Variant::Kind::Gguf
                ? u"LICENSE README.md chat_template.jinja config.json tokenizer.json"_s
                : u"4-bit/config.json 4-bit/deep/vocab.txt 4-bit/tokenizer.json LICENSE README.md"_s;
        QCOMPARE(sorted(one.companions), expected);
    }
    QCOMPARE(variants.list.size(), 3);
}

// llama.cpp: in the folder or around it; the deepest, then the nearest bits.
void VariantsTest::projectors()
{
    const QList<HubFile> files =
        filesOf({u"mmproj-F16.gguf=1000000"_s, u"mmproj-F32.gguf=2000000"_s, u"a/m-Q4_K_M.gguf=4000000"_s,
                 u"b/m-Q8_0.gguf=8000000"_s, u"b/mmproj-Q8_0.gguf=1500000"_s, u"m-F32.gguf=9000000"_s});
    const Variants variants = findVariants(files, 0);
    QHash<QString, QString> found;
    for (const Variant &one : variants.list)
        found.insert(one.name, one.companions.value(0));
    QCOMPARE(found, (QHash<QString, QString>{{u"Q4_K_M"_s, u"mmproj-F16.gguf"_s},
                                             {u"Q8_0"_s, u"b/mmproj-Q8_0.gguf"_s},
                                             {u"F32"_s, u"mmproj-F32.gguf"_s}}));
}

void VariantsTest::exactBytes()
{
    QList<HubFile> files = filesOf(
        {u"README.md=7"_s, u"m-Q8_0-00001-of-00003.gguf=5000000"_s, u"m-Q8_0-00003-of-00003.gguf=3000000"_s});
    files[2].oid = files[1].oid; // one object under two names
    files[2].size = files[1].size;
    const Variants variants = findVariants(files, 0);
    QCOMPARE(variants.list.size(), 1);
    QCOMPARE(variants.list.first().bytes, 10'000'007);
    QCOMPARE(variants.list.first().objectBytes, 5'000'000);
    QVERIFY(!variants.list.first().isComplete); // the second shard is missing
    QCOMPARE(variants.bytes, 10'000'007);
    const qint64 most = std::numeric_limits<qint64>::max();
    QCOMPARE(findVariants({{.path = u"a"_s, .size = most}, {.path = u"b"_s, .size = most}}, 0).bytes, most);
}

void VariantsTest::bits_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<double>("bits");
    QTest::addColumn<bool>("measured");
    QTest::newRow("measured") << QStringList{u"m-Q4_K_M.gguf=5000000"_s} << qint64(8'000'000) << 5.0 << true;
    QTest::newRow("by the table") << QStringList{u"m-Q4_K_M.gguf=5000000"_s} << qint64(0) << 4.89 << false;
    QTest::newRow("another model's number")
        << QStringList{u"m-Q4_K_M.gguf=5000000"_s} << qint64(10) << 4.89 << false;
    QTest::newRow("unsloth's") << QStringList{u"UD-Q2_K_XL/m.gguf=5000000"_s} << qint64(0) << 3.3 << false;
    QTest::newRow("a folder's name") << QStringList{u"6-bit/config.json"_s,
                                                    u"6-bit/model.safetensors=5000000"_s}
                                     << qint64(0) << 6.0 << false;
    QTest::newRow("nobody knows") << QStringList{u"config.json"_s, u"model.safetensors=5000000"_s}
                                  << qint64(0) << 0.0 << false;
}

void VariantsTest::bits()
{
    QFETCH(QStringList, files);
    QFETCH(qint64, parameters);
    const Variants variants = findVariants(filesOf(files), parameters);
    QCOMPARE(variants.list.size(), 1);
    QTEST(variants.list.first().bits, "bits");
    QTEST(variants.list.first().bitsMeasured, "measured");
}

void VariantsTest::doubles_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("doubles");
    const QString whole = u"model.safetensors=6000000"_s;
    const QStringList others{u"consolidated.00.pth"_s, u"flax_model.msgpack"_s,
                             u"onnx/model.onnx"_s,     u"original/params.json"_s,
                             u"original/x/y.pth"_s,    u"pytorch_model-00001-of-00002.bin"_s,
                             u"pytorch_model.bin"_s,   u"tf_model.h5"_s};
    QTest::newRow("beside a whole file") << others + QStringList{whole} << others;
    QTest::newRow("beside all shards")
        << others + QStringList{u"model-00001-of-00002.safetensors"_s, u"model-00002-of-00002.safetensors"_s}
        << others;
    QTest::newRow("a shard is missing")
        << others + QStringList{u"model-00001-of-00002.safetensors"_s} << QStringList();
    QTest::newRow("no safetensors") << others << QStringList();
    QTest::newRow("an adapter is no model")
        << others + QStringList{u"adapter_model.safetensors"_s} << QStringList();
    QTest::newRow("nothing but these")
        << QStringList{whole,       u"training_args.bin"_s,        u"model.onnx"_s,
                       u"m.gguf"_s, u"consolidated.safetensors"_s, u"original.txt"_s}
        << QStringList();
    QTest::newRow("each folder for itself")
        << QStringList{u"a/model.safetensors"_s, u"a/pytorch_model.bin"_s, u"b/pytorch_model.bin"_s,
                       u"a/onnx/m.onnx"_s, u"onnx/m.onnx"_s}
        << QStringList{u"a/onnx/m.onnx"_s, u"a/pytorch_model.bin"_s};
}

void VariantsTest::doubles()
{
    QFETCH(QStringList, files);
    QTEST(doublesIn(filesOf(files)), "doubles");
}

void VariantsTest::named_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("tag, any case") << u"q8_0"_s << QStringList{u"Q8_0"_s};
    QTest::newRow("file") << u"a-Q4_K_M.gguf"_s << QStringList{u"a-Q4_K_M"_s};
    QTest::newRow("stem of shards") << u"m-Q8_0"_s << QStringList{u"Q8_0"_s};
    QTest::newRow("ambiguous") << u"Q4_K_M"_s << QStringList{u"a-Q4_K_M"_s, u"b-Q4_K_M"_s};
    QTest::newRow("folder") << u"4-BIT"_s << QStringList{u"4-bit"_s};
    QTest::newRow("end of one") << u"q5_k_xl"_s << QStringList{u"UD-Q5_K_XL"_s};
    QTest::newRow("a whole one goes before an end") << u"Q6_K"_s << QStringList{u"Q6_K"_s};
    QTest::newRow("end that is part of a word") << u"K_XL"_s << QStringList();
    QTest::newRow("part of one") << u"Q4_K"_s << QStringList();
    QTest::newRow("empty") << QString() << QStringList();
}

void VariantsTest::named()
{
    QFETCH(QString, text);
    const Variants variants =
        findVariants(filesOf({u"a-Q4_K_M.gguf=4000000"_s, u"b-Q4_K_M.gguf=3000000"_s,
                              u"m-Q8_0-00001-of-00001.gguf=2000000"_s, u"m-UD-Q5_K_XL.gguf=2000000"_s,
                              u"m-UD-Q6_K.gguf=1000000"_s, u"m-Q6_K.gguf=1000000"_s, u"4-bit/config.json"_s,
                              u"4-bit/model.safetensors=4000000"_s}),
                     0);
    QTEST(namesOf(variantsNamed(variants, text)), "names");
}

void VariantsTest::unsafe()
{
    for (const QString &path : {u"a/pytorch_model.bin"_s, u"x.PT"_s, u"x.pth"_s, u"x.ckpt"_s, u"x.pkl"_s,
                                u"x.joblib"_s, u"x.dill"_s, u"x.nemo"_s, u"x.mar"_s})
        QCOMPARE(unsafeFormat(path), u"pickle"_s);
    QCOMPARE(unsafeFormat(u"tf_model.h5"_s), u"keras"_s);
    QCOMPARE(unsafeFormat(u"saved_model.pb"_s), u"savedmodel"_s);
    QCOMPARE(unsafeFormat(u"weights.npz"_s), u"numpy"_s);
    QVERIFY(runsOnLoad(u"x.pt"_s) && runsOnLoad(u"tf_model.h5"_s));
    QVERIFY(!runsOnLoad(u"weights.npz"_s) && !runsOnLoad(u"model.py"_s) && !runsOnLoad(u"m.gguf"_s));
    for (const QString &path : {u"m.gguf"_s, u"m.safetensors"_s, u"m.onnx"_s, u"config.json"_s, u"model.py"_s,
                                u"bin"_s, u"x.bin/readme"_s})
        QVERIFY2(unsafeFormat(path).isEmpty(), qPrintable(path));
}

// Whatever a stranger puts into a repository, it ends, and soon.
void VariantsTest::manyAndHostile()
{
    QList<HubFile> files;
    for (int i = 0; i < 4'000; ++i) {
        const QString n = QString::number(i);
        files.append(fileOf(u"README"_s + n));
        files.append(fileOf(n + u"/config.json"_s));
        files.append(fileOf(n + u"/model.safetensors"_s));
        files.append(fileOf(u"mmproj"_s + n + u".gguf"_s));
        files.append(fileOf(u"m"_s + n + u"-Q8_0.gguf"_s));
        files.append(fileOf(n + u"/modules.json"_s));
    }
    files.append(fileOf(QString(4000, u'/') + u"config.json"_s));
    files.append(fileOf(u"../../etc/config.json"_s));
    QElapsedTimer timer;
    timer.start();
    const Variants variants = findVariants(files, 0);
    QCOMPARE(variants.list.size(), 1000);
    QVERIFY2(timer.elapsed() < patient(10'000), qPrintable(QString::number(timer.elapsed())));
}

WEIGHTYARD_TEST(VariantsTest)

} // namespace variants_test

#include "variants_test.moc"
