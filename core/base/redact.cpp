#include "base/redact.h"

#include <QRegularExpression>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

namespace {

// Nobody reads more, and a hostile server's megabytes would keep the expressions below busy for hours: their time grows with the square of
// a word.
constexpr qsizetype kLongestText = 8192;

// Half of an address may hold a secret that is no longer seen as one.
QString beginOf(const QString &text)
{
    if (text.size() <= kLongestText)
        return text;
    qsizetype end = kLongestText;
    while (end > 0 && !text.at(end).isSpace())
        --end;
    return text.left(end);
}

} // namespace

QString redacted(const QUrl &url)
{
    QString text = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (url.hasQuery())
        text += u"?***"_s;
    return text;
}

QString redactedText(const QString &text)
{
    // Up to the last "@" of the authority: a pasted password may hold one.
    static const QRegularExpression userInfo(uR"((\b[A-Za-z][A-Za-z0-9+.-]*://)[^/\s"'?#]*@)"_s);
    static const QRegularExpression bareUserInfo(
        uR"([^\s/:@"']+:[^\s/:@"']+@)"_s); // an address without its scheme
    static const QRegularExpression query(uR"((\b[A-Za-z][A-Za-z0-9+.-]*://[^\s"'?#]*)\?[^\s"'<>]*)"_s);
    static const QRegularExpression header(
        uR"(\b((?:(?:proxy-)?authorization|(?:set-)?cookie|[\w-]*(?:token|secret|password|api-?key)[\w-]*)["']?)(\s*[:=]\s*)[^\r\n]*)"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression scheme(uR"(\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{6,})"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression hubToken(uR"(\bhf_[A-Za-z0-9]{8,})"_s);
    QString out = beginOf(text);
    out.replace(userInfo, u"\\1"_s);
    out.replace(bareUserInfo, u"***@"_s);
    out.replace(query, u"\\1?***"_s);
    out.replace(header, u"\\1\\2***"_s);
    out.replace(scheme, u"\\1 ***"_s);
    out.replace(hubToken, u"***"_s);
    return out;
}

bool isSecretHeader(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "authorization" || lower == "proxy-authorization" || lower.endsWith("cookie")
           || lower.contains("token") || lower.contains("secret") || lower.contains("key");
}

} // namespace weightyard::base
