// Where the Hub's own tools keep their things, by the rules of huggingface_hub (constants.py): HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE,
// HF_HOME, XDG_CACHE_HOME. Pure, any thread. A variable that is empty counts as not set.
#pragma once

#include "base/config_entries.h"

namespace weightyard::base {

/// os.path.expandvars(os.path.expanduser(text)): "~", $NAME and ${NAME}, on Windows %NAME%, too. An unknown variable stays as it is
/// written.
QString expandedAsInPython(const QString &text, const Environment &environment);

/// Of token and cache. Empty: there is no home.
QString hubHome(const Environment &environment);

/// The cache of models and datasets, whether it is there or not. Empty: there is no home.
QString hubCache(const Environment &environment);

} // namespace weightyard::base
