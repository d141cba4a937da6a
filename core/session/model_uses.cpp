#include "session/model_uses.h"

#include "base/error_code.h"
#include "base/shell_words.h"
#include "hub/file_roles.h"
#include "hub/gguf_names.h"
#include "hub/variants.h"
#include "library/model_folder.h"
#include "platform/file_io.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using hub::HubFile;
using hub::Variant;

namespace {

constexpr qint64 kLargestConfig = 1 << 20;
constexpr qsizetype kMostConfigs = 100;
constexpr QLatin1StringView
    kGenerates("from transformers import pipeline; generate = pipeline(\"text-generation\", model=%1)");
constexpr QLatin1StringView
    kLoads("from transformers import AutoModel; model = AutoModel.from_pretrained(%1)");

QString wordOf(const QString &folder, const QString &path, Shell shell)
{
    const QString whole = path.isEmpty() ? folder : folder + u'/' + path;
    return shell == Shell::Windows ? base::windowsWord(QDir::toNativeSeparators(whole))
                                   : base::posixWord(whole);
}

// As MLX writes it; the key that transformers reads is "quantization_config" (mlx_lm/utils.py, quantize_model).
bool isQuantizedByMlx(const QJsonObject &config)
{
    const QJsonObject quantization = config["quantization"_L1].toObject();
    return quantization["bits"_L1].isDouble() && quantization["group_size"_L1].isDouble();
}

bool isQuantizedElsewhere(const QJsonObject &config)
{
    return !config["quantization_config"_L1].toObject()["quant_method"_L1].toString().isEmpty();
}

bool generatesText(const QJsonObject &config)
{
    return config["architectures"_L1].toArray().first().toString().endsWith("ForCausalLM"_L1);
}

QString nameIn(const QString &path)
{
    return path.section(u'/', -1);
}

bool hasAny(const QStringList &paths, bool (*fits)(const QString &name))
{
    return std::any_of(paths.begin(), paths.end(), [&](const QString &path) { return fits(nameIn(path)); });
}

// mlx_lm takes model*.safetensors and a tokenizer, nothing else (mlx_lm/utils.py, load_model and load_tokenizer).
bool isForMlx(const Variant &variant, const QJsonObject &config)
{
    const bool hasWeights = hasAny(variant.weights, [](const QString &name) {
        return name.startsWith("model"_L1) && name.endsWith(".safetensors"_L1);
    });
    const bool hasTokenizer =
        hasAny(variant.companions, [](const QString &name) { return name.startsWith("tokenizer"_L1); });
    return hasWeights && hasTokenizer
           && (isQuantizedByMlx(config) || (generatesText(config) && !isQuantizedElsewhere(config)));
}

bool isForTransformers(const Variant &variant, const QJsonObject &config)
{
    return !isQuantizedByMlx(config) && hasAny(variant.weights, [](const QString &name) {
        return name.endsWith(".safetensors"_L1) || name.startsWith("pytorch_model"_L1);
    });
}

QString pythonLine(const QString &folder, const QString &below, bool generates)
{
    const QString path =
        base::pythonLiteral(QDir::toNativeSeparators(below.isEmpty() ? folder : folder + u'/' + below));
    return QString(generates ? kGenerates : kLoads).arg(path);
}

// llama.cpp finds the other shards by the first one.
QString llamaLine(const QString &folder, const Variant &variant, Shell shell)
{
    const QString first = *std::min_element(
        variant.weights.begin(), variant.weights.end(), [](const QString &one, const QString &other) {
            return hub::parseGgufName(one).shard < hub::parseGgufName(other).shard;
        });
    QString line = u"llama-cli -m "_s + wordOf(folder, first, shell);
    for (const QString &path : variant.companions) {
        if (hub::isGguf(path) && hub::parseGgufName(path).isProjector)
            return line + u" --mmproj "_s + wordOf(folder, path, shell);
    }
    return line;
}

void nameVariants(QList<ModelUse> &uses)
{
    for (const auto program : {UsingProgram::MlxLm, UsingProgram::Transformers, UsingProgram::LlamaCpp}) {
        const auto isOne = [program](const ModelUse &use) { return use.program == program; };
        if (std::count_if(uses.begin(), uses.end(), isOne) > 1)
            continue;
        for (ModelUse &use : uses) {
            if (isOne(use))
                use.variant.clear();
        }
    }
}

} // namespace

QList<ModelUse> usesOf(const QString &folder, const QList<HubFile> &files,
                       const QHash<QString, QJsonObject> &configs, Shell shell)
{
    QList<ModelUse> uses;
    const hub::Variants variants = hub::findVariants(files, 0);
    for (const Variant &variant : variants.list) {
        if (!variant.isComplete || variant.weights.isEmpty())
            continue;
        if (variant.kind == Variant::Kind::Gguf) {
            uses.append({UsingProgram::LlamaCpp, variant.name, llamaLine(folder, variant, shell)});
            continue;
        }
        const QJsonObject config = configs.value(variant.folder);
        if (!config["model_type"_L1].isString())
            continue;
        if (isForMlx(variant, config))
            uses.append({UsingProgram::MlxLm, variant.name,
                         u"mlx_lm.generate --model %1 --prompt \"Hello\""_s.arg(
                             wordOf(folder, variant.folder, shell))});
        if (isForTransformers(variant, config))
            uses.append({UsingProgram::Transformers, variant.name,
                         pythonLine(folder, variant.folder, generatesText(config))});
    }
    std::stable_sort(uses.begin(), uses.end(),
                     [](const ModelUse &one, const ModelUse &other) { return one.program < other.program; });
    nameVariants(uses);
    return uses;
}

Result<QList<ModelUse>> modelUses(const QString &folder, Shell shell, const base::CancelToken &cancel)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::NotFound, ErrorCode::FolderNotThere, {.path = folder});
    const library::FolderFiles found = library::filesIn(folder, cancel);
    if (cancel.isCancelled())
        return fail(base::cancelledError());
    QList<HubFile> files;
    QHash<QString, QJsonObject> configs;
    for (auto file = found.sizes.cbegin(); file != found.sizes.cend(); ++file) {
        if (*file < 0) // a link to nothing
            continue;
        files.append({.path = file.key(), .size = *file});
        if (nameIn(file.key()) != "config.json"_L1 || configs.size() >= kMostConfigs)
            continue;
        const auto text = platform::readWhole(folder + u'/' + file.key(), kLargestConfig);
        if (text && *text) // else it says nothing
            configs.insert(hub::folderOf(file.key()), QJsonDocument::fromJson(**text).object());
    }
    std::sort(files.begin(), files.end(),
              [](const HubFile &one, const HubFile &other) { return one.path < other.path; });
    return usesOf(folder, files, configs, shell);
}

} // namespace weightyard::session
