// Which programs a folder's files are for, and the lines that use them.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include "base/error_code.h"
#include "session/model_uses.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

namespace model_uses_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using session::ModelUse;
using session::Shell;
using session::UsingProgram;

namespace {

const char *const kLlama = R"({"model_type": "llama", "architectures": ["LlamaForCausalLM"]})";
const char *const kMlx = R"({"model_type": "llama", "architectures": ["LlamaForCausalLM"],
    "quantization": {"group_size": 64, "bits": 4}, "quantization_config": {"group_size": 64, "bits": 4}})";
const char *const kAwq = R"({"model_type": "llama", "architectures": ["LlamaForCausalLM"],
    "quantization_config": {"quant_method": "awq", "bits": 4}})";
const char *const kBert = R"({"model_type": "bert", "architectures": ["BertModel"]})";

QStringList linesOf(const QList<ModelUse> &uses)
{
    QStringList lines;
    for (const ModelUse &use : uses)
        lines.append(use.variant.isEmpty() ? use.line : use.variant + u": "_s + use.line);
    return lines;
}

QString mlx(const QString &path)
{
    return u"mlx_lm.generate --model %1 --prompt \"Hello\""_s.arg(path);
}

QString generates(const QString &path)
{
    return u"from transformers import pipeline; generate = pipeline(\"text-generation\", model=\"%1\")"_s.arg(
        path);
}

} // namespace

class ModelUsesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void byFormat_data();
    void byFormat();
    void severalFolders();
    void ofAFolder();
    void hostileNames();
};

void ModelUsesTest::byFormat_data()
{
    QTest::addColumn<QString>("files");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("lines");
    const QString safetensors = u"config.json model.safetensors tokenizer.json"_s;
    QTest::newRow("safetensors") << safetensors << QByteArray(kLlama)
                                 << QStringList{mlx(u"/m"_s), generates(u"/m"_s)};
    QTest::newRow("MLX") << safetensors << QByteArray(kMlx) << QStringList{mlx(u"/m"_s)};
    QTest::newRow("quantised for transformers")
        << safetensors << QByteArray(kAwq) << QStringList{generates(u"/m"_s)};
    QTest::newRow("no tokenizer") << u"config.json model.safetensors"_s << QByteArray(kLlama)
                                  << QStringList{generates(u"/m"_s)};
    QTest::newRow("makes no text")
        << safetensors << QByteArray(kBert)
        << QStringList{u"from transformers import AutoModel; model = AutoModel.from_pretrained(\"/m\")"_s};
    QTest::newRow("PyTorch") << u"config.json pytorch_model.bin tokenizer.json"_s << QByteArray(kLlama)
                             << QStringList{generates(u"/m"_s)};
    QTest::newRow("a shard is missing") << u"config.json model-00001-of-00002.safetensors tokenizer.json"_s
                                        << QByteArray(kLlama) << QStringList();
    QTest::newRow("no configuration") << u"model.safetensors"_s << QByteArray() << QStringList();
    QTest::newRow("a configuration of nothing") << safetensors << QByteArray("[]") << QStringList();
    QTest::newRow("GGUF") << u"Model-Q4_K_M.gguf README.md"_s << QByteArray()
                          << QStringList{u"llama-cli -m /m/Model-Q4_K_M.gguf"_s};
    QTest::newRow("GGUF in shards")
        << u"M-Q8_0-00002-of-00003.gguf M-Q8_0-00001-of-00003.gguf M-Q8_0-00003-of-00003.gguf"_s
        << QByteArray() << QStringList{u"llama-cli -m /m/M-Q8_0-00001-of-00003.gguf"_s};
    QTest::newRow("GGUF, a shard is missing")
        << u"M-Q8_0-00002-of-00003.gguf M-Q8_0-00001-of-00003.gguf"_s << QByteArray() << QStringList();
    QTest::newRow("GGUF that sees") << u"M-Q4_0.gguf mmproj-M-f16.gguf"_s << QByteArray()
                                    << QStringList{
                                           u"llama-cli -m /m/M-Q4_0.gguf --mmproj /m/mmproj-M-f16.gguf"_s};
    QTest::newRow("two quantisations")
        << u"M-Q4_0.gguf M-Q8_0.gguf"_s << QByteArray()
        << QStringList{u"Q4_0: llama-cli -m /m/M-Q4_0.gguf"_s, u"Q8_0: llama-cli -m /m/M-Q8_0.gguf"_s};
    QTest::newRow("other things") << u"notes.txt data.bin"_s << QByteArray() << QStringList();
}

