// Proxy: the way to a host, as a plain value. Any thread.
#pragma once

#include <QString>

namespace weightyard::net {

struct Proxy {
    enum class Kind { None, Http, Socks5 };
    Kind kind = Kind::None;
    QString host = {};
    quint16 port = 0;
    QString user = {};
    QString password = {};
    bool resolvesNames = true; ///< socks5h, http: the proxy looks hosts up; socks5: this machine does
    friend bool operator==(const Proxy &, const Proxy &) = default;
};

/// "host:port of http_proxy", for messages; `setting`: the variable or key that names it.
QString proxyName(const Proxy &proxy, const QString &setting = {});

} // namespace weightyard::net
