#include "git_backend.h"

#include "child_process.h"
#include "git_memory.h"

#include <QProcess>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

// An answer of upload-pack as git http-backend gave it.
struct KeptAnswer {
    HttpResponse head; // without a body
    QByteArray body;
};

GitMemory<KeptAnswer> &keptAnswers()
{
    static GitMemory<KeptAnswer> answers;
    return answers;
}

constexpr qsizetype kMostKept = 4 * 1024 * 1024;

class KeptBody final : public BodyStream
{
public:
    explicit KeptBody(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    QByteArray read(qint64 maximum) override
    {
        const QByteArray piece = m_bytes.left(maximum);
        m_bytes.remove(0, piece.size());
        return piece;
    }
    bool atEnd() const override { return m_bytes.isEmpty(); }

private:
    QByteArray m_bytes;
};

// `git http-backend` itself, without a git that only starts it.
QString backendProgram()
{
    static const QString program =
        QString::fromUtf8(mustRun(u"git"_s, {u"--exec-path"_s}).trimmed()) + u"/git-http-backend"_s;
    return program;
}

class GitChild final : public BodyStream, public std::enable_shared_from_this<GitChild>
{
public:
    /// `question`: under which the answer is kept; empty: it is not.
    GitChild(std::function<void(HttpResponse)> done, QByteArray question)
        : m_done(std::move(done)),
          m_question(std::move(question)),
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
        m_process->start(backendProgram(), QStringList());
        m_process->write(input);
        m_process->closeWriteChannel();
    }

    QByteArray read(qint64 maximum) override
    {
        if (!m_early.isEmpty()) {
            const QByteArray piece = m_early.left(maximum);
            m_early.remove(0, piece.size());
            return noted(piece);
        }
        return noted(m_process->read(maximum));
    }

    bool atEnd() const override
    {
        return m_early.isEmpty() && m_process->state() == QProcess::NotRunning
               && m_process->bytesAvailable() == 0;
    }

private:
    QByteArray noted(const QByteArray &piece)
    {
        if (m_question.isEmpty())
            return piece;
        m_kept.body += piece;
        if (m_kept.body.size() > kMostKept || m_kept.head.status != 200)
            m_question.clear();
        keepIfWhole();
        return piece;
    }

    // After the last byte or after the end of the process, whichever is later.
    void keepIfWhole()
    {
        if (!m_question.isEmpty() && atEnd() && m_process->exitStatus() == QProcess::NormalExit
            && m_process->exitCode() == 0)
            keptAnswers().keep(std::exchange(m_question, {}), m_kept);
    }

    void progress()
    {
        const std::shared_ptr<GitChild> keep = shared_from_this();
        if (!m_done) {
            keepIfWhole();
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
            m_kept.head = response;
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
    QByteArray m_question;
    KeptAnswer m_kept;
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

// Empty: what this request asks may change the repository, or the repository is large.
QByteArray questionOf(const GitRequest &git, const HttpRequest &request)
{
    const bool reads = git.service == "/git-upload-pack"_L1
                       || (git.service == "/info/refs"_L1 && request.query == "service=git-upload-pack");
    const QByteArray digest = reads ? digestOfRepository(git.root + u'/' + git.repository) : QByteArray();
    if (digest.isEmpty())
        return {};
    QByteArray question = digest;
    for (const QByteArray &part :
         {git.service.toUtf8(), request.method, request.query, request.header("Content-Type"),
          request.header("Content-Encoding"), request.header("Git-Protocol"), request.body})
        question += QByteArray::number(part.size()) + ':' + part;
    return question;
}

} // namespace

std::shared_ptr<void> runGitBackend(const GitRequest &git, const HttpRequest &request,
                                    std::function<void(HttpResponse)> done)
{
    const QByteArray question = questionOf(git, request);
    if (const auto kept = keptAnswers().find(question); kept && !question.isEmpty()) {
        auto timer = std::make_shared<QTimer>();
        timer->setSingleShot(true);
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [kept = *kept, done = std::move(done)] {
            HttpResponse response = kept.head;
            response.body = std::make_shared<KeptBody>(kept.body);
            done(std::move(response));
        });
        timer->start(0);
        return timer;
    }
    auto child = std::make_shared<GitChild>(std::move(done), question);
    child->start(cgiEnvironment(git, request), request.body);
    return child;
}

} // namespace weightyard::test
