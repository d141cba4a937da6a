// What the user asked of `weightyard`. Parsing is pure.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace weightyard::gui {

struct GuiCommandLine {
    bool help = false;
    bool version = false;
    QString config = {};
    QString library = {};
    QString catalogue = {};
    QStringList models = {}; ///< to be ticked
};

/// `arguments` without the program's name. Usage with all that is wrong in them.
base::Result<GuiCommandLine> parseGuiCommandLine(const QStringList &arguments);
QString guiHelp();

} // namespace weightyard::gui
