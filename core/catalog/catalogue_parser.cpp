#include "catalog/catalogue_parser.h"
#include "base/error_code.h"
#include "catalog/json_lines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

namespace weightyard::catalog {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::Result;

namespace {

constexpr int kCatalogueVersion = 1;
constexpr qsizetype kLargestFile = 16 * 1024 * 1024;
constexpr qsizetype kMostModels = 10'000;
constexpr qsizetype kMostFamilies = 100;
constexpr qsizetype kLongestText = 200;
constexpr qsizetype kLongestUrl = 2048;
constexpr qint64 kMostBytes = 1LL << 53; // beyond, JSON's numbers are not exact any more

/// What would steer a terminal, hide in a name or not survive a round trip.
bool isPlain(const QString &text)
{
    static constexpr QChar::Category kRefused[] = {QChar::Other_Control, QChar::Other_Format,
                                                   QChar::Other_Surrogate, QChar::Separator_Line,
                                                   QChar::Separator_Paragraph};
    const auto codePoints = text.toUcs4();
    return std::none_of(codePoints.begin(), codePoints.end(), [](char32_t c) {
        return c == QChar::ReplacementCharacter
               || std::find(std::begin(kRefused), std::end(kRefused), QChar::category(c))
                      != std::end(kRefused);
    });
}

/// Reads one text into a catalogue. Stops at the first thing that is wrong; `m_wrong` is what, and where.
class Reader
{
public:
    Reader(const QByteArray &json, QString path) : m_json(json), m_path(std::move(path)) {}

    Result<Catalogue> read();

private:
    Result<QJsonObject> document();
    Result<void> readFamilies(const QJsonValue &value, Catalogue &catalogue);
    Result<void> readModels(const QJsonValue &value, Catalogue &catalogue);
    Result<ModelEntry> readModel(const QJsonValue &value, const QString &index);
    Result<void> checkId(const ModelEntry &model, const QString &index);
    Result<void> checkSource(const ModelEntry &model, const QString &index);

    struct Field {
        QString key;
        bool needed = false;
        qsizetype longest = kLongestText;
    };
    Result<QString> textOf(const QJsonObject &object, const QString &index, const Field &field);
    Result<qint64> bytesOf(const QJsonObject &object, const QString &index);
    Result<bool> flagOf(const QJsonObject &object, const QString &index, const QString &key);

    base::Failure wrong(const QStringList &place, const Cause &reason) const
    {
        return wrongAt(lineOf(m_json, place), reason);
    }
    base::Failure wrongAt(int line, const Cause &reason, const QString &said = {}) const
    {
        return base::fail(ErrorKind::Usage, reason, said, {.path = m_path, .line = line});
    }

