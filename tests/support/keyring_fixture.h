// A D-Bus session of its own with a real gnome-keyring, unlocked. One thread; one that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "temp_dir.h"

namespace weightyard::test {

class KeyringFixture
{
public:
    KeyringFixture();

    // What a program needs to find it.
    void addTo(QProcessEnvironment &environment) const;
    QByteArray content() const; // of all files of the keyring: encrypted
    void stopKeyring();

private:
    TempDir m_folder;
    QString m_address;
    ServerProcess m_bus;
    ServerProcess m_keyring;
};

} // namespace weightyard::test