void ModelUsesTest::byFormat()
{
    QFETCH(QString, files);
    QFETCH(QByteArray, config);
    QFETCH(QStringList, lines);
    QList<hub::HubFile> list;
    for (const QString &path : files.split(u' '))
        list.append({.path = path, .size = 1000});
    QHash<QString, QJsonObject> configs;
    if (!config.isEmpty())
        configs.insert(QString(), QJsonDocument::fromJson(config).object());
    QCOMPARE(linesOf(session::usesOf(u"/m"_s, list, configs, Shell::Posix)), lines);
}

void ModelUsesTest::severalFolders()
{
    QList<hub::HubFile> files;
    for (const char *folder : {"4bit", "8bit"}) {
        for (const char *name : {"config.json", "model.safetensors", "tokenizer.json"})
            files.append(
                {.path = QString::fromLatin1(folder) + u'/' + QString::fromLatin1(name), .size = 10});
    }
    const QJsonObject config = QJsonDocument::fromJson(kMlx).object();
    const QStringList lines = linesOf(session::usesOf(
        u"C:/My Models"_s, files, {{u"4bit"_s, config}, {u"8bit"_s, config}}, Shell::Windows));
    QCOMPARE(lines.size(), 2);
#ifdef Q_OS_WIN
    QVERIFY2(lines.contains(u"4bit: "_s + mlx(u"\"C:\\My Models\\4bit\""_s)), qPrintable(lines.join(u'\n')));
#else
    QVERIFY2(lines.contains(u"4bit: "_s + mlx(u"\"C:/My Models/4bit\""_s)), qPrintable(lines.join(u'\n')));
#endif
}

void ModelUsesTest::ofAFolder()
{
    const test::TempDir dir;
    const QString folder = dir.makeFolder(u"model"_s);
    test::writeFile(folder + u"/config.json"_s, kLlama);
    test::writeFile(folder + u"/model.safetensors"_s, "weights");
    test::writeFile(folder + u"/tokenizer.json"_s, "{}");
    test::writeFile(folder + u"/.git/objects/x-Q4_0.gguf"_s, "no model");
    const auto uses = session::modelUses(folder, Shell::Posix, {});
    QVERIFY(uses);
    QCOMPARE(linesOf(*uses), QStringList({mlx(folder), generates(folder)}));
    const auto none = session::modelUses(dir.path(u"elsewhere"_s), Shell::Posix, {});
    QVERIFY(!none);
    QCOMPARE(none.error().cause.code, base::ErrorCode::FolderNotThere);
    test::writeFile(folder + u"/config.json"_s, QByteArray(2 << 20, ' ')); // more than a configuration has
    QVERIFY(session::modelUses(folder, Shell::Posix, {})->isEmpty());
}

// A folder's and a file's name that would run something: the shell hands both on as they are.
void ModelUsesTest::hostileNames()
{
    const test::TempDir dir;
    const QString folder = dir.makeFolder(u"it's; touch $(touch owned) `touch owned`"_s);
    const QString weights = folder + u"/M ' & touch owned;-Q4_0.gguf"_s;
    test::writeFile(weights, "weights");
    const auto uses = session::modelUses(folder, Shell::Posix, {});
    QVERIFY(uses && uses->size() == 1);
    const QString bin = dir.makeFolder(u"bin"_s);
    test::writeFile(bin + u"/llama-cli"_s, "#!/bin/sh\nprintf '%s\\n' \"$@\" > arguments\n");
    QVERIFY(
        QFile::setPermissions(bin + u"/llama-cli"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const QString place = dir.makeFolder(u"place"_s);
    test::ProcessOptions options;
    options.workingDirectory = place;
    options.environment = QProcessEnvironment::systemEnvironment();
    options.environment.insert(u"PATH"_s, bin + u":/usr/bin:/bin"_s);
    const test::ProcessResult run = test::runProcess(u"bash"_s, {u"-c"_s, uses->first().line}, options);
    QVERIFY2(run.ok(), qPrintable(run.describe()));
    QCOMPARE(QString::fromUtf8(test::readFile(place + u"/arguments"_s)), u"-m\n"_s + weights + u'\n');
    QCOMPARE(QDir(place).entryList(QDir::Files), QStringList{u"arguments"_s});
}

WEIGHTYARD_TEST(ModelUsesTest)

} // namespace model_uses_test

#include "model_uses_test.moc"
