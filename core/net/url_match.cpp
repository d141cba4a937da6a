#include "net/url_match.h"

#include "base/origin.h"

#include <compare>
#include <optional>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The parts that git compares, normalised. QUrl cannot hold a pattern: it refuses "*" in a host.
struct Parts {
    QString scheme;
    QString user; ///< empty: none
    QString host;
    int port = -1;
    QString path; ///< starts with '/', escapes normalised, dot segments resolved
};

/// In git's order of weight (cmp_matches() in urlmatch.c).
struct Rank {
    qsizetype host = 0;
    qsizetype path = 0;
    bool user = false;
    friend auto operator<=>(const Rank &, const Rank &) = default;
};

QString normalisedPath(const QString &path)
{
    QUrl holder;
    holder.setPath(path.isEmpty() ? u"/"_s : path, QUrl::TolerantMode);
    return holder.adjusted(QUrl::NormalizePathSegments).path(QUrl::FullyEncoded);
}

std::optional<Parts> partsOf(const QString &pattern)
{
    const qsizetype schemeEnd = pattern.indexOf("://"_L1);
    if (schemeEnd <= 0)
        return {};
    Parts parts{.scheme = pattern.left(schemeEnd).toLower(), .user = {}, .host = {}, .port = -1, .path = {}};
    QString rest = pattern.mid(schemeEnd + 3);
    qsizetype authorityEnd = rest.indexOf(u'/');
    if (authorityEnd < 0)
        authorityEnd = rest.size();
    parts.path = normalisedPath(rest.mid(authorityEnd));
    QString authority = rest.left(authorityEnd);
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        parts.user = QUrl::fromPercentEncoding(authority.left(at).section(u':', 0, 0).toUtf8());
        authority = authority.mid(at + 1);
    }
    parts.port = base::defaultPort(parts.scheme);
    const qsizetype colon = authority.lastIndexOf(u':');
    if (colon >= 0 && !authority.endsWith(u']')) {
        bool ok = false;
        const int port = QStringView(authority).mid(colon + 1).toInt(&ok);
        if (ok)
            parts.port = port;
        else if (colon + 1 != authority.size())
            return {};
        authority.truncate(colon);
    }
    if (authority.startsWith(u'[') && authority.endsWith(u']'))
        authority = authority.mid(1, authority.size() - 2);
    parts.host = authority.toLower();
    if (parts.host.isEmpty())
        return {};
    return parts;
}

Parts partsOf(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    return {.scheme = scheme,
            .user = url.userName(QUrl::FullyDecoded),
            .host = url.host(QUrl::FullyEncoded).toLower(),
            .port = url.port(base::defaultPort(scheme)),
            .path = normalisedPath(url.path(QUrl::FullyEncoded))};
}

bool hostMatches(const QString &host, const QString &pattern)
{
    if (host == pattern)
        return true;
    const QStringList labels = host.split(u'.');
    const QStringList wanted = pattern.split(u'.');
    if (labels.size() != wanted.size())
        return false;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        if (wanted.at(i) != "*"_L1 && wanted.at(i) != labels.at(i))
            return false;
    }
    return true;
}

/// url_match_prefix() in urlmatch.c: 0 is no match; a prefix ends at a slash.
qsizetype pathMatch(const QString &path, QString prefix)
{
    if (prefix == "/"_L1)
        return 1;
    if (prefix.endsWith(u'/'))
        prefix.chop(1);
    if (!path.startsWith(prefix))
        return 0;
    if (path.size() == prefix.size() || path.at(prefix.size()) == u'/')
        return prefix.size() + 1;
    return 0;
}

std::optional<Rank> match(const Parts &url, const QString &subsection)
{
    const std::optional<Parts> pattern = partsOf(subsection);
    if (!pattern || pattern->scheme != url.scheme || pattern->port != url.port
        || !hostMatches(url.host, pattern->host))
        return {};
    if (!pattern->user.isEmpty() && pattern->user != url.user)
        return {};
    const qsizetype path = pathMatch(url.path, pattern->path);
    if (path == 0)
        return {};
    return Rank{.host = pattern->host.size(), .path = path, .user = !pattern->user.isEmpty()};
}

} // namespace

QList<base::ConfigEntry> configEntriesForUrl(const base::ConfigEntries &config, const QString &section,
                                             const QString &key, const QUrl &url)
{
    const Parts wanted = partsOf(url);
    const QString start = section.toLower() + u'.';
    const QString end = u'.' + key.toLower();
    QList<base::ConfigEntry> found;
    Rank best;
    for (const base::ConfigEntry &entry : config.all()) {
        if (!entry.key.startsWith(start) || !entry.key.endsWith(end)
            || entry.key.size() < start.size() + end.size() - 1)
            continue;
        Rank rank;
        if (entry.key.size() > start.size() + end.size() - 1) {
            const QString subsection =
                entry.key.mid(start.size(), entry.key.size() - start.size() - end.size());
            const std::optional<Rank> matched = match(wanted, subsection);
            if (!matched)
                continue;
            rank = *matched;
        }
        if (rank < best)
            continue;
        best = rank;
        found.append(entry);
    }
    return found;
}

QStringList configValuesForUrl(const base::ConfigEntries &config, const QString &section, const QString &key,
                               const QUrl &url)
{
    QStringList values;
    const QList<base::ConfigEntry> entries = configEntriesForUrl(config, section, key, url);
    for (const base::ConfigEntry &entry : entries)
        values.append(entry.value);
    return values;
}

} // namespace weightyard::net
