#include "net/challenge.h"

#include <QRegularExpression>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

/// Challenges follow one another, separated by the same comma that separates their parameters: a word that is followed
/// by another word, or by nothing, and not by "=", is a scheme.
QList<AuthScheme> authSchemes(const QString &value)
{
    static const QRegularExpression token(
        uR"re(([A-Za-z0-9._-]+)(\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?)re"_s);
    static const QRegularExpression escaped(uR"(\\(.))"_s);
    QList<AuthScheme> found;
    auto matches = token.globalMatch(value);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString word = match.captured(1).toLower();
        if (!match.hasCaptured(2)) {
            found.append({.scheme = word});
        } else if (!found.isEmpty()) {
            const QString text = match.hasCaptured(3) ? match.captured(3) : match.captured(4);
            found.last().parameters.insert(word, QString(text).replace(escaped, u"\\1"_s));
        }
    }
    return found;
}

Challenge challengeOf(const Headers &headers)
{
    Challenge challenge;
    QString bearerRealm;
    for (const QByteArray &name : {QByteArray("WWW-Authenticate"), QByteArray("LFS-Authenticate")}) {
        for (const Header &header : headers.all()) {
            if (header.name.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const QList<AuthScheme> all = authSchemes(QString::fromUtf8(header.value));
            for (const AuthScheme &one : all) {
                const QString realm = one.parameters.value(u"realm"_s);
                if (one.scheme == "basic"_L1 && !challenge.basic) {
                    challenge.basic = true;
                    challenge.realm = realm;
                } else if (one.scheme == "bearer"_L1) {
                    challenge.bearer = true;
                    bearerRealm = realm;
                }
            }
        }
    }
    if (!challenge.basic)
        challenge.realm = bearerRealm;
    return challenge;
}

} // namespace weightyard::net
