#include "lfs/selection.h"

#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;

namespace {

// "*.bin" matches at any depth, "/a" and "a/b" from the root; a pattern that names a folder takes all below it.
git::Wildcard toWildcard(QByteArray pattern)
{
    const bool rooted =
        pattern.startsWith('/') || pattern.chopped(pattern.endsWith('/') ? 1 : 0).contains('/');
    if (pattern.startsWith('/'))
        pattern.remove(0, 1);
    if (pattern.endsWith('/'))
        pattern.chop(1);
    return git::Wildcard(rooted ? pattern : "**/" + pattern);
}

std::vector<git::Wildcard> wildcards(const base::ConfigEntries &config, const QString &key)
{
    std::vector<git::Wildcard> list;
    const QStringList patterns = config.last(key).value_or(QString()).split(u',', Qt::SkipEmptyParts);
    for (const QString &pattern : patterns) {
        if (!pattern.trimmed().isEmpty())
            list.push_back(toWildcard(pattern.trimmed().toUtf8()));
    }
    return list;
}

// The path itself, or a folder above it.
bool anyMatches(const std::vector<git::Wildcard> &list, const QByteArray &path)
{
    return std::any_of(list.begin(), list.end(), [&](const git::Wildcard &wildcard) {
        for (qsizetype end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (wildcard.matches(QByteArrayView(path).first(end)))
                return true;
        }
        return wildcard.matches(path);
    });
}

} // namespace

Selection Selection::from(const base::ConfigEntries &userConfig)
{
    Selection selection;
    selection.m_include = wildcards(userConfig, u"lfs.fetchinclude"_s);
    selection.m_exclude = wildcards(userConfig, u"lfs.fetchexclude"_s);
    return selection;
}

bool Selection::wants(const QString &path) const
{
    const QByteArray bytes = path.toUtf8();
    return (m_include.empty() || anyMatches(m_include, bytes)) && !anyMatches(m_exclude, bytes);
}

} // namespace weightyard::lfs
