#include "lfs/selection.h"

#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;

namespace {

// "[a-z]" and "[!x]" at `at`; its length, or 0 when nothing closes it. A class never matches "/".
qsizetype classLength(QStringView pattern)
{
    const qsizetype first = pattern.size() > 1 && (pattern[1] == u'!' || pattern[1] == u'^') ? 2 : 1;
    const qsizetype end = pattern.indexOf(u']', first + 1);
    return end < 0 ? 0 : end + 1;
}

QString classExpression(QStringView pattern)
{
    const bool negated = pattern[1] == u'!' || pattern[1] == u'^';
    QString members = pattern.sliced(negated ? 2 : 1).chopped(1).toString();
    members.replace(u'\\', u"\\\\"_s).replace(u'[', u"\\["_s).replace(u']', u"\\]"_s).replace(u'^', u"\\^"_s);
    return u"(?!/)["_s + (negated ? u"^"_s : QString()) + members + u']';
}

// "*.bin" matches at any depth, "/a" and "a/b" from the root; a pattern that names a folder takes all below it; "**" crosses
// folders, "*", "?" and classes do not; a backslash takes the next character as it is.
QRegularExpression toExpression(QString pattern)
{
    const bool rooted =
        pattern.startsWith(u'/') || pattern.chopped(pattern.endsWith(u'/') ? 1 : 0).contains(u'/');
    if (pattern.startsWith(u'/'))
        pattern.remove(0, 1);
    if (pattern.endsWith(u'/'))
        pattern.chop(1);
    QString out = rooted ? u"^"_s : u"^(?:.*/)?"_s;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QStringView rest = QStringView(pattern).sliced(i);
        const qsizetype length = rest.startsWith(u'[') ? classLength(rest) : 0;
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
        } else if (length > 0) {
            out += classExpression(rest.first(length));
            i += length - 1;
        } else {
            if (pattern[i] == u'\\' && i + 1 < pattern.size())
                ++i;
            out += QRegularExpression::escape(QStringView(pattern).sliced(i, 1));
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
    return std::any_of(list.begin(), list.end(),
                       [&](const QRegularExpression &e) { return e.match(path).hasMatch(); });
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
