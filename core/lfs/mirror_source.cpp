#include "lfs/mirror_source.h"

#include "base/log.h"
#include "net/status_error.h"

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Oid;
using base::Result;
using Trust = net::AuthSession::Trust;

namespace {

constexpr std::chrono::milliseconds kPatience{15'000}; // there are others
constexpr int kNotFound = 404;

Endpoint endpointOf(const base::Mirror &mirror, const MirrorModel &model)
{
    const QString path = QString::fromLatin1(QUrl::toPercentEncoding(model.modelPath, "/"));
    return {.batchUrl = mirror.at(u'/' + path + u".git/info/lfs/objects/batch"_s),
            .trust = mirror.mayHaveToken ? Trust::Ask : Trust::Anonymous};
}

// It has no batch API, or not for this; what is wrong with the mirror as a whole shows at the next request, too.
bool mayHaveOtherWay(const base::Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Protocol:
    case ErrorKind::Auth:
    case ErrorKind::Gated:
        return true;
    case ErrorKind::Server:
        return error.context.httpStatus == 501;
    default:
        return false;
    }
}

} // namespace

MirrorSource::MirrorSource(base::Mirror mirror, const MirrorModel &model, net::AuthSession &session)
    : m_mirror(std::move(mirror)),
      m_model(model),
      m_session(session)
{}

MirrorSource::~MirrorSource() = default;

std::optional<QUrl> MirrorSource::addressOf(const Oid &oid) const
{
    if (m_mirror.isStatic) {
        const QString name = oid.toString();
        return m_mirror.at(u"/%1/%2/%3"_s.arg(name.left(2), name.mid(2, 2), name));
    }
    const QString path = m_model.paths.value(oid);
    if (m_model.modelPath.isEmpty() || path.isEmpty())
        return {};
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, "/"));
    };
    return m_mirror.at(u"/%1/resolve/%2/%3"_s.arg(encoded(m_model.modelPath), m_model.commit, encoded(path)));
}

Result<QHash<Oid, Action>> MirrorSource::byBatch(const QList<Pointer> &objects,
                                                 const base::CancelToken &cancel)
{
    BatchClient batch(m_session, endpointOf(m_mirror, m_model), m_model.refName, {.attempts = 1});
    const auto answer = batch.actions(objects, cancel, {});
    if (!answer && mayHaveOtherWay(answer.error())) {
        qCDebug(base::lcLfs).noquote() << "no batch at the mirror:" << base::describe(answer.error());
        m_hasBatch = false;
        return QHash<Oid, Action>();
    }
    if (!answer)
        return fail(answer.error());
    QHash<Oid, Action> found;
    for (const BatchObject &object : *answer) {
        if (object.action)
            found.insert(object.oid, *object.action);
    }
    return found;
}

// One byte of the first object: without it nothing is known of the credential that all of them need.
Result<void> MirrorSource::signIn(const QUrl &url, const base::CancelToken &cancel)
{
    const net::HttpRequest request{.url = url, .headers = {{"Range", "bytes=0-0"}}, .silence = kPatience};
    const auto stream = m_session.open(request, Trust::Ask, cancel);
    if (!stream)
        return fail(stream.error());
    m_signedIn = true;
    const int status = (*stream)->head().status;
    if (status < 400 || status == kNotFound) // of that object alone
        return {};
    return fail(net::errorForStatus({.head = (*stream)->head(), .body = {}}, m_session.clock()));
}

Result<QHash<Oid, Action>> MirrorSource::actions(const QList<Pointer> &objects,
                                                 const base::CancelToken &cancel)
{
    QHash<Oid, Action> found;
    if (!m_mirror.isStatic && m_model.modelPath.isEmpty())
        return found;
    if (!m_mirror.isStatic && m_hasBatch) {
        const auto told = byBatch(objects, cancel);
        if (!told)
            return fail(told.error());
        found = *told;
    }
    for (const Pointer &object : objects) {
        if (found.contains(object.oid))
            continue;
        const std::optional<QUrl> url = addressOf(object.oid);
        if (!url)
            continue;
        if (m_mirror.mayHaveToken && !m_signedIn) {
            if (const Result<void> in = signIn(*url, cancel); !in)
                return fail(in.error());
        }
        found.insert(object.oid, Action{.href = *url, .headers = {}, .expiresAtSteadyMs = {}});
    }
    return found;
}

net::Exchange MirrorSource::start(const Action &action, const AttemptPlan &plan,
                                  std::shared_ptr<Attempt> attempt) const
{
    net::HttpRequest request = attemptRequest(action.href, action.headers, plan);
    request.silence = kPatience;
    const bool isItsOwn = base::Origin::of(action.href) == base::Origin::of(m_mirror.base);
    if (m_mirror.mayHaveToken && isItsOwn && !action.authenticated
        && !action.headers.contains("Authorization")) {
        if (const auto authorization = m_session.authorizationFor(action.href))
            request.headers.set("Authorization", *authorization);
    }
    return m_session.client().start(request, std::move(attempt));
}

} // namespace weightyard::lfs
