#include "net/tls_trust.h"

#include "base/error_code.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestKey = 64 * 1024;

base::Failure unusable(const QString &path, const base::Cause &why, const QString &said = {})
{
    return base::fail(base::ErrorKind::Tls, why, said, {.path = path});
}

base::Result<QList<QSslCertificate>> certificatesIn(const QString &path)
{
    const QFileInfo info(path);
    QList<QSslCertificate> found;
    if (info.isDir()) {
        const QFileInfoList entries = QDir(path).entryInfoList(QDir::Files | QDir::Readable);
        for (const QFileInfo &entry : entries)
            found += QSslCertificate::fromPath(entry.filePath(), QSsl::Pem,
                                               QSslCertificate::PatternSyntax::FixedString);
    } else {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return unusable(path, base::ErrorCode::CertificatesUnreadable, file.errorString());
        found = QSslCertificate::fromDevice(&file, QSsl::Pem);
    }
    if (found.isEmpty())
        return unusable(path, base::ErrorCode::NoPemCertificate);
    return found;
}

// What the key is for stands in the file, but not in a word that all writers share: each kind is tried.
base::Result<QSslKey> privateKeyIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, base::ErrorCode::ClientKeyUnreadable, file.errorString());
    const QByteArray text = file.read(kLargestKey);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(text, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return unusable(path, base::ErrorCode::NoClientKey);
}

base::Result<void> addClientCertificate(QSslConfiguration &configuration, const ClientCertificate &wanted)
{
    const base::Result<QList<QSslCertificate>> chain = certificatesIn(wanted.certificate);
    if (!chain)
        return base::fail(chain.error());
    const base::Result<QSslKey> key = privateKeyIn(wanted.key);
    if (!key)
        return base::fail(key.error());
    configuration.setLocalCertificateChain(*chain);
    configuration.setPrivateKey(*key);
    return {};
}

} // namespace

base::Result<QSslConfiguration> TlsTrust::configurationFor(const NetworkSettings &settings, const QUrl &url)
{
    const QStringList files = settings.caFilesFor(url);
    const ClientCertificate client = settings.clientCertificateFor(url);
    const QString version = settings.tlsVersionFor(url);
    const Wanted wanted{files, client.certificate, client.key, version};
    if (const auto known = m_known.find(wanted); known != m_known.end())
        return known->second;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!version.isEmpty())
        configuration.setProtocol(version == "tlsv1.3"_L1 ? QSsl::TlsV1_3 : QSsl::TlsV1_2);
    if (!files.isEmpty()) {
        // Any change of the list ends Qt's loading of system certificates on demand, so they have to be named.
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates());
        for (const QString &path : files) {
            const base::Result<QList<QSslCertificate>> more = certificatesIn(path);
            if (!more)
                return base::fail(more.error());
            configuration.addCaCertificates(*more);
        }
    }
    if (!client.certificate.isEmpty()) {
        if (const base::Result<void> added = addClientCertificate(configuration, client); !added)
            return base::fail(added.error());
    }
    m_known.emplace(wanted, configuration);
    return configuration;
}

} // namespace weightyard::net
