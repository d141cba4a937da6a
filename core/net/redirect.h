// What follows a redirect (RFC 9110 15.4), by the rules in http_types.h. Pure functions, any thread.
#pragma once

#include "base/result.h"
#include "net/http_types.h"

namespace weightyard::net {

/// 301, 302, 303, 307, 308: the ones that name another place for the same thing.
bool isRedirect(int status);

/// The next request, with one redirect less to go. Protocol when it must not be followed.
base::Result<HttpRequest> redirectedRequest(const HttpRequest &from, int status, const QByteArray &location);

} // namespace weightyard::net
