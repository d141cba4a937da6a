#include "net/header_rules.h"

#include <algorithm>
#include <iterator>

namespace weightyard::net {

namespace {

bool isTokenChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool isValueChar(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

} // namespace

bool isSafeHeader(const QByteArray &name, const QByteArray &value)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isTokenChar)
           && std::all_of(value.begin(), value.end(), isValueChar);
}

bool isOurHeader(const QByteArray &name)
{
    static constexpr const char *kOurs[] = {
        "accept-encoding", "connection",          "content-length",   "host",
        "keep-alive",      "proxy-authorization", "proxy-connection", "te",
        "trailer",         "transfer-encoding",   "upgrade",          "expect"};
    const QByteArray lower = name.toLower();
    return std::any_of(std::begin(kOurs), std::end(kOurs), [&](const char *known) { return lower == known; });
}

} // namespace weightyard::net
