#include "settings/hub_token.h"

#include "base/error_code.h"
#include "base/hub_host.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
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

QString home(const base::Environment &environment)
{
#ifdef Q_OS_WIN
    const QString name = u"USERPROFILE"_s; // what Python's "~" is there
#else
    const QString name = u"HOME"_s;
#endif
    return environment.value(name).value_or(QString());
}

// os.path.expandvars(os.path.expanduser(text)): an unknown variable stays as it is written.
QString expanded(const QString &text, const base::Environment &environment)
{
    QString path = text;
    const QString own = home(environment);
    if (!own.isEmpty() && (path == "~"_L1 || path.startsWith("~/"_L1)))
        path = own + path.mid(1);
    static const QRegularExpression variable(uR"(\$(?:(\w+)|\{([^}]*)\}))"_s);
    QString out;
    qsizetype end = 0;
    for (auto matches = variable.globalMatch(path); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += path.mid(end, match.capturedStart() - end);
        out += environment.value(match.captured(1) + match.captured(2)).value_or(match.captured());
        end = match.capturedEnd();
    }
    return out + path.mid(end);
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
        return expanded(*path, environment);
    if (const auto folder = environment.value(u"HF_HOME"_s))
        return expanded(*folder, environment) + u"/token"_s;
    if (const auto cache = environment.value(u"XDG_CACHE_HOME"_s))
        return expanded(*cache, environment) + u"/huggingface/token"_s;
    const QString own = home(environment);
    return own.isEmpty() ? QString() : own + u"/.cache/huggingface/token"_s;
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
