#include "git/remote_address.h"

#include "base/error_code.h"
#include "base/redact.h"

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

Rewritten applyInsteadOf(const QString &url, const base::ConfigEntries &config)
{
    constexpr auto kPrefix = "url."_L1;
    constexpr auto kSuffix = ".insteadof"_L1;
    QString replacement;
    QString file;
    qsizetype longest = 0;
    for (const base::ConfigEntry &entry : config.all()) {
        if (!entry.key.startsWith(kPrefix) || !entry.key.endsWith(kSuffix)
            || entry.key.size() <= kPrefix.size() + kSuffix.size())
            continue;
        // git takes the first of two equally long ones (remote.c, alias_url).
        if (entry.value.size() <= longest || !url.startsWith(entry.value))
            continue;
        longest = entry.value.size();
        file = entry.file;
        replacement = entry.key.sliced(kPrefix.size(), entry.key.size() - kPrefix.size() - kSuffix.size());
    }
    if (longest == 0)
        return {.url = url};
    const QString setting = base::redactedText(u"url.%1.insteadOf"_s.arg(replacement));
    return {.url = replacement + url.sliced(longest),
            .setting = file.isEmpty() ? setting : u"%1 (%2)"_s.arg(setting, file)};
}

base::Result<RemoteAddress> remoteAddress(const QString &url, const QString &setting,
                                          const base::ConfigEntries &config)
{
    const Rewritten rewritten = applyInsteadOf(url, config);
    const QString name = rewritten.setting.isEmpty() ? setting : rewritten.setting;
    const QUrl given(rewritten.url, QUrl::TolerantMode);
    const bool web = given.scheme() == "https"_L1 || given.scheme() == "http"_L1;
    if (!given.isValid() || !web || given.host().isEmpty())
        return base::fail(base::ErrorKind::Usage,
                          base::Cause(base::ErrorCode::NotHttpAddress, base::redactedText(rewritten.url)),
                          {.path = name});
    return RemoteAddress{.url =
                             given.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment),
                         .credential = base::credentialIn(given, name.isEmpty() ? u"url"_s : name)};
}

} // namespace weightyard::git
