// The Hugging Face Hub's own hosts, once. Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::base {

constexpr QLatin1StringView kHubUrl{"https://huggingface.co"};

/// Of an http or https URL, in any case.
inline bool isHubHost(const QString &host)
{
    for (const QLatin1StringView known :
         {QLatin1StringView("huggingface.co"), QLatin1StringView("www.huggingface.co"),
          QLatin1StringView("hf.co")}) {
        if (host.compare(known, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace weightyard::base
