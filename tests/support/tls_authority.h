// Our own certificate authority, by the real openssl program, in a temporary folder. All certificates use P-256.
//
//     TlsAuthority ca;
//     LocalHub hub(ca.listener(ca.good()));            // https://127.0.0.1:port
//     client trusts ca.caFile()
//
// One thread; a failing openssl is fatal (std::runtime_error).
#pragma once

#include "local_hub.h"
#include "temp_dir.h"

#include <QString>
#include <QStringList>

namespace weightyard::test {

struct CertificateFiles {
    QString certificate; // PEM
    QString key;         // PEM
};

class TlsAuthority
{
public:
    TlsAuthority();

    QString caFile() const; // PEM, to be trusted by the client

    CertificateFiles good();                      // localhost, 127.0.0.1, 127.0.0.2, ::1
    CertificateFiles wrongHost();                 // signed by the CA, for wrong.example only
    CertificateFiles expired();                   // signed by the CA, right names, ended in 2020
    CertificateFiles selfSigned();                // right names, signed by itself
    CertificateFiles client(const QString &name); // to be shown by a client; of the same CA
    CertificateFiles issue(const QString &fileName,
                           const QStringList &subjectAltNames); // "DNS:x", "IP:1.2.3.4"

    static ListenerOptions listener(const CertificateFiles &files,
                                    const QString &address = QStringLiteral("127.0.0.1"));

private:
    void openssl(const QStringList &arguments) const;
    CertificateFiles sign(const QString &fileName, const QStringList &names, const QString &start,
                          const QString &end, const QByteArray &use = "serverAuth");

    TempDir m_folder;
};

} // namespace weightyard::test
