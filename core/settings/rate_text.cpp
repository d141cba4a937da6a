#include "settings/rate_text.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

bool isNone(const QString &text)
{
    return text.compare("none"_L1, Qt::CaseInsensitive) == 0
           || text.compare("off"_L1, Qt::CaseInsensitive) == 0;
}

std::optional<qint64> parseRate(const QString &text)
{
    static const QRegularExpression form(u"^\\s*(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([kmgt]?)(?:b(?:/s)?)?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    if (isNone(text))
        return 0;
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    const qsizetype power = u" kmgt"_s.indexOf(match.captured(2).toLower());
    const double factor = match.captured(2).isEmpty() ? 1.0 : std::pow(1000.0, static_cast<double>(power));
    const double bytes = match.captured(1).toDouble() * factor;
    constexpr double most = 1e15; // a petabyte a second
    if (bytes > most)
        return {};
    // Less than a byte a second would mean no limit at all.
    return bytes > 0 ? std::max<qint64>(std::llround(bytes), 1) : 0;
}

} // namespace weightyard::settings
