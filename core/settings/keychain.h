// Keychain: the system's store of secrets, behind a seam: core names no library for it, and tests have one of their own. One secret an
// origin. Thread-safe; blocks while a locked keychain asks its owner, a minute at most, or until the cancel: any
// thread but the GUI's.
#pragma once

#include "base/credentials.h"

#include <atomic>

namespace weightyard::settings {

class Keychain
{
public:
    virtual ~Keychain() = default;

    /// Nothing: none was stored. Prerequisite: there is no keychain to ask; Permission: it did not open; Cancelled.
    virtual base::Result<std::optional<base::Credential>> read(const base::Origin &origin,
                                                               const base::CancelToken &cancel) = 0;
    base::Result<void> write(const base::Origin &origin, const base::Credential &credential,
                             const base::CancelToken &cancel);
    /// Whether there was one.
    virtual base::Result<bool> remove(const base::Origin &origin, const base::CancelToken &cancel) = 0;

    /// How often a secret was written: it was open then.
    int writes() const { return m_writes; }

protected:
    virtual base::Result<void> store(const base::Origin &origin, const base::Credential &credential,
                                     const base::CancelToken &cancel) = 0;

private:
    std::atomic<int> m_writes = 0;
};

/// What the user stored by `login`, as a source of credentials. A refusal removes nothing: who stored it says when it goes. A keychain
/// that is not there, or does not open, has nothing, and is not asked again before a secret was written.
class StoredLogin final : public base::Credentials
{
public:
    explicit StoredLogin(Keychain &keychain) : m_keychain(keychain) {}

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}

private:
    Keychain &m_keychain;
    std::atomic<int> m_closedAt = -1; ///< Keychain::writes() then
};

} // namespace weightyard::settings
