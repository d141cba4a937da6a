#include "net/refused_settings.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/url_match.h"

#include <algorithm>
#include <iterator>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;

namespace {

bool isOn(const QString &value)
{
    return base::ConfigEntries({{u"a.b"_s, value}}).boolean(u"a.b"_s, false);
}

bool isSet(const QString &value)
{
    return !value.isEmpty();
}

bool isOtherThanPem(const QString &value)
{
    return isSet(value) && value.compare("PEM"_L1, Qt::CaseInsensitive) != 0;
}

// Qt allows 1.2 and later by itself; one of them alone is honoured (network_settings.h).
bool isOldTls(const QString &value)
{
    static const QStringList good{QString(), u"default"_s, u"tlsv1"_s, u"tlsv1.2"_s, u"tlsv1.3"_s};
    return !good.contains(value.toLower());
}

bool isOtherProxyLogin(const QString &value)
{
    static const QStringList good{QString(), u"anyauth"_s, u"basic"_s, u"digest"_s, u"ntlm"_s};
    return !good.contains(value.toLower());
}

bool isNoNumber(const QString &value)
{
    return isSet(value) && !base::configInteger(value);
}

struct Refused {
    const char *key;      ///< of section "http"
    const char *variable; ///< that goes before it; empty: none
    bool (*applies)(const QString &value);
    bool namesValue;
};

constexpr Refused kRefused[] = {
    {"sslcertpasswordprotected", "GIT_SSL_CERT_PASSWORD_PROTECTED", isOn, false},
    {"sslcerttype", "GIT_SSL_CERT_TYPE", isOtherThanPem, true},
    {"sslkeytype", "GIT_SSL_KEY_TYPE", isOtherThanPem, true},
    {"sslversion", "GIT_SSL_VERSION", isOldTls, true},
    {"sslcipherlist", "GIT_SSL_CIPHER_LIST", isSet, false},
    {"pinnedpubkey", "", isSet, false},
    {"curloptresolve", "", isSet, false},
    {"proxyauthmethod", "GIT_HTTP_PROXY_AUTHMETHOD", isOtherProxyLogin, true},
    {"lowspeedlimit", "GIT_HTTP_LOW_SPEED_LIMIT", isNoNumber, true},
    {"lowspeedtime", "GIT_HTTP_LOW_SPEED_TIME", isNoNumber, true},
};

base::Failure refusal(const Refused &row, const QString &value, const QString &setting)
{
    const bool isPassword = QLatin1StringView(row.key) == "sslcertpasswordprotected"_L1;
    const Cause cause = isPassword       ? Cause(ErrorCode::CertificatePassword)
                        : row.namesValue ? Cause(ErrorCode::SettingValueNotHonoured, value.left(100))
                                         : Cause(ErrorCode::SettingNotHonoured);
    return base::fail(base::ErrorKind::Usage, cause, {.path = setting});
}

} // namespace

QString settingName(const base::ConfigEntry &entry)
{
    const QString name = base::redactedText(entry.key);
    return entry.file.isEmpty() ? name : u"%1 (%2)"_s.arg(name, entry.file);
}

bool hasRefusedSettings(const base::ConfigEntries &config, const base::Environment &environment)
{
    return std::any_of(std::begin(kRefused), std::end(kRefused), [&](const Refused &row) {
        if (environment.value(QLatin1StringView(row.variable)))
            return true;
        const auto &all = config.all();
        return std::any_of(all.cbegin(), all.cend(), [&](const base::ConfigEntry &entry) {
            return entry.key.startsWith("http."_L1) && entry.key.endsWith(u'.' + QLatin1StringView(row.key));
        });
    });
}

base::Result<void> checkSettings(const base::ConfigEntries &config, const base::Environment &environment,
                                 const QUrl &url)
{
    for (const Refused &row : kRefused) {
        const QString variable = QLatin1StringView(row.variable);
        if (const auto value = environment.value(variable)) {
            if (row.applies(*value))
                return refusal(row, *value, variable);
            continue;
        }
        const QList<base::ConfigEntry> entries =
            configEntriesForUrl(config, u"http"_s, QLatin1StringView(row.key), url);
        if (!entries.isEmpty() && row.applies(entries.last().value))
            return refusal(row, entries.last().value, settingName(entries.last()));
    }
    return {};
}

} // namespace weightyard::net
