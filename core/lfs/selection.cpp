#include "lfs/selection.h"

#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;

namespace {

// "*.bin" matches at any depth, "/a" and "a/b" from the root; a pattern that names a folder takes all below it; "**" crosses
// folders, "*" and "?" do not.
QRegularExpression toExpression(QString pattern)
{
    const bool rooted = pattern.startsWith(u'/') || pattern.chopped(pattern.endsWith(u'/') ? 1 : 0).contains(u'/');
    if (pattern.startsWith(u'/'))
        pattern.remove(0, 1);
    if (pattern.endsWith(u'/'))
        pattern.chop(1);
    QString out = rooted ? u"^"_s : u"^(?:.*/)?"_s;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QStringView rest = QStringView(pattern).sliced(i);
        if (rest.startsWith("**/"_L1)) {
            out += u"(?:.*/)?"_s;
            i += 2;
        } else if (rest.startsWith("**"_L1)) {
            out += u".*"_s;
            ++i;
        } else if (pattern[i] == u'*') {
            out += u"[^/]*"_s;
        } else if (pattern[i] == u'?') {
            out += u"[^/]"_s;
        } else {
            out += QRegularExpression::escape(pattern[i]);
        }
    }
    return QRegularExpression(out + u"(?:/.*)?$"_s);
}

QList<QRegularExpression> expressions(const base::ConfigEntries &config, const QString &key)
{
    QList<QRegularExpression> list;
    const QStringList patterns = config.last(key).value_or(QString()).split(u',', Qt::SkipEmptyParts);
    for (const QString &pattern : patterns) {
        if (!pattern.trimmed().isEmpty())
            list.append(toExpression(pattern.trimmed()));
    }
    return list;
}

bool anyMatches(const QList<QRegularExpression> &list, const QString &path)
{
    return std::any_of(list.begin(), list.end(), [&](const QRegularExpression &e) { return e.match(path).hasMatch(); });
}

} // namespace

Selection Selection::from(const base::ConfigEntries &userConfig)
{
    Selection selection;
    selection.m_include = expressions(userConfig, u"lfs.fetchinclude"_s);
    selection.m_exclude = expressions(userConfig, u"lfs.fetchexclude"_s);
    return selection;
}

bool Selection::wants(const QString &path) const
{
    return (m_include.isEmpty() || anyMatches(m_include, path)) && !anyMatches(m_exclude, path);
}

} // namespace weightyard::lfs
