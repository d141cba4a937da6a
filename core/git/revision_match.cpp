#include "git/revision_match.h"

#include "base/error_code.h"
#include "base/name_list.h"

#include <git2.h>

#include <QSet>
#include <algorithm>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kFullId = 40;
constexpr qsizetype kShortestId = 7;
constexpr qsizetype kMostNamed = 10;

/// Full names in the order of their strength.
QByteArrayList candidates(const QString &revision)
{
    const QByteArray name = revision.toUtf8();
    QByteArrayList list;
    if (name.startsWith("refs/"))
        list.append(name);
    list.append({"refs/heads/" + name, "refs/tags/" + name, "refs/" + name});
    return list;
}

/// In lower case; empty when it cannot be a commit's id.
QByteArray asId(const QString &revision)
{
    const QByteArray id = revision.toLatin1().toLower();
    const bool hex = std::all_of(id.begin(), id.end(),
                                 [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return hex && id.size() >= kShortestId && id.size() <= kFullId ? id : QByteArray();
}

bool isHead(const QString &revision)
{
    return revision.isEmpty() || revision == "HEAD"_L1;
}

bool isHeadsBranch(QByteArrayView name, QByteArrayView id, const Advertisement &list)
{
    if (!list.headTarget.isEmpty())
        return name == list.headTarget;
    return !list.head.isEmpty() && id == list.head && name.startsWith("refs/heads/");
}

base::Failure notFound(const QString &revision, base::ErrorCode why)
{
    return base::fail(base::ErrorKind::NotFound, base::Cause(why, revision.isEmpty() ? u"HEAD"_s : revision));
}

bool isBranch(QByteArrayView name)
{
    return name.startsWith("refs/heads/");
}

bool isTag(QByteArrayView name)
{
    return name.startsWith("refs/tags/");
}

/// Without a HEAD the user has to choose, from the first few.
bool isOnOffer(QByteArrayView name, const Advertisement &list)
{
    if (!list.head.isEmpty() || (!isBranch(name) && !isTag(name)))
        return false;
    const auto same = [&](const AdvertisedRef &ref) { return isBranch(ref.name) == isBranch(name); };
    return std::count_if(list.refs.begin(), list.refs.end(), same) <= kMostNamed;
}

QString listed(const Advertisement &list, bool (*isWanted)(QByteArrayView))
{
    QStringList names;
    for (const AdvertisedRef &ref : list.refs) {
        if (isWanted(ref.name))
            names.append(QString::fromUtf8(ref.name).section(u'/', 2));
    }
    return base::firstNames(names, kMostNamed);
}

/// The branch that HEAD stands for. A server that does not say leaves a guess, as in git: main, master, any.
const AdvertisedRef *headBranch(const Advertisement &list)
{
    const AdvertisedRef *found = nullptr;
    for (const AdvertisedRef &ref : list.refs) {
        if (!isHeadsBranch(ref.name, ref.id, list))
            continue;
        const bool better = !found || ref.name == "refs/heads/main"
                            || (ref.name == "refs/heads/master" && found->name != "refs/heads/main");
        found = better ? &ref : found;
    }
    return found;
}

base::Result<WantedRevision> resolveHead(const QString &revision, const Advertisement &list)
{
    if (const AdvertisedRef *branch = headBranch(list))
        return WantedRevision{.id = branch->id, .refName = QString::fromUtf8(branch->name)};
    if (!list.head.isEmpty())
        return WantedRevision{.id = list.head};
    const QString branches = listed(list, isBranch);
    const QString names = branches.isEmpty() ? listed(list, isTag) : branches;
    if (names.isEmpty())
        return notFound(revision, base::ErrorCode::HeadNowhere);
    return base::fail(
        base::ErrorKind::NotFound,
        base::Cause(branches.isEmpty() ? base::ErrorCode::HeadTags : base::ErrorCode::HeadBranches, names),
        {.reason = base::ErrorReason::NoHead});
}

base::Result<WantedRevision> resolveId(const QString &revision, const QByteArray &id,
                                       const Advertisement &list)
{
    QSet<QByteArray> matching;
    QByteArray wanted;
    const auto look = [&](const QByteArray &candidate, const QByteArray &ask) {
        if (!candidate.startsWith(id))
            return;
        matching.insert(candidate);
        // Any ref that leads there will do; the first is a branch if there is one (refs come sorted by name).
        if (wanted.isEmpty())
            wanted = ask;
    };
    for (const AdvertisedRef &ref : list.refs) {
        look(ref.id, ref.id);
        if (!ref.peeled.isEmpty())
            look(ref.peeled, ref.id); // what a tag points to is no tip that a server hands out
    }
    if (matching.isEmpty() && list.head.startsWith(id) && !list.head.isEmpty())
        return WantedRevision{.id = list.head};
    if (matching.size() > 1)
        return notFound(revision, base::ErrorCode::ShortForSeveral);
    if (!wanted.isEmpty())
        return WantedRevision{.id = wanted};
    if (id.size() == kFullId)
        return WantedRevision{.id = id, .advertised = false};
    return notFound(revision, base::ErrorCode::NoSuchRevisionOrId);
}

} // namespace

RefFilter refsFor(const QString &revision)
{
    if (isHead(revision)) {
        return [](QByteArrayView name, QByteArrayView id, const Advertisement &list) {
            return isHeadsBranch(name, id, list) || isOnOffer(name, list);
        };
    }
    return [names = candidates(revision), id = asId(revision)](QByteArrayView name, QByteArrayView refId,
                                                               const Advertisement &list) {
        return names.contains(name) || (!id.isEmpty() && refId.startsWith(id))
               || isHeadsBranch(name, refId, list);
    };
}

base::Result<WantedRevision> resolveRevision(const QString &revision, const Advertisement &list)
{
    if (isHead(revision))
        return resolveHead(revision, list);
    const QByteArrayList names = candidates(revision);
    for (const QByteArray &name : names) {
        const AdvertisedRef *ref = list.find(name);
        int valid = 0;
        if (ref && git_reference_name_is_valid(&valid, name.constData()) == 0 && valid == 1)
            return WantedRevision{.id = ref->id, .refName = QString::fromUtf8(name), .peeled = ref->peeled};
    }
    const QByteArray id = asId(revision);
    if (id.isEmpty())
        return notFound(revision, base::ErrorCode::NoSuchRevision);
    return resolveId(revision, id, list);
}

} // namespace weightyard::git
