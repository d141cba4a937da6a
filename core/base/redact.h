// What may be written down. User info, query strings (signed URLs) and header values that can hold a credential are
// replaced by "***". Pure functions, any thread.
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace weightyard::base {

/// scheme://host[:port]/path, with "?***" when there was a query and no user info at all.
QString redacted(const QUrl &url);

/// The same for text that may hold URLs or `Authorization:`-like headers (server messages, child process output). Of a text of more than
/// 8192 characters only the words of its begin.
QString redactedText(const QString &text);

/// True for Authorization, Proxy-Authorization, Cookie, Set-Cookie and names containing "token", "secret" or "key".
bool isSecretHeader(const QByteArray &name);

} // namespace weightyard::base
