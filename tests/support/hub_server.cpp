#include "hub_server.h"

#include "api_endpoint.h"
#include "batch_endpoint.h"
#include "git_backend.h"
#include "hub_access.h"
#include "hub_routes.h"
#include "storage_endpoint.h"
#include "wire_faults.h"

#include <QFile>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

class HubListener final : public QTcpServer
{
public:
    HubListener(HubServer &server, QObject *parent) : QTcpServer(parent), m_server(server) {}

    void useTls(const QString &certificateFile, const QString &keyFile)
    {
        m_tls = QSslConfiguration::defaultConfiguration();
        m_tls->setLocalCertificateChain(QSslCertificate::fromPath(certificateFile));
        m_tls->setPrivateKey(QSslKey(readFile(keyFile), QSsl::Ec));
        m_tls->setPeerVerifyMode(QSslSocket::VerifyNone);
        if (m_tls->localCertificate().isNull() || m_tls->privateKey().isNull())
            throw std::runtime_error("cannot read certificate or key");
    }
    void setBaseUrl(const QString &url) { m_baseUrl = url; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        const HttpConnection::Info info{0, serverPort(), m_tls.has_value(), m_baseUrl};
        if (!m_tls) {
            auto *socket = new QTcpSocket;
            socket->setSocketDescriptor(descriptor);
            m_server.adopt(socket, info);
            return;
        }
        auto *socket = new QSslSocket;
        socket->setSocketDescriptor(descriptor);
        socket->setSslConfiguration(*m_tls);
        m_server.adopt(socket, info);
        socket->startServerEncryption();
    }

private:
    HubServer &m_server;
    QString m_baseUrl;
    std::optional<QSslConfiguration> m_tls;
};

} // namespace

Listener HubServer::listen(const ListenerOptions &options)
{
    auto listener = std::make_unique<HubListener>(*this, nullptr);
    listener->setProxy(QNetworkProxy::NoProxy);
    const bool tls = !options.certificateFile.isEmpty();
    if (tls)
        listener->useTls(options.certificateFile, options.keyFile);
    listener->setListenBacklogSize(256);
    if (!listener->listen(QHostAddress(options.address), options.port))
        throw std::runtime_error("cannot listen on " + options.address.toStdString() + ": "
                                 + listener->errorString().toStdString());
    Listener result;
    result.id = m_nextListener++;
    result.port = listener->serverPort();
    result.baseUrl = QUrl(u"%1://%2:%3"_s.arg(tls ? u"https"_s : u"http"_s,
                                              options.hostName.isEmpty() ? options.address : options.hostName,
                                              QString::number(result.port)));
    listener->setBaseUrl(result.baseUrl.toString());
    listener->setParent(this);
    m_listeners.insert(result.id, listener.release());
    return result;
}

void HubServer::closeListener(int id)
{
    delete m_listeners.take(id);
}

void HubServer::dropConnections()
{
    const auto connections = std::exchange(m_connections, {});
    for (const QPointer<HttpConnection> &connection : connections) {
        if (connection)
            connection->resetNow();
    }
}

void HubServer::adopt(QTcpSocket *socket, const HttpConnection::Info &info)
{
    HttpConnection::Info numbered = info;
    numbered.number = m_nextConnection++;
    auto *connection = new HttpConnection(
        socket, numbered, m_state,
        [this](HttpConnection &from, const HttpRequest &request) { handle(from, request); });
    connection->setParent(this);
    m_connections.removeIf([](const QPointer<HttpConnection> &old) { return old.isNull(); });
    m_connections.append(connection);
}

RequestFacts HubServer::factsOf(const HttpRequest &request, quint16 port) const
{
    RequestFacts facts;
    facts.endpoint = endpointOf(request.path);
    facts.method = request.method;
    facts.target = QString::fromUtf8(request.target);
    facts.port = port;
    if (facts.endpoint == Endpoint::Batch)
        facts.oids = batchOids(request.body);
    if (facts.endpoint == Endpoint::Storage || facts.endpoint == Endpoint::Static) {
        const QByteArray oid = storageOid(request.path);
        facts.oids = {oid};
        if (const ObjectSourcePtr source = m_state->objects.find(oid)) {
            const ByteRange range = requestedRange(*m_state, request, source->size());
            facts.rangeStart = range.start;
            facts.rangeEnd = range.end;
        }
    }
    return facts;
}

void HubServer::handle(HttpConnection &connection, const HttpRequest &request)
{
    const HttpConnection::Info &info = connection.info();
    const RequestFacts facts = factsOf(request, info.port);
    const QString repository = repositoryOf(request.path);
    const QList<Fault> faults = m_state->faults.take(facts);

    LoggedRequest logged;
    logged.endpoint = facts.endpoint;
    logged.repository = repository;
    logged.port = info.port;
    logged.tls = info.tls;
    logged.connection = info.number;
    logged.method = request.method;
    logged.target = request.target;
    logged.headers = request.headers;
    logged.rawHead = request.rawHead;
    logged.body = request.body.left(LoggedRequest::kBodyKept);
    logged.bodySize = request.body.size();
    logged.milliseconds = m_state->elapsedMs();
    for (const Fault &fault : faults)
        logged.faults.append(fault.kind);
    const int number = m_state->log.append(std::move(logged));
    connection.setLogNumber(number);
    answer(connection, request, facts, repository, number, faults);
}

void HubServer::answer(HttpConnection &connection, const HttpRequest &request, const RequestFacts &facts,
                       const QString &repository, int logNumber, const QList<Fault> &faults)
{
    const auto send = [target = QPointer<HttpConnection>(&connection), faults](HttpResponse response) {
        applyWireFaults(response, faults);
        if (target)
            target->send(std::move(response));
    };
    // Every credential is recorded, also where a fault answers.
    const Caller caller = identifyCaller(*m_state, request, logNumber, connection.info().port);
    if (std::optional<HttpResponse> replaced = replacingAnswer(faults, request, facts.endpoint)) {
        send(std::move(*replaced));
        return;
    }
    switch (facts.endpoint) {
    case Endpoint::Storage:
        send(request.path.startsWith(u"/_verify/"_s) ? answerVerify(*m_state, request)
                                                     : answerStorage(*m_state, request, caller, faults));
        return;
    case Endpoint::Api:
        send(answerApi(*m_state, request, caller, connection.info().baseUrl));
        return;
    case Endpoint::Static:
        send(answerStatic(*m_state, request, faults));
        return;
    case Endpoint::Other:
        send(HttpResponse::ofBytes(404, "application/json", "{\"message\":\"Not found\"}"));
        return;
    case Endpoint::Git:
    case Endpoint::Batch:
    case Endpoint::Resolve:
        break;
    }
    const AccessDecision decision = decideAccess(*m_state, caller, repository, facts.endpoint);
    if (!decision.allowed()) {
        send(refusal(*m_state, decision, facts.endpoint));
        return;
    }
    if (facts.endpoint == Endpoint::Resolve) {
        send(answerResolve(*m_state, request, connection.info().baseUrl));
        return;
    }
    if (facts.endpoint == Endpoint::Batch && !m_state->currentSettings().hasBatch) {
        send(HttpResponse::ofBytes(404, "text/html", "<!doctype html><title>404</title>"));
        return;
    }
    if (facts.endpoint == Endpoint::Batch) {
        send(answerBatch(*m_state, request, connection.info().baseUrl, faults));
        return;
    }
    const GitRequest git{m_state->root, repository, gitServiceOf(request.path), decision.user,
                         m_state->currentSettings().allowPush};
    connection.setPending(runGitBackend(git, request, send));
}

} // namespace weightyard::test
