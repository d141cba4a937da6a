#include "settings/hub_token.h"

#include "base/hub_host.h"
#include "base/log.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLongestToken = 4096;

struct Source {
    QString name;
    QString path;
};

bool isToken(const QString &text)
{
    return !text.isEmpty() && text.size() <= kLongestToken
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}

std::optional<base::Credential> credential(const QString &token, const QString &source)
{
    if (!isToken(token)) {
        qCWarning(base::lcSettings) << "no usable token in" << source;
        return {};
    }
    // The user that huggingface_hub itself files a token under; the Hub looks at the token only.
    return base::Credential{.user = u"hf_user"_s, .secret = token, .source = source};
}

QList<Source> files(const base::Environment &environment)
{
    if (const auto path = environment.value(u"HF_TOKEN_PATH"_s))
        return {{.name = u"HF_TOKEN_PATH"_s, .path = *path}};
    if (const auto home = environment.value(u"HF_HOME"_s))
        return {{.name = u"HF_HOME"_s, .path = *home + u"/token"_s}};
#ifdef Q_OS_WIN
    const auto user = environment.value(u"USERPROFILE"_s); // what Python's "~" is there
#else
    const auto user = environment.value(u"HOME"_s);
#endif
    const auto cache = environment.value(u"XDG_CACHE_HOME"_s);
    if (!user && !cache)
        return {};
    const QString path = cache.value_or(user.value_or(QString()) + u"/.cache"_s) + u"/huggingface/token"_s;
    return {{.name = path, .path = path}};
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

std::optional<base::Credential> hubToken(const base::Environment &environment)
{
    if (const auto token = environment.value(u"HF_TOKEN"_s))
        return credential(token->trimmed(), u"HF_TOKEN"_s);
    const QList<Source> sources = files(environment);
    for (const Source &source : sources) {
        QFile file(source.path);
        if (file.open(QIODevice::ReadOnly))
            return credential(QString::fromUtf8(file.read(kLongestToken + 1)).trimmed(), source.name);
    }
    return {};
}

base::Result<std::optional<base::Credential>> HubToken::find(const base::CredentialQuery &query,
                                                             const base::CancelToken &)
{
    return isHubOrigin(query.origin, m_environment) ? hubToken(m_environment)
                                                    : std::optional<base::Credential>();
}

} // namespace weightyard::settings
