// The languages of the program. Call it on the main thread, once there is an application and before any text is made; the
// translations stay until the application ends.
#pragma once

#include <QLocale>

namespace weightyard::text {

/// The language of `locale` as far as there is one, and English with its plural forms for all else.
void installTranslations(const QLocale &locale = QLocale());

} // namespace weightyard::text
