#include "settings/keychain.h"

#include "base/log.h"

namespace weightyard::settings {

base::Result<void> Keychain::write(const base::Origin &origin, const base::Credential &credential,
                                   const base::CancelToken &cancel)
{
    base::Result<void> written = store(origin, credential, cancel);
    if (written)
        ++m_writes;
    return written;
}

base::Result<std::optional<base::Credential>> StoredLogin::find(const base::CredentialQuery &query,
                                                                const base::CancelToken &cancel)
{
    const int writes = m_keychain.writes();
    if (m_closedAt == writes)
        return std::optional<base::Credential>();
    base::Result<std::optional<base::Credential>> found = m_keychain.read(query.origin, cancel);
    if (found || found.error().kind == base::ErrorKind::Cancelled)
        return found;
    qCDebug(base::lcSettings).noquote() << "keychain:" << base::describe(found.error());
    m_closedAt = writes;
    return std::optional<base::Credential>();
}

} // namespace weightyard::settings
