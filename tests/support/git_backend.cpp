#include "git_backend.h"

#include "child_process.h"

#include <QProcess>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

class GitChild final : public BodyStream, public std::enable_shared_from_this<GitChild>
{
public:
    explicit GitChild(std::function<void(HttpResponse)> done)
        : m_done(std::move(done)),
          m_process(new QProcess)
    {}
    ~GitChild() override
    {
        // May run inside one of the process's own signals: it is deleted from the event loop.
        m_process->disconnect();
        m_process->kill();
        m_process->deleteLater();
    }
    GitChild(const GitChild &) = delete;
    GitChild &operator=(const GitChild &) = delete;

    void start(const QProcessEnvironment &environment, const QByteArray &input)
    {
        m_process->setProcessEnvironment(environment);
        m_process->setStandardErrorFile(QProcess::nullDevice());
        QObject::connect(m_process, &QProcess::readyReadStandardOutput, m_process, [this] { progress(); });
        QObject::connect(m_process, &QProcess::finished, m_process, [this] { progress(); });
        QObject::connect(m_process, &QProcess::errorOccurred, m_process, [this] { progress(); });
        m_process->start(u"git"_s, {u"http-backend"_s});
        m_process->write(input);
        m_process->closeWriteChannel();
    }

    QByteArray read(qint64 maximum) override
    {
        if (!m_early.isEmpty()) {
            const QByteArray piece = m_early.left(maximum);
            m_early.remove(0, piece.size());
            return piece;
        }
        return m_process->read(maximum);
    }

    bool atEnd() const override
    {
        return m_early.isEmpty() && m_process->state() == QProcess::NotRunning
               && m_process->bytesAvailable() == 0;
    }

private:
    void progress()
    {
        const std::shared_ptr<GitChild> keep = shared_from_this();
        if (!m_done) {
            if (onReadable)
                onReadable();
            return;
        }
        m_early += m_process->readAllStandardOutput();
        const qsizetype end = m_early.indexOf("\r\n\r\n");
        if (end < 0 && m_process->state() != QProcess::NotRunning)
            return;
        HttpResponse response;
        if (end < 0) {
            response = HttpResponse::ofBytes(500, "text/plain", "git http-backend failed\n");
        } else {
            readHead(m_early.left(end), response);
            m_early.remove(0, end + 4);
            response.body = keep;
        }
        std::exchange(m_done, nullptr)(std::move(response));
    }

    static void readHead(const QByteArray &head, HttpResponse &response)
    {
        for (const QByteArray &line : head.split('\n')) {
            const QByteArray name = line.left(line.indexOf(':')).trimmed();
            const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
            if (name.compare("Status", Qt::CaseInsensitive) == 0)
                response.status = value.left(3).toInt();
            else if (name.compare("Content-Length", Qt::CaseInsensitive) == 0)
                response.length = value.toLongLong();
            else
                response.headers.append({name, value});
        }
    }

    std::function<void(HttpResponse)> m_done;
    QProcess *m_process;
    QByteArray m_early; // read while looking for the end of the head
};

QProcessEnvironment cgiEnvironment(const GitRequest &git, const HttpRequest &request)
{
    QProcessEnvironment environment = neutralEnvironment(git.root);
    environment.insert(u"GATEWAY_INTERFACE"_s, u"CGI/1.1"_s);
    environment.insert(u"SERVER_PROTOCOL"_s, u"HTTP/1.1"_s);
    environment.insert(u"REMOTE_ADDR"_s, u"127.0.0.1"_s);
    environment.insert(u"GIT_PROJECT_ROOT"_s, git.root);
    environment.insert(u"GIT_HTTP_EXPORT_ALL"_s, u"1"_s);
    environment.insert(u"PATH_INFO"_s, u'/' + git.repository + git.service);
    environment.insert(u"QUERY_STRING"_s, QString::fromLatin1(request.query));
    environment.insert(u"REQUEST_METHOD"_s, QString::fromLatin1(request.method));
    environment.insert(u"CONTENT_TYPE"_s, QString::fromLatin1(request.header("Content-Type")));
    environment.insert(u"CONTENT_LENGTH"_s, QString::number(request.body.size()));
    const QByteArray encoding = request.header("Content-Encoding");
    if (!encoding.isEmpty())
        environment.insert(u"HTTP_CONTENT_ENCODING"_s, QString::fromLatin1(encoding));
    const QByteArray protocol = request.header("Git-Protocol");
    if (!protocol.isEmpty()) {
        environment.insert(u"HTTP_GIT_PROTOCOL"_s, QString::fromLatin1(protocol));
        environment.insert(u"GIT_PROTOCOL"_s, QString::fromLatin1(protocol));
    }
    if (!git.user.isEmpty())
        environment.insert(u"REMOTE_USER"_s, git.user);
    // Given by environment so that repositories keep the configuration a test wrote into them.
    environment.insert(u"GIT_CONFIG_COUNT"_s, u"1"_s);
    environment.insert(u"GIT_CONFIG_KEY_0"_s, u"http.receivepack"_s);
    environment.insert(u"GIT_CONFIG_VALUE_0"_s, git.allowPush ? u"true"_s : u"false"_s);
    return environment;
}

} // namespace

std::shared_ptr<void> runGitBackend(const GitRequest &git, const HttpRequest &request,
                                    std::function<void(HttpResponse)> done)
{
    auto child = std::make_shared<GitChild>(std::move(done));
    child->start(cgiEnvironment(git, request), request.body);
    return child;
}

} // namespace weightyard::test
