// Oid: the SHA-256 that names an LFS object: 64 lower-case hex digits (git-lfs docs/spec.md). Value type, any thread.
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <optional>

namespace weightyard::base {

class Oid
{
public:
    /// Upper-case digits are refused, as git-lfs refuses them.
    static std::optional<Oid> fromHex(QByteArrayView hex);
    static Oid fromDigest(const QByteArray &digest); ///< 32 raw bytes
    static Oid ofEmpty();                            ///< of no bytes at all

    const QByteArray &hex() const { return m_hex; }
    QString toString() const { return QString::fromLatin1(m_hex); }

    friend bool operator==(const Oid &, const Oid &) = default;
    friend auto operator<=>(const Oid &a, const Oid &b) { return a.m_hex.compare(b.m_hex) <=> 0; }
    friend size_t qHash(const Oid &oid, size_t seed = 0) { return ::qHash(oid.m_hex, seed); }

private:
    explicit Oid(QByteArray hex) : m_hex(std::move(hex)) {}
    QByteArray m_hex;
};

} // namespace weightyard::base