    const QByteArray &m_json;
    QString m_path;
    QSet<QString> m_ids;
};

Result<QJsonObject> Reader::document()
{
    if (m_json.size() > kLargestFile)
        return base::fail(ErrorKind::Usage, ErrorCode::CatalogueTooLarge, {.path = m_path});
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(m_json, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return wrongAt(lineAt(m_json, parsed.offset), ErrorCode::NotJson, parsed.errorString());
    if (!document.isObject())
        return wrong({}, ErrorCode::CatalogueNotObject);
    const QJsonValue version = document.object().value("version"_L1);
    if (version.isUndefined())
        return wrong({}, ErrorCode::CatalogueNoVersion);
    if (version.toInt(-1) < 1)
        return wrong({u"version"_s}, ErrorCode::CatalogueBadVersion);
    if (version.toInt() > kCatalogueVersion)
        return base::fail(
            ErrorKind::Prerequisite,
            Cause(ErrorCode::CatalogueNewerVersion, version.toInt(), kCatalogueVersion),
            {.path = m_path, .line = lineOf(m_json, {u"version"_s}), .reason = base::ErrorReason::NewerFile});
    return document.object();
}

Result<Catalogue> Reader::read()
{
    const Result<QJsonObject> root = document();
    if (!root)
        return base::fail(root.error());
    Catalogue catalogue;
    const QJsonValue alone = root->value("alone"_L1);
    if (!alone.isUndefined() && !alone.isBool())
        return wrong({u"alone"_s}, Cause(ErrorCode::CatalogueNotBool, u"alone"_s));
    catalogue.alone = alone.toBool();
    if (const auto families = readFamilies(root->value("families"_L1), catalogue); !families)
        return base::fail(families.error());
    if (const auto models = readModels(root->value("models"_L1), catalogue); !models)
        return base::fail(models.error());
    return catalogue;
}

Result<void> Reader::readFamilies(const QJsonValue &value, Catalogue &catalogue)
{
    if (value.isUndefined())
        return {};
    const QStringList place{u"families"_s};
    const QJsonArray families = value.toArray();
    if (!value.isArray() || families.size() > kMostFamilies)
        return wrong(place, Cause(ErrorCode::CatalogueFamiliesNotList, kMostFamilies));
    for (qsizetype i = 0; i < families.size(); ++i) {
        const QStringList here = place + QStringList{QString::number(i)};
        const QString name = families[i].toString();
        if (name.trimmed().isEmpty() || name.size() > kLongestText || !isPlain(name))
            return wrong(here, Cause(ErrorCode::CatalogueFamilyName, kLongestText));
        if (catalogue.families.contains(name))
            return wrong(here, Cause(ErrorCode::CatalogueFamilyTwice, name));
        catalogue.families.append(name);
    }
    return {};
}

Result<void> Reader::readModels(const QJsonValue &value, Catalogue &catalogue)
{
    const QJsonArray models = value.toArray();
    if (value.isUndefined())
        return wrong({}, ErrorCode::CatalogueNoModels);
    if (!value.isArray() || models.size() > kMostModels)
        return wrong({u"models"_s}, Cause(ErrorCode::CatalogueModelsNotList, kMostModels));
    for (qsizetype i = 0; i < models.size(); ++i) {
        const QString index = QString::number(i);
        const Result<ModelEntry> model = readModel(models[i], index);
        if (!model)
            return base::fail(model.error());
        if (const auto id = checkId(*model, index); !id)
            return base::fail(id.error());
        if (const auto source = checkSource(*model, index); !source)
            return base::fail(source.error());
        catalogue.models.append(*model);
        if (!catalogue.families.contains(model->family))
            catalogue.families.append(model->family);
        if (catalogue.families.size() > kMostFamilies)
            return wrong({u"models"_s, index, u"family"_s},
                         Cause(ErrorCode::CatalogueManyFamilies, kMostFamilies));
    }
    return {};
}

Result<ModelEntry> Reader::readModel(const QJsonValue &value, const QString &index)
{
    if (!value.isObject())
        return wrong({u"models"_s, index}, ErrorCode::CatalogueModelNotObject);
    const QJsonObject object = value.toObject();
    ModelEntry model;
    const std::pair<Field, QString *> texts[] = {
        {{.key = u"id"_s, .needed = true}, &model.id},
        {{.key = u"family"_s, .needed = true}, &model.family},
        {{.key = u"name"_s, .needed = true}, &model.name},
        {{.key = u"url"_s, .longest = kLongestUrl}, &model.url},
        {{.key = u"revision"_s}, &model.revision},
        {{.key = u"parameters"_s}, &model.parameters},
        {{.key = u"quantization"_s}, &model.quantization},
        {{.key = u"licence"_s}, &model.licence},
    };
    for (const auto &[field, target] : texts) {
        const Result<QString> text = textOf(object, index, field);
        if (!text)
            return base::fail(text.error());
        *target = *text;
    }
    const std::pair<QString, bool *> flags[] = {
        {u"exact"_s, &model.exact}, {u"gated"_s, &model.gated}, {u"extra"_s, &model.extra}};
    for (const auto &[key, target] : flags) {
        const Result<bool> flag = flagOf(object, index, key);
        if (!flag)
            return base::fail(flag.error());
        *target = *flag;
    }
    const QJsonValue pick = object.value("pick"_L1);
    const std::optional<base::PickWish> wish = base::pickWishFrom(pick.toObject());
    if (!wish || !(pick.isUndefined() || pick.isObject()))
        return wrong({u"models"_s, index, u"pick"_s}, ErrorCode::CataloguePick);
    model.pick = *wish;
    const Result<qint64> bytes = bytesOf(object, index);
    if (!bytes)
        return base::fail(bytes.error());
    model.bytes = *bytes;
    return model;
}

Result<QString> Reader::textOf(const QJsonObject &object, const QString &index, const Field &field)
{
    const QJsonValue value = object.value(field.key);
    const QStringList place{u"models"_s, index, field.key};
    if (value.isUndefined()) {
        if (field.needed)
            return wrong({u"models"_s, index}, Cause(ErrorCode::CatalogueFieldMissing, field.key));
        return QString();
    }
    const QString text = value.toString();
    if (!value.isString())
        return wrong(place, Cause(ErrorCode::CatalogueNotText, field.key));
    if (field.needed && text.trimmed().isEmpty())
        return wrong(place, Cause(ErrorCode::CatalogueFieldEmpty, field.key));
    if (text.size() > field.longest)
        return wrong(place, Cause(ErrorCode::CatalogueFieldTooLong, field.key, field.longest));
    if (!isPlain(text))
        return wrong(place, Cause(ErrorCode::CatalogueInvisible, field.key));
    return text;
}

Result<qint64> Reader::bytesOf(const QJsonObject &object, const QString &index)
{
    const QJsonValue value = object.value("bytes"_L1);
    const qint64 bytes = value.isUndefined() ? 0 : value.toInteger(-1);
    if (bytes < 0 || bytes > kMostBytes)
        return wrong({u"models"_s, index, u"bytes"_s}, ErrorCode::CatalogueBytes);
    return bytes;
}

Result<bool> Reader::flagOf(const QJsonObject &object, const QString &index, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isBool())
        return wrong({u"models"_s, index, key}, Cause(ErrorCode::CatalogueNotBool, key));
    return value.toBool(false);
}

Result<void> Reader::checkId(const ModelEntry &model, const QString &index)
{
    const QStringList place{u"models"_s, index, u"id"_s};
    const auto location = parseModelLocation(model.id, hubEndpoint({}));
    if (!location || location->modelPath != model.id || !location->onHub)
        return wrong(place, Cause(ErrorCode::CatalogueBadId, model.id));
    if (m_ids.contains(model.id.toLower()))
        return wrong(place, Cause(ErrorCode::CatalogueModelTwice, model.id));
    m_ids.insert(model.id.toLower());
    return {};
}

Result<void> Reader::checkSource(const ModelEntry &model, const QString &index)
{
    const QStringList place{u"models"_s, index, u"url"_s};
    if (!model.url.isEmpty()) {
        const auto location = parseModelLocation(model.url, hubEndpoint({}));
        if (!location) // which has the address redacted
            return wrong(place, location.error().cause);
        if (location->credential)
            return wrong(place, ErrorCode::CatalogueUrlUser);
    }
    if (model.revision.startsWith(u'-') || model.revision.contains(u' '))
        return wrong({u"models"_s, index, u"revision"_s}, Cause(ErrorCode::BadRevision, model.revision));
    return {};
}

} // namespace

Result<Catalogue> parseCatalogue(const QByteArray &json, const QString &path)
{
    return Reader(json, path).read();
}

} // namespace weightyard::catalog
