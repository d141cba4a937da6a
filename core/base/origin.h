// Origin: scheme, host and port of a URL (RFC 6454). A credential belongs to one origin and goes nowhere else.
#pragma once

#include <QString>
#include <QUrl>
#include <compare>

namespace weightyard::base {

/// 443, 80, or -1 for a scheme that is neither https nor http.
int defaultPort(const QString &scheme);

struct Origin {
    QString scheme; ///< lower case
    QString host;   ///< lower case, without brackets
    int port = -1;  ///< always set: the scheme's default when the URL has none

    static Origin of(const QUrl &url);
    QString toString() const; ///< "https://host" or "https://host:8443"

    friend bool operator==(const Origin &, const Origin &) = default;
    friend std::strong_ordering operator<=>(const Origin &, const Origin &) = default;
};

} // namespace weightyard::base
