// The .netrc file (curl's manual, "--netrc"; GNU inetutils, "The .netrc file"): user and password by machine. A source of credentials
// that is only read. A "default" entry is left out: it belongs to no host. Any thread but the GUI's.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

#include <QByteArrayView>

namespace weightyard::settings {

struct NetrcEntry {
    QString machine;
    QString login;
    QString password;
    friend bool operator==(const NetrcEntry &, const NetrcEntry &) = default;
};

/// In the file's order, the first entry of a machine counts. Words may stand in double quotes, with \" \\ \n \r \t inside (curl 7.84);
/// a macro ends at an empty line; a # begins a comment where a word would begin. What is not understood ends the reading.
QList<NetrcEntry> parseNetrc(QByteArrayView text);

/// NETRC, else .netrc in the home, else _netrc there, as curl on Windows and requests; empty: neither is there.
QString netrcPath(const base::Environment &environment);

class Netrc final : public base::Credentials
{
public:
    explicit Netrc(base::Environment environment) : m_environment(std::move(environment)) {}

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}

private:
    base::Environment m_environment;
};

} // namespace weightyard::settings
