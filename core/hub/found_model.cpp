#include "hub/found_model.h"

#include "hub/api_values.h"
#include "hub/gguf_names.h"
#include "hub/parameters.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostModels = 1000; // the Hub's own limit of a page

QStringList baseModelsIn(const QJsonObject &model, const QStringList &tags)
{
    QStringList names = plainTexts(model["cardData"_L1].toObject()["base_model"_L1]);
    for (const QString &tag : tags) { // "base_model:owner/name", "base_model:quantized:owner/name"
        if (tag.startsWith("base_model:"_L1))
            names.append(tag.section(u':', -1));
    }
    names.removeIf([](const QString &name) { return !isHubId(name); });
    names.removeDuplicates();
    return names;
}

QStringList formatsIn(const FoundModel &model)
{
    QStringList formats;
    for (const QLatin1StringView format : {"mlx"_L1, "gguf"_L1, "safetensors"_L1}) {
        if (model.tags.contains(format) || model.library == format)
            formats.append(format);
    }
    return formats;
}

// What the name says; the tags of the Hub have the bits alone.
QString quantizationIn(const FoundModel &model)
{
    if (const QString label = ggufLabel(model.name()); !label.isEmpty())
        return label;
    static const QRegularExpression bits(uR"((?<![a-z0-9])([2-8])[-_]?bit(?![a-z0-9]))"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kinds(
        uR"((?<![a-z0-9])(bf16|fp16|fp8|mxfp4|nvfp4|awq|gptq|int4|int8)(?![a-z0-9]))"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = bits.match(model.name()); match.hasMatch())
        return match.captured(1) + u"-bit"_s;
    if (const auto match = kinds.match(model.name()); match.hasMatch())
        return match.captured(1).toLower();
    for (const QString &tag : model.tags) {
        if (const auto match = bits.match(tag); match.hasMatch() && match.captured(0) == tag)
            return match.captured(1) + u"-bit"_s;
    }
    return {};
}

} // namespace

std::optional<FoundModel> foundModel(const QJsonObject &json)
{
    QString id = plainText(json["id"_L1]);
    if (id.isEmpty())
        id = plainText(json["modelId"_L1]);
    if (!isHubId(id))
        return {};
    const QJsonValue gated = json["gated"_L1]; // false, "auto" or "manual"; some mirrors say true
    FoundModel model{.id = id,
                     .commit = plainHash(json["sha"_L1], 40),
                     .task = plainText(json["pipeline_tag"_L1]),
                     .library = plainText(json["library_name"_L1]),
                     .licence = {},
                     .gate = gated.toBool() ? u"auto"_s : plainText(gated, 20),
                     .isPrivate = json["private"_L1].toBool(),
                     .isDisabled = json["disabled"_L1].toBool(),
                     .parameters = parametersIn(json),
                     .quantization = {},
                     .downloads = plainCount(json["downloads"_L1]),
                     .likes = plainCount(json["likes"_L1]),
                     .created = plainTime(json["createdAt"_L1]),
                     .modified = plainTime(json["lastModified"_L1]),
                     .formats = {},
                     .tags = plainTexts(json["tags"_L1]),
                     .baseModels = {}};
    model.licence = licenceOf(json);
    model.baseModels = baseModelsIn(json, model.tags);
    model.formats = formatsIn(model);
    model.quantization = quantizationIn(model);
    if (model.parameters == 0) {
        model.parameters = parametersInName(model.name());
        model.parametersByName = model.parameters > 0;
    }
    return model;
}

QList<FoundModel> foundModels(const QJsonArray &page)
{
    QList<FoundModel> models;
    QSet<QString> ids;
    for (const QJsonValue &one : page) {
        if (models.size() >= kMostModels)
            break;
        const std::optional<FoundModel> model = foundModel(one.toObject());
        if (!model || ids.contains(model->id))
            continue;
        ids.insert(model->id);
        models.append(*model);
    }
    return models;
}

} // namespace weightyard::hub
