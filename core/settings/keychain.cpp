#include "settings/keychain.h"

#include "base/log.h"

namespace weightyard::settings {

base::Result<std::optional<base::Credential>> StoredLogin::find(const base::CredentialQuery &query,
                                                                const base::CancelToken &cancel)
{
    if (m_isClosed)
        return std::optional<base::Credential>();
    base::Result<std::optional<base::Credential>> found = m_keychain.read(query.origin, cancel);
    if (found || found.error().kind == base::ErrorKind::Cancelled)
        return found;
    qCDebug(base::lcSettings).noquote() << "keychain:" << base::describe(found.error());
    m_isClosed = true;
    return std::optional<base::Credential>();
}

} // namespace weightyard::settings
