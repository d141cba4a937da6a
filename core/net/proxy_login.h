// ProxyLogin: how the proxies of plain http want to be told user and password, as they have said so: Digest where one offers it, else
// Basic. Nothing is sent before a proxy has asked, so that none gets a password in the clear that would take a digest. (The way to https
// goes through CONNECT, where Qt does the same, and NTLM.) Shared by the lanes; thread-safe.
#pragma once

#include "net/digest_auth.h"
#include "net/proxy.h"

#include <map>
#include <mutex>

namespace weightyard::net {

class ProxyLogin
{
public:
    /// The value of Proxy-Authorization for the next request; empty: this proxy has not asked.
    QByteArray headerFor(const Proxy &proxy, const QByteArray &method, const QByteArray &target);
    /// A proxy answered 407. `sent`: the request had a header of ours. True: another one may be taken.
    bool learn(const Proxy &proxy, const Headers &answer, bool sent);

private:
    struct Known {
        std::optional<DigestChallenge> digest = {}; ///< unset: Basic
        quint32 count = 0;
    };
    std::mutex m_mutex;
    std::map<QString, Known> m_known;
};

} // namespace weightyard::net
