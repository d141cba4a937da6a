#include "net/digest_auth.h"

#include <QCryptographicHash>
#include <QStringList>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray quoted(const QString &text)
{
    QByteArray value = text.toUtf8();
    value.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + value + '"';
}

bool isSession(const DigestChallenge &challenge)
{
    return challenge.algorithm.endsWith("-sess"_L1, Qt::CaseInsensitive);
}

} // namespace

std::optional<DigestChallenge> digestChallenge(const AuthScheme &scheme)
{
    if (scheme.scheme != "digest"_L1)
        return {};
    const auto value = [&](const QString &name) { return scheme.parameters.value(name); };
    DigestChallenge challenge{.realm = value(u"realm"_s),
                              .nonce = value(u"nonce"_s),
                              .opaque = value(u"opaque"_s),
                              .algorithm = value(u"algorithm"_s),
                              .hasQop = false,
                              .isStale = value(u"stale"_s).compare("true"_L1, Qt::CaseInsensitive) == 0};
    const QString algorithm = challenge.algorithm.toLower();
    static const QStringList known{QString(), u"md5"_s, u"md5-sess"_s, u"sha-256"_s, u"sha-256-sess"_s};
    if (challenge.nonce.isEmpty() || !known.contains(algorithm))
        return {};
    if (const QString qop = value(u"qop"_s); !qop.isEmpty()) {
        const QStringList all = qop.split(u',');
        for (const QString &one : all)
            challenge.hasQop = challenge.hasQop || one.trimmed().compare("auth"_L1, Qt::CaseInsensitive) == 0;
        if (!challenge.hasQop)
            return {};
    }
    return challenge;
}

QByteArray digestAuthorization(const DigestChallenge &challenge, const DigestCall &call)
{
    const bool isSha = challenge.algorithm.startsWith("sha"_L1, Qt::CaseInsensitive);
    const auto hash = [&](const QByteArray &text) {
        return QCryptographicHash::hash(text, isSha ? QCryptographicHash::Sha256 : QCryptographicHash::Md5)
            .toHex();
    };
    const QByteArray nonce = challenge.nonce.toUtf8();
    const QByteArray count = QByteArray::number(call.count, 16).rightJustified(8, '0');
    QByteArray first =
        hash(call.user.toUtf8() + ':' + challenge.realm.toUtf8() + ':' + call.password.toUtf8());
    if (isSession(challenge))
        first = hash(first + ':' + nonce + ':' + call.clientNonce);
    const QByteArray second = hash(call.method + ':' + call.target);
    const QByteArray middle =
        challenge.hasQop ? nonce + ':' + count + ':' + call.clientNonce + ":auth" : nonce;
    QByteArray value = "Digest username=" + quoted(call.user) + ", realm=" + quoted(challenge.realm)
                       + ", nonce=" + quoted(challenge.nonce) + ", uri=\"" + call.target + "\", response=\""
                       + hash(first + ':' + middle + ':' + second) + '"';
    if (!challenge.algorithm.isEmpty())
        value += ", algorithm=" + challenge.algorithm.toUtf8();
    if (!challenge.opaque.isEmpty())
        value += ", opaque=" + quoted(challenge.opaque);
    if (challenge.hasQop || isSession(challenge))
        value += ", cnonce=\"" + call.clientNonce + '"';
    if (challenge.hasQop)
        value += ", qop=auth, nc=" + count;
    return value;
}

} // namespace weightyard::net
