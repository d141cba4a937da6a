#include "git/upload_pack_client.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/status_error.h"

#include <QUrlQuery>
#include <array>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kRefsSuffix = "/info/refs"_L1;
constexpr qint64 kErrorBodyCap = 64 * 1024;

QUrl withoutTrailingSlash(QUrl url)
{
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace

void readToEnd(net::HttpStream &stream)
{
    std::array<char, 1024> rest{};
    static_cast<void>(stream.read(rest.data(), rest.size()));
}

UploadPackClient::UploadPackClient(QUrl url, net::AuthSession &session, base::CancelToken cancel)
    : m_url(withoutTrailingSlash(std::move(url))),
      m_origin(base::Origin::of(m_url)),
      m_session(session),
      m_cancel(std::move(cancel))
{}

net::HttpRequest UploadPackClient::request(const QString &suffix) const
{
    QUrl url = m_url;
    url.setPath(url.path(QUrl::FullyEncoded) + suffix, QUrl::TolerantMode);
    net::HttpRequest request{.url = url};
    // Hosts tell git from browsers by the first word, and some answer only git.
    request.headers.set("User-Agent", "git/2.0 (weightyard)");
    // They may hold a secret, and a redirect leads elsewhere.
    request.addConfiguredHeaders = base::Origin::of(url) == m_origin;
    return request;
}

base::Result<std::unique_ptr<net::HttpStream>> UploadPackClient::open(const net::HttpRequest &request,
                                                                      QByteArrayView contentType)
{
    auto stream = m_session.open(request, net::AuthSession::Trust::Ask, m_cancel);
    if (!stream)
        return stream;
    const net::ResponseHead &head = (*stream)->head();
    const base::ErrorContext context{.url = base::redacted(head.url), .httpStatus = head.status};
    if (head.status >= 400) {
        const auto body = (*stream)->readAll(kErrorBodyCap);
        return base::fail(
            net::errorForStatus({.head = head, .body = body.value_or(QByteArray())}, m_session.clock()));
    }
    const QByteArray type = head.headers.value("Content-Type").value_or(QByteArray());
    const QByteArray bare =
        type.left(type.contains(';') ? type.indexOf(';') : type.size()).trimmed().toLower();
    if (head.status == 200 && bare == contentType)
        return stream;
    const base::Cause what = bare == "text/html" ? base::ErrorCode::NotGitPage
                             : bare == "text/plain"
                                 ? base::ErrorCode::DumbGit
                                 : base::Cause(base::ErrorCode::NotGit, QString::number(head.status),
                                               QString::fromLatin1(bare.left(100)));
    return base::fail(base::ErrorKind::Protocol, what, context);
}

base::Result<Advertisement> UploadPackClient::advertisement(const RefFilter &filter)
{
    net::HttpRequest get = request(kRefsSuffix);
    QUrlQuery query;
    query.addQueryItem(u"service"_s, u"git-upload-pack"_s);
    get.url.setQuery(query);
    get.headers.set("Accept", "*/*");
    auto stream = open(get, "application/x-git-upload-pack-advertisement");
    if (!stream)
        return base::fail(stream.error());

    QUrl base = (*stream)->head().url;
    const QString path = base.path(QUrl::FullyEncoded);
    if (!path.endsWith(kRefsSuffix)) {
        return base::fail(base::ErrorKind::Protocol, base::ErrorCode::RedirectOfRepository,
                          {.url = base::redacted(base)});
    }
    base.setPath(path.chopped(kRefsSuffix.size()), QUrl::TolerantMode);
    m_url = withoutTrailingSlash(base);

    PktLineReader lines([&](char *buffer, qint64 size) { return (*stream)->read(buffer, size); });
    base::Result<Advertisement> list = readAdvertisement(lines, filter);
    if (list)
        readToEnd(**stream);
    if (!list && list.error().context.url.isEmpty()) {
        base::Error error = list.error();
        error.context.url = base::redacted(m_url);
        return base::fail(error);
    }
    return list;
}

base::Result<std::unique_ptr<net::HttpStream>> UploadPackClient::post(const QByteArray &body)
{
    net::HttpRequest request = this->request(u"/git-upload-pack"_s);
    request.method = "POST";
    request.keepMethod = true;
    request.headers.set("Content-Type", "application/x-git-upload-pack-request");
    request.headers.set("Accept", "application/x-git-upload-pack-result");
    request.body = body;
    return open(request, "application/x-git-upload-pack-result");
}

} // namespace weightyard::git
