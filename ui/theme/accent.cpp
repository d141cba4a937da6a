#include "ui/theme/accent.h"

#include <algorithm>

namespace weightyard::ui {

namespace {

constexpr double kReadable = 4.5;
constexpr double kStep = 0.02;
constexpr double kSoftShare = 0.18; ///< of the accent in the ground of a selected row, at most

QColor mixed(const QColor &ground, const QColor &colour, double share)
{
    const auto between = [share](float from, float to) {
        return static_cast<float>(static_cast<double>(from) * (1 - share) + static_cast<double>(to) * share);
    };
    return QColor::fromRgbF(between(ground.redF(), colour.redF()), between(ground.greenF(), colour.greenF()),
                            between(ground.blueF(), colour.blueF()))
        .toRgb();
}

bool isReadable(const QColor &accent, const Tokens &tokens)
{
    return contrast(accent, tokens.surface) >= kReadable && contrast(accent, tokens.window) >= kReadable
           && contrast(tokens.onAccent, accent) >= kReadable;
}

} // namespace

Tokens withAccent(const Tokens &tokens, const QColor &wanted)
{
    if (!wanted.isValid())
        return tokens;
    Tokens result = tokens;
    const bool isDark = contrast(tokens.surface, Qt::black) < contrast(tokens.surface, Qt::white);
    const QColor end = isDark ? Qt::white : Qt::black;
    for (double share = 0; share < 1 + kStep; share += kStep) {
        result.accent = mixed(wanted.toRgb(), end, std::min(share, 1.0));
        if (isReadable(result.accent, tokens))
            break;
    }
    for (double share = kSoftShare; share > -kStep; share -= kStep) {
        result.accentSoft = mixed(tokens.surface, result.accent, std::max(share, 0.0));
        if (contrast(result.accent, result.accentSoft) >= kReadable
            && contrast(tokens.secondary, result.accentSoft) >= kReadable)
            break;
    }
    return result;
}

} // namespace weightyard::ui
