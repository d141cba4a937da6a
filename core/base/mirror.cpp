#include "base/mirror.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <algorithm>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

QString Mirror::text() const
{
    QStringList options;
    if (isStatic)
        options.append(u"static"_s);
    if (mayHaveToken)
        options.append(u"token"_s);
    const QString address = base.toString(QUrl::FullyEncoded);
    return options.isEmpty() ? address : address + u'#' + options.join(u',');
}

QUrl Mirror::at(const QString &path) const
{
    QUrl url = base;
    url.setPath(base.path(QUrl::FullyEncoded) + path, QUrl::StrictMode);
    return url;
}

Result<std::optional<Mirror>> parseMirror(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.host().isEmpty() || (scheme != "http"_L1 && scheme != "https"_L1))
        return std::optional<Mirror>();
    if (!url.userInfo().isEmpty() || url.hasQuery())
        return fail(ErrorKind::Usage, Cause(ErrorCode::MirrorUser, redacted(url)));
    Mirror mirror{.base = url.adjusted(QUrl::RemoveFragment | QUrl::NormalizePathSegments)};
    QString path = mirror.base.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    mirror.base.setPath(path, QUrl::StrictMode);
    const QStringList options = url.fragment().toLower().split(u',', Qt::SkipEmptyParts);
    for (const QString &option : options) {
        if (option.trimmed() == "static"_L1)
            mirror.isStatic = true;
        else if (option.trimmed() == "token"_L1)
            mirror.mayHaveToken = true;
        else
            return std::optional<Mirror>();
    }
    return std::optional(mirror);
}

Result<std::optional<QList<Mirror>>> parseMirrors(const QStringList &texts)
{
    QList<Mirror> mirrors;
    for (const QString &text : texts) {
        const Result<std::optional<Mirror>> mirror = parseMirror(text);
        if (!mirror)
            return fail(mirror.error());
        if (!*mirror)
            return std::optional<QList<Mirror>>();
        const bool isKnown = std::any_of(mirrors.cbegin(), mirrors.cend(),
                                         [&](const Mirror &one) { return one.base == (*mirror)->base; });
        if (isKnown)
            return fail(ErrorKind::Usage, Cause(ErrorCode::MirrorTwice, (*mirror)->base.toString()));
        mirrors.append(**mirror);
    }
    if (mirrors.size() > kMostMirrors)
        return fail(ErrorKind::Usage, Cause(ErrorCode::TooManyMirrors, kMostMirrors));
    return std::optional(mirrors);
}

} // namespace weightyard::base
