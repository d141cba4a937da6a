#include "net/challenge.h"

#include <QRegularExpression>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Named {
    QString scheme;
    QString realm;
};

/// Challenges follow one another, separated by the same comma that separates their parameters: a word that is followed
/// by another word, or by nothing, and not by "=", is a scheme.
QList<Named> namedIn(const QString &value)
{
    static const QRegularExpression token(
        uR"re(([A-Za-z0-9._-]+)(\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?)re"_s);
    static const QRegularExpression escaped(uR"(\\(.))"_s);
    QList<Named> found;
    auto matches = token.globalMatch(value);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (!match.hasCaptured(2)) {
            found.append({.scheme = match.captured(1).toLower(), .realm = {}});
        } else if (!found.isEmpty() && match.captured(1).toLower() == "realm"_L1) {
            const QString text = match.hasCaptured(3) ? match.captured(3) : match.captured(4);
            found.last().realm = QString(text).replace(escaped, u"\\1"_s);
        }
    }
    return found;
}

} // namespace

Challenge challengeOf(const Headers &headers)
{
    Challenge challenge;
    QString bearerRealm;
    for (const QByteArray &name : {QByteArray("WWW-Authenticate"), QByteArray("LFS-Authenticate")}) {
        for (const Header &header : headers.all()) {
            if (header.name.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const QList<Named> all = namedIn(QString::fromUtf8(header.value));
            for (const Named &one : all) {
                if (one.scheme == "basic"_L1 && !challenge.basic) {
                    challenge.basic = true;
                    challenge.realm = one.realm;
                } else if (one.scheme == "bearer"_L1) {
                    challenge.bearer = true;
                    bearerRealm = one.realm;
                }
            }
        }
    }
    if (!challenge.basic)
        challenge.realm = bearerRealm;
    return challenge;
}

} // namespace weightyard::net
