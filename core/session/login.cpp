#include "session/login.h"

#include "base/control_characters.h"
#include "base/error_code.h"
#include "base/hub_host.h"
#include "base/redact.h"
#include "hub/who_am_i.h"

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kLongestSecret = 4096;

bool canBeSent(const QString &secret)
{
    return secret.size() <= kLongestSecret && !base::hasControls(secret);
}

base::Failure noKeychain()
{
    return fail(ErrorKind::Prerequisite, ErrorCode::NoKeychain);
}

} // namespace

Result<LoginPlace> loginPlace(const QString &text, const QUrl &hub)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return LoginPlace{.origin = base::Origin::of(hub), .user = {}, .isHub = true};
    const QUrl url(typed.contains("://"_L1) ? typed : u"https://"_s + typed, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.password().isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NotHost, base::redactedText(typed)));
    const base::Origin origin = base::Origin::of(url);
    const bool isPublicHub = base::isHubHost(origin.host) && origin.scheme == "https"_L1;
    return LoginPlace{.origin = origin,
                      .user = url.userName(QUrl::FullyDecoded),
                      .isHub = origin == base::Origin::of(hub) || isPublicHub};
}

Result<QString> login(const LoginServices &services, const LoginPlace &place, const QString &secret,
                      const base::CancelToken &cancel)
{
    if (services.keychain == nullptr)
        return noKeychain();
    const QString given = secret.trimmed();
    if (given.isEmpty() || !canBeSent(given))
        return fail(ErrorKind::Usage, ErrorCode::NoSecret);
    QString user = place.user;
    if (place.isHub) {
        const bool isEndpoint = place.origin == base::Origin::of(services.hub); // which may have a path
        const QUrl at = isEndpoint ? services.hub : QUrl(place.origin.toString());
        const Result<QString> name = hub::whoAmI(given, at, services.client, services.clock, cancel);
        if (!name)
            return fail(name.error());
        user = *name;
    }
    // The Hub looks at the token only, and is asked for its API by Bearer: the user that its own tools file a token under.
    const base::Credential credential{
        .user = place.isHub ? u"hf_user"_s : user, .secret = given, .source = u"login"_s};
    if (const Result<void> kept = services.keychain->write(place.origin, credential, cancel); !kept)
        return fail(kept.error());
    return user;
}

Result<void> logout(const LoginServices &services, const LoginPlace &place, const base::CancelToken &cancel)
{
    if (services.keychain == nullptr)
        return noKeychain();
    const Result<bool> removed = services.keychain->remove(place.origin, cancel);
    if (!removed)
        return fail(removed.error());
    if (!*removed)
        return fail(ErrorKind::NotFound, Cause(ErrorCode::NoLogin, place.origin.toString()));
    return {};
}

} // namespace weightyard::session
