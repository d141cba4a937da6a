#include "git/remote_tip.h"

#include "base/redact.h"
#include "git/revision_match.h"
#include "git/upload_pack_client.h"

#include <algorithm>

namespace weightyard::git {

namespace {

QString commitOf(const QByteArray &id, const QByteArray &peeled)
{
    return QString::fromLatin1(peeled.isEmpty() ? id : peeled);
}

} // namespace

base::Result<RemoteTip> remoteTip(const QUrl &url, const QString &revision, net::AuthSession &session,
                                  const base::CancelToken &cancel)
{
    UploadPackClient client(url, session, cancel);
    const base::Result<Advertisement> list = client.advertisement(refsFor(revision));
    if (!list)
        return base::fail(list.error());
    if (list->empty)
        return RemoteTip();
    const base::Result<WantedRevision> wanted = resolveRevision(revision, *list);
    if (!wanted) {
        base::Error error = wanted.error();
        if (error.context.url.isEmpty())
            error.context.url = base::redacted(url);
        return base::fail(error);
    }
    return RemoteTip{.commit = commitOf(wanted->id, wanted->peeled), .refName = wanted->refName};
}

base::Result<QString> firstRevision(const QUrl &url, const QStringList &names, net::AuthSession &session,
                                    const base::CancelToken &cancel)
{
    QList<RefFilter> filters;
    for (const QString &name : names)
        filters.append(refsFor(name));
    UploadPackClient client(url, session, cancel);
    const base::Result<Advertisement> list =
        client.advertisement([&](QByteArrayView name, QByteArrayView id, const Advertisement &before) {
            return std::any_of(filters.cbegin(), filters.cend(),
                               [&](const RefFilter &filter) { return filter(name, id, before); });
        });
    if (!list)
        return base::fail(list.error());
    for (const QString &name : names) {
        const base::Result<WantedRevision> wanted = resolveRevision(name, *list);
        if (wanted && !wanted->refName.isEmpty())
            return name;
    }
    return QString();
}

base::Result<QList<RemoteTip>> branchesAndTags(const QUrl &url, net::AuthSession &session,
                                               const base::CancelToken &cancel)
{
    UploadPackClient client(url, session, cancel);
    const base::Result<Advertisement> list =
        client.advertisement([](QByteArrayView name, QByteArrayView, const Advertisement &before) {
            return before.refs.size() < kMostRevisions
                   && (name.startsWith("refs/heads/") || name.startsWith("refs/tags/"));
        });
    if (!list)
        return base::fail(list.error());
    QList<RemoteTip> tips;
    for (const AdvertisedRef &ref : list->refs)
        tips.append({.commit = commitOf(ref.id, ref.peeled), .refName = QString::fromUtf8(ref.name)});
    return tips;
}

} // namespace weightyard::git
