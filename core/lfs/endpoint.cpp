#include "lfs/endpoint.h"

#include "base/redact.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using Trust = net::AuthSession::Trust;

namespace {

std::optional<QString> configured(const base::ConfigEntries &config)
{
    const std::optional<QString> url = config.last(u"lfs.url"_s);
    return url ? url : config.last(u"remote.origin.lfsurl"_s);
}

QUrl withSuffix(QUrl url, const QString &suffix)
{
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + suffix, QUrl::TolerantMode);
    return url;
}

Result<Endpoint> named(const QString &text, const QUrl &remote, bool byRepository)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool usable =
        url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
    if (!usable)
        return fail(ErrorKind::Protocol,
                    u"the LFS address '%1' is not a web address"_s.arg(base::redactedText(text)));
    const QUrl clean = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    const bool sameOrigin = base::Origin::of(clean) == base::Origin::of(remote);
    return Endpoint{withSuffix(clean, u"/objects/batch"_s),
                    byRepository && !sameOrigin ? Trust::Anonymous : Trust::Ask};
}

} // namespace

Result<Endpoint> findEndpoint(const QUrl &remote, const base::ConfigEntries &userConfig,
                              const base::ConfigEntries &lfsConfig)
{
    if (const auto url = configured(userConfig))
        return named(*url, remote, false);
    if (const auto url = configured(lfsConfig))
        return named(*url, remote, true);
    QString path = remote.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    const QString suffix =
        path.endsWith(".git"_L1) ? u"/info/lfs/objects/batch"_s : u".git/info/lfs/objects/batch"_s;
    return Endpoint{withSuffix(remote, suffix), Trust::Ask};
}

} // namespace weightyard::lfs
