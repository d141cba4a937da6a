// Shows a web page in the user's browser. GUI thread.
#pragma once

#include "base/result.h"

#include <QUrl>

namespace weightyard::ui {

/// Prerequisite: NoBrowser, with the address, where nothing on this system shows pages.
base::Result<void> openPage(const QUrl &page);

} // namespace weightyard::ui
