// What a start reads before there is a window to work in: whether another one is there already, the settings, git's
// configuration. All of it may lie on a disk that does not answer, so a thread reads it, and a small window says what is
// waited for when that takes more than a blink. GUI thread.
#pragma once

#include "app/gui/single_instance.h"
#include "app/services.h"
#include "settings/settings.h"

namespace weightyard::gui {

struct StartFiles {
    bool isFirstStart = false; ///< of this user: no settings, and no window was closed before
    bool handedOver = false;   ///< another window has got the models: there is nothing to do here
    settings::StartSettings settings;
    git::UserConfig gitConfig;
};

struct StartParts {
    SingleInstance &instance;
    const app::Services &services;
    QString configDir;
    QStringList models;
    int blinkMs = 250; ///< so long nothing is shown
};

/// Nothing when the user closed the small window: the thread that reads may hang for ever, and uses `parts`, so that the
/// program must end without taking itself down (std::_Exit).
std::optional<base::Result<StartFiles>> readAtStart(const StartParts &parts);

} // namespace weightyard::gui
