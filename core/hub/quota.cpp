#include "hub/quota.h"

#include <algorithm>

namespace weightyard::hub {

namespace {

constexpr qint64 kLongestWindowMs = 24LL * 3600 * 1000;

// "r=489" out of ` "api"; r=489; t=189`; -1: it is not there.
qint64 parameterIn(const QByteArrayList &parts, const QByteArray &name)
{
    for (const QByteArray &part : parts) {
        const QByteArray text = part.trimmed();
        bool ok = false;
        if (const qint64 number = text.mid(name.size()).toLongLong(&ok); text.startsWith(name) && ok)
            return number;
    }
    return -1;
}

} // namespace

std::optional<QuotaStanding> parseRateLimit(const QByteArray &value)
{
    std::optional<QuotaStanding> found;
    const QByteArrayList policies = value.left(1024).split(',');
    for (const QByteArray &policy : policies) {
        const QByteArrayList parts = policy.split(';');
        const qint64 left = parameterIn(parts, "r=");
        const qint64 seconds = parameterIn(parts, "t=");
        if (left < 0 || seconds < 0)
            continue;
        const QuotaStanding standing{.left = left,
                                     .windowMs = std::min(seconds, kLongestWindowMs / 1000) * 1000};
        if (parts.first().trimmed() == "\"api\"")
            return standing;
        if (!found)
            found = standing;
    }
    return found;
}

void Quota::note(const net::Headers &headers, qint64 steadyMs, bool signedIn)
{
    const std::optional<QuotaStanding> standing =
        parseRateLimit(headers.value("RateLimit").value_or(QByteArray()));
    if (!standing)
        return;
    const std::lock_guard lock(m_mutex);
    m_closedUntil.at(signedIn ? 1 : 0) = standing->left > 0 ? 0 : steadyMs + standing->windowMs;
}

qint64 Quota::waitMs(qint64 steadyMs, bool signedIn) const
{
    const std::lock_guard lock(m_mutex);
    return std::max<qint64>(m_closedUntil.at(signedIn ? 1 : 0) - steadyMs, 0);
}

} // namespace weightyard::hub
