#include "git/runtime.h"

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

QString applyInsteadOf(const QString &url, const base::ConfigEntries &config)
{
    constexpr auto kPrefix = "url."_L1;
    constexpr auto kSuffix = ".insteadof"_L1;
    QString base;
    qsizetype longest = 0;
    for (const base::ConfigEntry &entry : config.all()) {
        if (!entry.key.startsWith(kPrefix) || !entry.key.endsWith(kSuffix)
            || entry.key.size() <= kPrefix.size() + kSuffix.size())
            continue;
        // git takes the first of two equally long ones (remote.c, alias_url).
        if (entry.value.size() <= longest || !url.startsWith(entry.value))
            continue;
        longest = entry.value.size();
        base = entry.key.sliced(kPrefix.size(), entry.key.size() - kPrefix.size() - kSuffix.size());
    }
    return longest > 0 ? base + url.sliced(longest) : url;
}

} // namespace weightyard::git
