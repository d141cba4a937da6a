#include "net/tls_trust.h"

#include "base/error_code.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

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

} // namespace

base::Result<QSslConfiguration> TlsTrust::configurationFor(const QStringList &files)
{
    if (const auto known = m_known.find(files); known != m_known.end())
        return known->second;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
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
    m_known.emplace(files, configuration);
    return configuration;
}

} // namespace weightyard::net
