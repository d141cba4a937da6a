#include "tls_authority.h"

#include "child_process.h"

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

// Dates are given by `openssl ca` because `openssl x509` of OpenSSL 3.0 cannot make a certificate of the past.
const char *const kCaConfig = R"([ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = issued
private_key = ca.key
certificate = ca.pem
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
)";

QStringList rightNames()
{
    return {u"DNS:localhost"_s, u"IP:127.0.0.1"_s, u"IP:127.0.0.2"_s, u"IP:127.0.0.3"_s, u"IP:::1"_s};
}

QStringList newKey(const QString &keyFile)
{
    return {u"-newkey"_s, u"ec"_s,      u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
            u"-nodes"_s,  u"-keyout"_s, keyFile};
}

} // namespace

TlsAuthority::TlsAuthority()
{
    m_folder.writeFile(u"ca.cnf"_s, kCaConfig);
    m_folder.writeFile(u"index.txt"_s, {});
    m_folder.writeFile(u"serial"_s, "1000\n");
    m_folder.makeFolder(u"issued"_s);
    openssl(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"3650"_s, u"-subj"_s, u"/CN=LocalHub test CA"_s,
                        u"-out"_s, u"ca.pem"_s}
            + newKey(u"ca.key"_s));
}

QString TlsAuthority::caFile() const
{
    return m_folder.path(u"ca.pem"_s);
}

void TlsAuthority::openssl(const QStringList &arguments) const
{
    ProcessOptions options;
    options.environment = neutralEnvironment(m_folder.path());
    options.workingDirectory = m_folder.path();
    mustRun(u"openssl"_s, arguments, options);
}

CertificateFiles TlsAuthority::sign(const QString &fileName, const QStringList &names, const QString &start,
                                    const QString &end, const QByteArray &use)
{
    const QString extensions = fileName + u".ext"_s;
    m_folder.writeFile(extensions, "subjectAltName=" + names.join(u',').toUtf8()
                                       + "\nbasicConstraints=CA:FALSE\nextendedKeyUsage=" + use + '\n');
    const QString key = fileName + u".key"_s;
    const QString request = fileName + u".csr"_s;
    const QString certificate = fileName + u".pem"_s;
    openssl(QStringList{u"req"_s, u"-new"_s, u"-subj"_s, u"/CN="_s + fileName, u"-out"_s, request}
            + newKey(key));
    openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, u"ca.cnf"_s, u"-in"_s, request, u"-out"_s,
             certificate, u"-extfile"_s, extensions, u"-startdate"_s, start, u"-enddate"_s, end});
    return {m_folder.path(certificate), m_folder.path(key)};
}

CertificateFiles TlsAuthority::issue(const QString &fileName, const QStringList &subjectAltNames)
{
    return sign(fileName, subjectAltNames, u"20200101000000Z"_s, u"20490101000000Z"_s);
}

CertificateFiles TlsAuthority::client(const QString &name)
{
    return sign(name, {u"DNS:"_s + name + u".example"_s}, u"20200101000000Z"_s, u"20490101000000Z"_s,
                "clientAuth");
}

CertificateFiles TlsAuthority::good()
{
    return issue(u"good"_s, rightNames());
}

CertificateFiles TlsAuthority::wrongHost()
{
    return issue(u"wrong-host"_s, {u"DNS:wrong.example"_s});
}

CertificateFiles TlsAuthority::expired()
{
    return sign(u"expired"_s, rightNames(), u"20200101000000Z"_s, u"20200201000000Z"_s);
}

CertificateFiles TlsAuthority::selfSigned()
{
    openssl(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"3650"_s, u"-subj"_s, u"/CN=self-signed"_s,
                        u"-addext"_s, u"subjectAltName="_s + rightNames().join(u','), u"-out"_s,
                        u"self-signed.pem"_s}
            + newKey(u"self-signed.key"_s));
    return {m_folder.path(u"self-signed.pem"_s), m_folder.path(u"self-signed.key"_s)};
}

ListenerOptions TlsAuthority::listener(const CertificateFiles &files, const QString &address)
{
    ListenerOptions options;
    options.address = address;
    options.certificateFile = files.certificate;
    options.keyFile = files.key;
    return options;
}

} // namespace weightyard::test
