#include "ui/desktop/open_page.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <QDesktopServices>

namespace weightyard::ui {

base::Result<void> openPage(const QUrl &page)
{
    if (QDesktopServices::openUrl(page))
        return {};
    return base::fail(base::ErrorKind::Prerequisite, base::ErrorCode::NoBrowser,
                      {.url = base::redacted(page)});
}

} // namespace weightyard::ui
