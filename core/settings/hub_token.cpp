#include "settings/hub_token.h"

#include "base/error_code.h"
#include "base/hub_folders.h"
#include "base/hub_host.h"

#include <QFile>
#include <algorithm>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLongestToken = 4096;

bool isToken(const QString &text)
{
    return text.size() <= kLongestToken
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}

} // namespace

bool isHubOrigin(const base::Origin &origin, const base::Environment &environment)
{
    const bool isHub =
        base::isHubHost(origin.host) && !origin.host.startsWith("www."_L1); // which only redirects
    if (isHub && origin == base::Origin::of(QUrl(u"https://"_s + origin.host)))
        return true;
    const auto endpoint = environment.value(u"HF_ENDPOINT"_s);
    return endpoint && !QUrl(*endpoint).host().isEmpty() && origin == base::Origin::of(QUrl(*endpoint));
}

QString hubTokenPath(const base::Environment &environment)
{
    if (const auto path = environment.value(u"HF_TOKEN_PATH"_s))
        return base::expandedAsInPython(*path, environment);
    const QString home = base::hubHome(environment);
    return home.isEmpty() ? QString() : home + u"/token"_s;
}

base::Result<std::optional<base::Credential>> HubToken::find(const base::CredentialQuery &query,
                                                             const base::CancelToken &)
{
    if (!isHubOrigin(query.origin, m_environment))
        return std::optional<base::Credential>();
    const Found found = token();
    if (found.token.isEmpty())
        return std::optional<base::Credential>();
    if (!isToken(found.token))
        return base::fail(base::ErrorKind::Auth, base::Cause(base::ErrorCode::NotToken, found.source));
    // The user that huggingface_hub itself files a token under; the Hub looks at the token only.
    return std::optional<base::Credential>(
        base::Credential{.user = u"hf_user"_s, .secret = found.token, .source = found.source});
}

HubToken::Found HubTokenVariable::token() const
{
    for (const QString &name : {u"HF_TOKEN"_s, u"HUGGING_FACE_HUB_TOKEN"_s}) {
        const QString text = environment().value(name).value_or(QString()).trimmed();
        if (!text.isEmpty())
            return {.token = text, .source = name};
    }
    return {};
}

HubToken::Found HubTokenFile::token() const
{
    const QString path = hubTokenPath(environment());
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return {.token = QString::fromUtf8(file.read(kLongestToken + 1)).trimmed(), .source = path};
}

} // namespace weightyard::settings
