#include "app/cli/hub_rows.h"

#include "app/cli/cli_text.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "hub/parameters.h"
#include "ui/text/columns.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNarrowRow = 64; // below it a row takes two lines
constexpr int kHubSize = 9;
constexpr int kBitsColumns = 22;
constexpr int kShortestId = 12;
constexpr qint64 kWholeCounts = 1000; // from it on with a unit

QString parametersShown(const hub::FoundModel &model)
{
    return (model.parametersByName ? u"~"_s : QString()) + hub::parametersText(model.parameters);
}

// What is said of few models.
QStringList remarksOn(const hub::FoundModel &model, const library::ModelOnDisk &disk)
{
    QStringList remarks{model.isGated() ? CliText::tr("gated") : QString(), stateText(disk)};
    remarks.removeAll(QString());
    return remarks;
}

// What is shown with a unit is never one.
QString downloadsText(qint64 count)
{
    return count < kWholeCounts ? CliText::tr("%n download(s)", nullptr, static_cast<int>(count))
                                : CliText::tr("%1 downloads").arg(countText(count));
}

// In words, where there is no room for columns.
QString narrowFacts(const hub::FoundModel &model, const library::ModelOnDisk &disk)
{
    QStringList facts{parametersShown(model), model.quantization};
    if (model.downloads >= 0)
        facts.append(downloadsText(model.downloads));
    facts += remarksOn(model, disk);
    facts.removeAll(QString());
    return text::listed(facts);
}

QString factColumns(const hub::FoundModel &model, const library::ModelOnDisk &disk)
{
    return text::paddedBefore(parametersShown(model), 6) + u"  "_s
           + text::padded(elided(model.quantization, 7), 7) + u"  "_s
           + text::paddedBefore(countText(model.downloads), 6) + u"  "_s
           + text::paddedBefore(countText(model.likes), 6) + u"  "_s + text::listed(remarksOn(model, disk));
}

} // namespace

QString countText(qint64 count)
{
    if (count < kWholeCounts)
        return count < 0 ? QString() : QString::number(count);
    const QLatin1StringView units[] = {"k"_L1, "M"_L1, "G"_L1, "T"_L1};
    double value = static_cast<double>(count) / 1000;
    int unit = 0;
    for (; value >= 999.5 && unit < 3; ++unit)
        value /= 1000;
    return QString::number(value, 'f', value < 99.95 ? 1 : 0) + units[unit];
}

QString searchRow(const hub::FoundModel &model, const library::ModelOnDisk &disk, int columns)
{
    if (columns < kNarrowRow) {
        const QString facts = narrowFacts(model, disk);
        return elided(model.id, columns)
               + (facts.isEmpty() ? QString() : u"\n  "_s + elided(facts, columns - 2)) + u'\n';
    }
    const int name = std::max(columns - kFactsColumns, kShortestId);
    QString line = text::padded(elided(model.id, name), name) + u"  "_s + factColumns(model, disk);
    while (line.endsWith(u' '))
        line.chop(1);
    return text::firstColumns(line, columns) + u'\n';
}

QJsonObject toJson(const hub::FoundModel &model)
{
    QJsonObject json{{u"model"_s, model.id},
                     {u"author"_s, model.author()},
                     {u"formats"_s, QJsonArray::fromStringList(model.formats)},
                     {u"task"_s, model.task},
                     {u"library"_s, model.library},
                     {u"licence"_s, model.licence},
                     {u"gated"_s, model.gate},
                     {u"private"_s, model.isPrivate},
                     {u"quantization"_s, model.quantization},
                     {u"base_models"_s, QJsonArray::fromStringList(model.baseModels)}};
    if (!model.commit.isEmpty())
        json.insert(u"commit"_s, model.commit);
    if (model.parameters > 0) {
        json.insert(u"parameters"_s, model.parameters);
        json.insert(u"parameters_by_name"_s, model.parametersByName);
    }
    if (model.downloads >= 0)
        json.insert(u"downloads"_s, model.downloads);
    if (model.likes >= 0)
        json.insert(u"likes"_s, model.likes);
    if (model.created.isValid())
        json.insert(u"created"_s, model.created.toString(Qt::ISODate));
    if (model.modified.isValid())
        json.insert(u"modified"_s, model.modified.toString(Qt::ISODate));
    return json;
}

QString bitsText(const hub::Variant &variant)
{
    if (variant.bits <= 0)
        return {};
    const QString about = variant.bitsMeasured ? QString() : u"≈ "_s;
    return CliText::tr("%1 bits a weight").arg(about + QString::number(variant.bits, 'g', 3));
}

QString variantRow(const hub::Variant &variant, int columns)
{
    const QString size = text::paddedBefore(text::formatBytes(variant.bytes), kHubSize);
    QString facts = bitsText(variant);
    if (!variant.isComplete)
        facts += (facts.isEmpty() ? QString() : u", "_s) + CliText::tr("shards are missing");
    if (columns < kNarrowRow) {
        const QString below(kHubSize + 4, u' ');
        const int narrow = columns - static_cast<int>(below.size());
        return u"  "_s + size + u"  "_s + elided(variant.name, narrow)
               + (facts.isEmpty() ? QString() : u'\n' + below + elided(facts, narrow)) + u'\n';
    }
    const int room = columns - 2 - kHubSize - 2 - 2; // for both
    const int name =
        std::max(room - std::max(kBitsColumns, static_cast<int>(text::columnsOf(facts))), kShortestId);
    QString line = u"  "_s + size + u"  "_s + text::padded(elided(variant.name, name), name) + u"  "_s
                   + elided(facts, room - name);
    while (line.endsWith(u' '))
        line.chop(1);
    return line + u'\n';
}

QJsonObject toJson(const hub::Variant &variant)
{
    QJsonObject json{{u"variant"_s, variant.name},
                     {u"kind"_s, variant.kind == hub::Variant::Kind::Gguf ? u"gguf"_s : u"folder"_s},
                     {u"folder"_s, variant.folder},
                     {u"bytes"_s, variant.bytes},
                     {u"object_bytes"_s, variant.objectBytes},
                     {u"complete"_s, variant.isComplete},
                     {u"weights"_s, QJsonArray::fromStringList(variant.weights)},
                     {u"companions"_s, QJsonArray::fromStringList(variant.companions)}};
    if (variant.bits > 0) {
        json.insert(u"bits"_s, variant.bits);
        json.insert(u"bits_measured"_s, variant.bitsMeasured);
    }
    return json;
}

QString gateText(const QString &gate)
{
    if (gate.isEmpty())
        return {};
    return gate == "manual"_L1 ? CliText::tr("gated: its authors answer each request")
                               : CliText::tr("gated: its terms have to be accepted");
}

} // namespace weightyard::cli
