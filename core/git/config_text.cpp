#include "git/config_text.h"

#include "git/config_reader.h"

namespace weightyard::git {

base::Result<base::ConfigEntries> parseConfigText(const QByteArray &text)
{
    const base::Result<QList<base::ConfigEntry>> entries = readConfigText(text);
    if (!entries)
        return base::fail(entries.error());
    return base::ConfigEntries(*entries);
}

} // namespace weightyard::git
