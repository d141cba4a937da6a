// ApiSession: requests to the Hub's API, with the credential that it wants, its quota obeyed, and pages followed as its Link header
// names them. One for a question that may take several requests. Blocks: worker threads only.
#pragma once

#include "hub/model_facts.h"
#include "net/auth_session.h"

#include <QJsonDocument>

namespace weightyard::hub {

struct ApiReply {
    QJsonDocument json;
    QUrl next; ///< the next page; empty: there is none
};

class ApiSession
{
public:
    /// `services` outlive it. `location` is of the model that is asked about; without one the question is of no model.
    explicit ApiSession(const FactServices &services,
                        const std::optional<catalog::ModelLocation> &location = {});

    /// JSON of at most net::kJsonCap. RateLimited, with the time, when the Hub wants a longer wait than FactServices::patience.
    /// `next` of another origin than the Hub's is asked anonymously. Protocol for what is no JSON.
    base::Result<ApiReply> get(const QUrl &url, const base::CancelToken &cancel);
    /// The same for a file of the repository: its bytes, at most `cap`.
    base::Result<QByteArray> file(const QUrl &url, qint64 cap, const base::CancelToken &cancel);
    /// The same for an answer that says all by its status.
    base::Result<void> ask(const QUrl &url, const base::CancelToken &cancel);

private:
    base::Result<net::HttpReply> fetch(const QUrl &url, const QByteArray &accept, qint64 cap,
                                       const base::CancelToken &cancel);
    net::AuthSession::Trust trustFor(const QUrl &url, const base::CancelToken &cancel);
    base::Result<void> wait(qint64 ms, const QUrl &url, const base::CancelToken &cancel);

    const FactServices &m_services;
    std::optional<catalog::ModelLocation> m_location;
    net::AuthSession m_session;
    qint64 m_patienceMs;
};

/// A host that speaks of the model and has not got this part of the API, as some mirrors: 404, 405 and 501 without a reason. Pure.
bool lacksEndpoint(const base::Error &error);

/// The address behind rel="next" of a Link header (RFC 8288), taken against `base`; http or https only, never from https to http.
/// Empty: none. Pure.
QUrl nextPage(const QByteArray &link, const QUrl &base);

} // namespace weightyard::hub
