#include "hub/parameters.h"

#include "hub/api_values.h"

#include <QRegularExpression>
#include <cmath>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr double kMost = 1e14;
}

qint64 parametersIn(const QJsonObject &model)
{
    const QJsonObject stored = model["safetensors"_L1].toObject();
    const QJsonObject kinds = stored["parameters"_L1].toObject();
    const bool isPacked = kinds.contains("U32"_L1) || kinds.contains("U8"_L1) || kinds.contains("I32"_L1);
    if (const qint64 total = plainCount(stored["total"_L1]); total > 0 && !isPacked)
        return total;
    return std::max<qint64>(plainCount(model["gguf"_L1].toObject()["total"_L1]), 0);
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
    const double billions = static_cast<double>(count) / 1e9;
    if (billions < 0.9995)
        return u"%1M"_s.arg(static_cast<double>(count) / 1e6, 0, 'f', count < 9'950'000 ? 1 : 0);
    return u"%1B"_s.arg(billions, 0, 'f', billions < 99.5 ? (billions < 9.995 ? 2 : 1) : 0);
}

} // namespace weightyard::hub
