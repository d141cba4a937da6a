#include "net/proxy_login.h"

#include <QRandomGenerator>
#include <array>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyOf(const Proxy &proxy)
{
    return proxyName(proxy) + u'\n' + proxy.user + u'\n' + proxy.password;
}

QByteArray clientNonce()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex();
}

} // namespace

QByteArray ProxyLogin::headerFor(const Proxy &proxy, const QByteArray &method, const QByteArray &target)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_known.find(keyOf(proxy));
    if (found == m_known.end())
        return {};
    Known &known = found->second;
    if (!known.digest)
        return "Basic "_ba + (proxy.user + u':' + proxy.password).toUtf8().toBase64();
    return digestAuthorization(*known.digest, {.user = proxy.user,
                                               .password = proxy.password,
                                               .method = method,
                                               .target = target,
                                               .clientNonce = clientNonce(),
                                               .count = ++known.count});
}

bool ProxyLogin::learn(const Proxy &proxy, const Headers &answer, bool sent)
{
    std::optional<DigestChallenge> digest;
    bool basic = false;
    for (const Header &header : answer.all()) {
        if (header.name.compare("Proxy-Authenticate", Qt::CaseInsensitive) != 0)
            continue;
        const QList<AuthScheme> schemes = authSchemes(QString::fromUtf8(header.value));
        for (const AuthScheme &scheme : schemes) {
            basic = basic || scheme.scheme == "basic"_L1;
            if (const auto one = digestChallenge(scheme); one && !digest)
                digest = one;
        }
    }
    if ((!digest && !basic) || (sent && !(digest && digest->isStale)))
        return false;
    const std::lock_guard lock(m_mutex);
    m_known.insert_or_assign(keyOf(proxy), Known{.digest = digest});
    return true;
}

} // namespace weightyard::net
