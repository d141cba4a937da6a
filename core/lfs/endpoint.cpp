#include "lfs/endpoint.h"

#include "git/remote_address.h"
#include "git/runtime.h"
#include "net/refused_settings.h"

#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using Trust = net::AuthSession::Trust;

namespace {

struct Setting {
    QString name;
    QString value;
};

std::optional<Setting> configured(const base::ConfigEntries &config)
{
    for (const QString &name : {u"lfs.url"_s, u"remote.origin.lfsurl"_s}) {
        const auto &all = config.all();
        const auto entry = std::find_if(all.crbegin(), all.crend(),
                                        [&](const base::ConfigEntry &one) { return one.key == name; });
        if (entry != all.crend())
            return Setting{.name = net::settingName(*entry), .value = entry->value};
    }
    return {};
}

QUrl withSuffix(QUrl url, const QString &suffix)
{
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + suffix, QUrl::TolerantMode);
    return url;
}

// The repository's own setting is named by its file: nobody finds it elsewhere.
Result<Endpoint> named(const Setting &setting, const QUrl &remote, const base::ConfigEntries &userConfig,
                       bool byRepository)
{
    const auto address =
        git::remoteAddress(setting.value, byRepository ? u".lfsconfig"_s : setting.name, userConfig);
    if (!address)
        return fail(address.error());
    Endpoint endpoint{.batchUrl = withSuffix(address->url, u"/objects/batch"_s)};
    if (byRepository && base::Origin::of(address->url) != base::Origin::of(remote))
        endpoint.trust = Trust::Anonymous;
    if (!byRepository)
        endpoint.credential = address->credential;
    return endpoint;
}

} // namespace

Result<Endpoint> findEndpoint(const QUrl &remote, const base::ConfigEntries &userConfig,
                              const base::ConfigEntries &lfsConfig)
{
    if (const auto setting = configured(userConfig))
        return named(*setting, remote, userConfig, false);
    if (const auto setting = configured(lfsConfig))
        return named(*setting, remote, userConfig, true);
    QString path = remote.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    const QString suffix =
        path.endsWith(".git"_L1) ? u"/info/lfs/objects/batch"_s : u".git/info/lfs/objects/batch"_s;
    return Endpoint{.batchUrl = withSuffix(remote, suffix)};
}

} // namespace weightyard::lfs
