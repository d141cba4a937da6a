#include "pty_run.h"

#include <QDeadlineTimer>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef Q_OS_MACOS
#include <util.h>
#else
#include <pty.h>
#endif

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

void Screen::put(QChar c)
{
    if (m_column >= m_columns) {
        m_tooLong.append(m_rows.at(m_row));
        m_column = 0;
        ++m_row;
    }
    while (m_rows.size() <= m_row)
        m_rows.append(QString());
    QString &row = m_rows[m_row];
    while (row.size() <= m_column)
        row += u' ';
    row[m_column++] = c;
}

void Screen::escape(const QString &sequence)
{
    const int count = qMax(sequence.mid(2).chopped(1).toInt(), 1);
    if (sequence.endsWith(u'A')) {
        m_row = qMax(m_row - count, 0);
        ++m_redraws;
    } else if (sequence.endsWith(u'J')) {
        m_rows = m_rows.mid(0, m_row + 1);
        m_rows.last().truncate(m_column);
    } else {
        m_unknown.append(sequence.mid(1));
    }
}

void Screen::feed(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\n') {
            ++m_row;
            if (m_rows.size() <= m_row)
                m_rows.append(QString());
        } else if (c == u'\r') {
            m_column = 0;
        } else if (c == QChar(0x1b)) {
            qsizetype end = i + 2;
            while (end < text.size() && !text.at(end).isLetter())
                ++end;
            escape(text.mid(i, end - i + 1));
            i = end;
        } else {
            put(c);
        }
    }
}

QStringList Screen::rows() const
{
    QStringList rows = m_rows;
    for (QString &row : rows) {
        while (row.endsWith(u' '))
            row.chop(1);
    }
    while (!rows.isEmpty() && rows.last().isEmpty())
        rows.removeLast();
    return rows;
}

QString PtyRun::problem()
{
    int master = -1;
    int slave = -1;
    if (::openpty(&master, &slave, nullptr, nullptr, nullptr) != 0)
        return u"no pseudo-terminal: "_s + qt_error_string(errno);
    ::close(master);
    ::close(slave);
    return {};
}

PtyRun::PtyRun(const QString &program, CliRun &cli, const QStringList &arguments, Size size, Options options)
    : m_size(size)
{
    QProcessEnvironment environment = cli.environment();
    if (!environment.contains(u"TERM"_s))
        environment.insert(u"TERM"_s, u"xterm"_s);
    QList<QByteArray> words{program.toLocal8Bit()};
    QStringList all = arguments;
    if (options == Options::Folders)
        all << u"--config"_s << cli.config() << u"--library"_s << cli.library();
    for (const QString &argument : std::as_const(all))
        words.append(argument.toLocal8Bit());
    QList<QByteArray> variables;
    const QStringList settings = environment.toStringList();
    for (const QString &setting : settings)
        variables.append(setting.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    std::vector<char *> envp;
    for (QByteArray &variable : variables)
        envp.push_back(variable.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    const QByteArray folder = cli.home().toLocal8Bit();

    winsize window = {};
    window.ws_col = static_cast<unsigned short>(size.columns);
    window.ws_row = static_cast<unsigned short>(size.rows);
    m_pid = ::forkpty(&m_master, nullptr, nullptr, &window);
    if (m_pid < 0)
        throw std::runtime_error("no pseudo-terminal");
    if (m_pid == 0) {
        if (::chdir(folder.constData()) == 0)
            ::execve(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
}

PtyRun::~PtyRun()
{
    if (m_exitCode < 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_master);
}

void PtyRun::type(const QByteArray &keys)
{
    if (::write(m_master, keys.constData(), static_cast<size_t>(keys.size())) != keys.size())
        throw std::runtime_error("the terminal took no keys");
}

void PtyRun::sendSignal(int signal)
{
    ::kill(m_pid, signal);
}

bool PtyRun::readSome(int milliseconds)
{
    pollfd wanted{.fd = m_master, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, milliseconds) <= 0)
        return true;
    char buffer[65536];
    const ssize_t got = ::read(m_master, buffer, sizeof buffer);
    if (got > 0)
        m_output.append(buffer, got);
    return got > 0 || (got < 0 && errno == EINTR); // EIO: nobody holds the other end any more
}

bool PtyRun::readUntil(const std::function<bool(const QByteArray &)> &ready,
                       std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(patient(timeout));
    while (!ready(m_output)) {
        if (deadline.hasExpired() || !readSome(20))
            return ready(m_output);
    }
    return true;
}

bool PtyRun::waitForEnd(std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(patient(timeout));
    bool open = true;
    while (m_exitCode < 0) {
        if (open)
            open = readSome(5);
        int status = 0;
        if (::waitpid(m_pid, &status, WNOHANG) == m_pid)
            m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (deadline.hasExpired())
            return false;
        else if (!open)
            ::usleep(2'000);
    }
    while (open) { // what is still in the terminal
        const qsizetype before = m_output.size();
        open = readSome(0) && m_output.size() > before;
    }
    return true;
}

Screen PtyRun::screen() const
{
    Screen screen(m_size.columns);
    screen.feed(m_output);
    return screen;
}

} // namespace weightyard::test
