#include "session/program_release.h"

#include "base/clock.h"
#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/log.h"
#include "base/redact.h"
#include "catalog/model_location.h"
#include "net/http_stream.h"
#include "net/status_error.h"
#include "platform/versioned_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QVersionNumber>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kAnswerCap = 4LL * 1024 * 1024; // with its notes and its list of files
constexpr std::chrono::seconds kSilence(15);
constexpr int kRedirects = 3; // of a repository that has moved
const platform::FileFormat kFormat{
    .version = 1, .limit = 64LL * 1024, .kind = platform::FileFormat::Kind::Cache};

// As a tag has it ("v0.2.0"), or as this file does. Empty: it is none.
QString versionIn(const QString &text)
{
    static const QRegularExpression form(u"^v?(\\d{1,6}(?:\\.\\d{1,6}){1,3})$"_s);
    return form.match(text).captured(1);
}

Result<QUrl> addressFor(const base::Environment &environment)
{
    const QString variable = u"WEIGHTYARD_RELEASES"_s;
    const QString address =
        environment.value(variable)
            .value_or(u"https://api.github.com/repos/weightyard/weightyard/releases/latest"_s)
            .trimmed();
    const QUrl url(address, QUrl::StrictMode);
    if (!catalog::isHubEndpoint(address) || !url.userInfo().isEmpty())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NotWebAddress, base::redactedText(address)),
                    {.path = variable});
    return url;
}

Result<QString> newestAt(const QUrl &url, const job::JobServices &services, const base::CancelToken &cancel)
{
    // A language, and our version, are what the client would send by itself.
    const net::HttpRequest request{
        .url = url,
        .headers = {{"Accept", "application/json"}, {"Accept-Language", "en"}, {"User-Agent", "weightyard"}},
        .maxRedirects = kRedirects,
        .silence = kSilence};
    const auto stream = net::HttpStream::open(services.client, request, cancel);
    if (!stream)
        return fail(stream.error());
    const Result<QByteArray> body = (*stream)->readAll(kAnswerCap);
    if (!body)
        return fail(body.error());
    const net::ResponseHead head = (*stream)->head();
    if (head.status >= 400)
        return fail(net::errorForStatus({.head = head, .body = *body}, services.clock));
    const QString tag = QJsonDocument::fromJson(*body).object().value("tag_name"_L1).toString();
    const QString version = versionIn(tag);
    if (head.status != 200 || version.isEmpty())
        return fail(ErrorKind::Protocol,
                    Cause(ErrorCode::NoVersionIn, QString::fromUtf8(body->left(40)).simplified()),
                    {.url = base::redacted(url), .httpStatus = head.status});
    return version;
}

} // namespace

KnownRelease readRelease(const QString &configDir)
{
    const auto json = platform::readVersioned(base::ConfigLayout(configDir).release(), kFormat);
    if (!json || !*json)
        return {};
    return {.checkedMs = (**json)[u"checked_ms"_s].toInteger(),
            .newest = versionIn((**json)[u"newest"_s].toString()),
            .told = versionIn((**json)[u"told"_s].toString())};
}

Result<void> writeRelease(const QString &configDir, const KnownRelease &known)
{
    return platform::writeVersioned(
        base::ConfigLayout(configDir).release(),
        {{u"checked_ms"_s, known.checkedMs}, {u"newest"_s, known.newest}, {u"told"_s, known.told}}, kFormat);
}

Result<KnownRelease> checkRelease(const job::JobServices &services, const base::CancelToken &cancel)
{
    const Result<QUrl> url = addressFor(services.environment);
    if (!url)
        return fail(url.error());
    const Result<QString> newest = newestAt(*url, services, cancel);
    if (!newest)
        return fail(newest.error());
    KnownRelease known = readRelease(services.configDir);
    known.checkedMs = services.clock.wallMs();
    known.newest = *newest;
    if (const Result<void> written = writeRelease(services.configDir, known); !written)
        qCDebug(base::lcHub) << "what was found is not kept:" << base::describe(written.error());
    return known;
}

bool isNewerVersion(const QString &newest, const QString &running)
{
    const QVersionNumber now = QVersionNumber::fromString(running);
    return !newest.isEmpty() && !now.isNull()
           && QVersionNumber::fromString(newest).normalized() > now.normalized();
}

QString releasePage()
{
    return u"https://github.com/weightyard/weightyard/releases/latest"_s;
}

} // namespace weightyard::session
