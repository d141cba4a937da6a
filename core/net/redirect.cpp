#include "net/redirect.h"

#include "base/error_code.h"
#include "base/origin.h"
#include "base/redact.h"

#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;

namespace {

bool mayCrossOrigins(const QByteArray &name)
{
    static constexpr const char *kHarmless[] = {"accept",       "accept-language", "content-type",
                                                "git-protocol", "range",           "user-agent"};
    const QByteArray lower = name.toLower();
    return lower.startsWith("if-")
           || std::any_of(std::begin(kHarmless), std::end(kHarmless),
                          [&](const char *known) { return lower == known; });
}

bool becomesGet(const HttpRequest &request, int status)
{
    if (status == 307 || status == 308 || request.keepMethod)
        return false;
    if (status == 303)
        return request.method != "GET" && request.method != "HEAD";
    return request.method == "POST";
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

base::Result<HttpRequest> redirectedRequest(const HttpRequest &from, int status, const QByteArray &location)
{
    base::ErrorContext context{.url = base::redacted(from.url), .httpStatus = status};
    if (location.isEmpty())
        return base::fail(ErrorKind::Protocol, ErrorCode::RedirectNowhere, context);
    if (from.maxRedirects <= 0)
        return base::fail(ErrorKind::Protocol, ErrorCode::TooManyRedirects, context);
    QUrl target = from.url.resolved(QUrl::fromEncoded(location, QUrl::TolerantMode));
    target.setFragment({});
    target.setUserInfo({});
    const bool isHttp = target.scheme() == "http"_L1;
    if (!target.isValid() || target.host().isEmpty() || (!isHttp && target.scheme() != "https"_L1))
        return base::fail(ErrorKind::Protocol, ErrorCode::RedirectNotHttp, context);
    if (isHttp && from.url.scheme() == "https"_L1) {
        if (target.host() != from.url.host())
            context.reason = base::ErrorReason::OtherHost;
        return base::fail(ErrorKind::Protocol,
                          base::Cause(ErrorCode::RedirectFromTls, base::redacted(target)), context);
    }
    HttpRequest next = from;
    next.url = target;
    next.maxRedirects = from.maxRedirects - 1;
    if (base::Origin::of(from.url) != base::Origin::of(target)) {
        next.addConfiguredHeaders = false;
        next.headers = {};
        for (const Header &header : from.headers.all()) {
            if (mayCrossOrigins(header.name))
                next.headers.add(header.name, header.value);
        }
    }
    if (becomesGet(from, status)) {
        next.method = "GET"_ba;
        next.body = {};
        next.headers.remove("Content-Type"_ba);
    }
    return next;
}

} // namespace weightyard::net
