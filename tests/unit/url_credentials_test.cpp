#include "test_registry.h"

#include "settings/url_credentials.h"

#include <QTest>

namespace url_credentials_test {

using namespace weightyard;
using namespace weightyard::settings;
using namespace Qt::Literals::StringLiterals;
using base::Credential;
using base::CredentialQuery;

namespace {

const Credential kHelpers{.user = u"helper"_s, .secret = u"h"_s, .source = u"git credential"_s};
const Credential kUrls{.user = u"me"_s, .secret = u"s3cret"_s, .source = u"url"_s};

const QUrl kUrl(u"https://git.example/o/n"_s);

// Credentials that write down what they are asked and told.
class Others final : public base::Credentials
{
public:
    base::Result<std::optional<Credential>> find(const CredentialQuery &query,
                                                 const base::CancelToken &) override
    {
        asked.append(query.origin.toString());
        return kHelpers;
    }
    void approve(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        approved.append(credential.secret);
    }
    void reject(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        rejected.append(credential.secret);
    }
    QStringList asked;
    QStringList approved;
    QStringList rejected;
};

CredentialQuery queryFor(const QString &url)
{
    return {.origin = base::Origin::of(QUrl(url)), .path = {}, .realm = {}};
}

} // namespace

class UrlCredentialsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsOwnOriginOnly();
    void neverGivenAway();
    void rejectedOnceThenTheOthers();
    void withoutUserInfo();

private:
    const base::CancelToken m_cancel;
};

void UrlCredentialsTest::itsOwnOriginOnly()
{
    Others others;
    UrlCredentials credentials(others);
    credentials.add(kUrl, kUrls);
    QCOMPARE(credentials.find(queryFor(u"https://git.example:443/other"_s), m_cancel)->value(), kUrls);
    QVERIFY(others.asked.isEmpty());
    for (const char *url : {"https://cdn.example/o", "http://git.example/o", "https://git.example:8443/o",
                            "https://x.git.example/"})
        QCOMPARE(credentials.find(queryFor(QString::fromLatin1(url)), m_cancel)->value(), kHelpers);
    QCOMPARE(others.asked.size(), 4);
}

void UrlCredentialsTest::neverGivenAway()
{
    Others others;
    UrlCredentials credentials(others);
    credentials.add(kUrl, kUrls);
    const CredentialQuery query = queryFor(u"https://git.example/"_s);
    credentials.approve(query, kUrls, m_cancel);
    credentials.reject(query, kUrls, m_cancel);
    QVERIFY(others.approved.isEmpty() && others.rejected.isEmpty());
    credentials.approve(query, kHelpers, m_cancel);
    credentials.reject(query, kHelpers, m_cancel);
    QCOMPARE(others.approved + others.rejected, (QStringList{kHelpers.secret, kHelpers.secret}));
}

void UrlCredentialsTest::rejectedOnceThenTheOthers()
{
    Others others;
    UrlCredentials credentials(others);
    credentials.add(kUrl, kUrls);
    const CredentialQuery query = queryFor(u"https://git.example/"_s);
    credentials.reject(query, kHelpers, m_cancel);
    QCOMPARE(credentials.find(query, m_cancel)->value(), kUrls);
    credentials.reject(query, kUrls, m_cancel);
    QCOMPARE(credentials.find(query, m_cancel)->value(), kHelpers);
}

void UrlCredentialsTest::withoutUserInfo()
{
    Others others;
    UrlCredentials credentials(others);
    credentials.add(kUrl, {});
    QCOMPARE(credentials.find(queryFor(u"https://git.example/"_s), m_cancel)->value(), kHelpers);
}

WEIGHTYARD_TEST(UrlCredentialsTest)

} // namespace url_credentials_test

#include "url_credentials_test.moc"
