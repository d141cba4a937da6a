// The system's keychain through QtKeychain: the Secret Service or KWallet, macOS's keychain, Windows's credential manager. Never a
// plain file. One thread of its own asks it, from the first question to the end of the process.
#pragma once

#include "settings/keychain.h"

#include <memory>

namespace weightyard::app {

/// Null: built without QtKeychain. Any number of them; any thread.
std::unique_ptr<settings::Keychain> systemKeychain();

} // namespace weightyard::app
