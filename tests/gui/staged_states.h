// States of the window that no hub needs to bring about: set on the models of the catalogue, for pictures and for what can be read of
// them. GUI thread.
#pragma once

#include "window_scene.h"

#include "library/remove_model.h"
#include "session/model_uses.h"
#include "ui/settings/settings_window.h"
#include "ui/window/removal_question.h"

namespace weightyard::test {

inline const QString kPhi = QStringLiteral("mlx-community/Phi-3.5-mini-instruct-4bit");

/// Every state that a row can be in, on real catalogue entries.
void showAllStates(WindowScene &scene);
/// What is done with models that are here, on top of these.
void showCare(WindowScene &scene);
/// At a page: "library", "downloads", "account", "network", "appearance" or "search".
ui::SettingsWindow &settingsWindow(WindowScene &scene, const QString &page);
library::RemovalPlan stagedRemoval();
/// Of several, one of which stays.
ui::Question stagedRemovals();
QList<session::ModelUse> stagedUses();

} // namespace weightyard::test
