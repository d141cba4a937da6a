#include "hub/parameters.h"

#include "hub/api_values.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMost = 2e13; // no model comes near: whoever tells more is mistaken

qint64 plausible(qint64 count)
{
    return count > 0 && static_cast<double>(count) < kMost ? count : 0;
}

} // namespace

qint64 parametersIn(const QJsonObject &model)
{
    const QJsonObject stored = model["safetensors"_L1].toObject();
    const QJsonObject kinds = stored["parameters"_L1].toObject();
    const bool isPacked = kinds.contains("U32"_L1) || kinds.contains("U8"_L1) || kinds.contains("I32"_L1);
    if (const qint64 total = plausible(plainCount(stored["total"_L1])); total > 0 && !isPacked)
        return total;
    return plausible(plainCount(model["gguf"_L1].toObject()["total"_L1]));
}

qint64 parametersInName(const QString &name)
{
    static const QRegularExpression count(
        uR"((?<![A-Za-z0-9.])(?:(\d{1,3})x)?(\d{1,4}(?:[._]\d{1,3})?)(b|m)(?![A-Za-z0-9]))"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = count.match(name);
    if (!match.hasMatch())
        return 0;
    const double experts = match.captured(1).isEmpty() ? 1 : match.captured(1).toDouble();
    const double number = match.captured(2).replace(u'_', u'.').toDouble();
    const double all =
        experts * number * (match.captured(3).compare(u"b", Qt::CaseInsensitive) == 0 ? 1e9 : 1e6);
    return all < kMost ? static_cast<qint64>(std::llround(all)) : 0;
}

QString parametersText(qint64 count)
{
    if (count <= 0)
        return {};
    if (count < 1'000)
        return QString::number(count);
    if (count < 999'500)
        return QString::number(std::llround(static_cast<double>(count) / 1e3)) + u'K';
    const bool isBillions = count >= 999'500'000;
    const double value = static_cast<double>(count) / (isBillions ? 1e9 : 1e6);
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    QString text = QString::number(value, 'f', isBillions ? decimals : 0);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) // "8B" as names have it
        text.chop(1);
    return text + (isBillions ? u'B' : u'M');
}

} // namespace weightyard::hub
