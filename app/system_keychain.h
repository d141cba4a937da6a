// The system's keychain through QtKeychain: the Secret Service or KWallet, macOS's keychain, Windows's credential manager. Never a
// plain file. One thread of its own asks it, because QtKeychain's jobs belong to the thread that made the first of them.
#pragma once

#include "settings/keychain.h"

#include <memory>

namespace weightyard::app {

/// Null: built without QtKeychain. One at a time; made and destroyed on the main thread.
std::unique_ptr<settings::Keychain> systemKeychain();

} // namespace weightyard::app
