// What keeps the window from coming up, said where it is seen.
#pragma once

#include "base/error.h"

#include <QProcessEnvironment>

namespace weightyard::gui {

/// Where windows need a server (X11, Wayland): whether one is named. Without, Qt would abort. Pure.
bool hasDisplay(const QProcessEnvironment &environment, const QStringList &arguments);

/// The sentence and its remedy in a box that deletes itself when it is closed; returns at once. GUI thread.
void showStartFailure(const base::Error &error);

} // namespace weightyard::gui
