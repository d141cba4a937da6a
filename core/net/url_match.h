// git's `http.<url>.<key>` matching (git-config(1), "http.<url>.*"; urlmatch.c). Pure functions, any thread.
#pragma once

#include "base/config_entries.h"

#include <QStringList>
#include <QUrl>

namespace weightyard::net {

/// The values git itself would act on for this URL, in order. An entry counts unless a better match came before it, so
/// for a single-valued key the last value wins, and for a multi-valued one (http.extraHeader) a general entry that comes
/// before a special one counts too. Empty values are kept: they mean "none" or "forget what came before".
QList<base::ConfigEntry> configEntriesForUrl(const base::ConfigEntries &config, const QString &section,
                                             const QString &key, const QUrl &url);
/// Their values alone.
QStringList configValuesForUrl(const base::ConfigEntries &config, const QString &section, const QString &key,
                               const QUrl &url);

} // namespace weightyard::net
