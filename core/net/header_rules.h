// What a header of a request may be made of, whoever names it: a line break would smuggle in another one (RFC 9110 section 5). Pure, any
// thread.
#pragma once

#include <QByteArray>

namespace weightyard::net {

/// A token, and a value without control characters but the tab.
bool isSafeHeader(const QByteArray &name, const QByteArray &value);
/// Framing and connection belong to the network library; Accept-Encoding and Proxy-Authorization to us. Nobody else may set them.
bool isOurHeader(const QByteArray &name);

} // namespace weightyard::net
