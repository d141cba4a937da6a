#include "app/cli/secret_prompt.h"

#include <QtGlobal>

#ifndef Q_OS_WIN

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <tuple>
#include <unistd.h>

namespace weightyard::cli {

namespace {

constexpr int kPollMs = 100;
constexpr char kInterrupt = 3;
constexpr char kEnd = 4;
constexpr char kBackspace = 8;
constexpr char kEraseLine = 21;
constexpr char kDelete = 127;

/// The terminal, as it was before once this is gone. Keys come one by one: a Ctrl-C must not leave it mute.
class Terminal
{
public:
    Terminal() : m_descriptor(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC))
    {
        if (m_descriptor < 0 || tcgetattr(m_descriptor, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        quiet.c_cc[VMIN] = 1;
        quiet.c_cc[VTIME] = 0;
        m_isSet = tcsetattr(m_descriptor, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal()
    {
        if (m_isSet)
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    bool isOpen() const { return m_isSet; }
    void print(const QByteArray &text) const
    {
        qsizetype done = 0;
        while (done < text.size()) {
            const ssize_t wrote =
                write(m_descriptor, text.constData() + done, static_cast<size_t>(text.size() - done));
            if (wrote <= 0 && errno != EINTR)
                return;
            done += wrote > 0 ? wrote : 0;
        }
    }
    /// Ctrl-D where the terminal has gone; nothing: cancelled.
    std::optional<char> key(const base::CancelToken &cancel) const
    {
        pollfd waited{.fd = m_descriptor, .events = POLLIN, .revents = 0};
        while (poll(&waited, 1, kPollMs) == 0) {
            if (cancel.isCancelled())
                return {};
        }
        char c = kEnd;
        while (read(m_descriptor, &c, 1) < 0 && errno == EINTR) {
        }
        return c;
    }

private:
    int m_descriptor;
    termios m_before{};
    bool m_isSet = false;
};

// A character of UTF-8 goes as a whole.
void eraseLast(QByteArray &typed)
{
    while (!typed.isEmpty() && (typed.back() & 0xc0) == 0x80)
        typed.chop(1);
    if (!typed.isEmpty())
        typed.chop(1);
}

struct Answer {
    std::optional<QString> text = {};
    bool interrupted = false;
};

Answer ask(const QString &prompt, bool isShown, const base::CancelToken &cancel)
{
    const Terminal terminal;
    if (!terminal.isOpen())
        return {};
    const QByteArray asked = "\r" + prompt.toLocal8Bit();
    terminal.print(asked);
    QByteArray typed;
    for (;;) {
        const std::optional<char> key = terminal.key(cancel);
        const char c = key.value_or(kEnd);
        if (c == '\n' || c == '\r')
            break;
        if (!key || c == kInterrupt || (c == kEnd && typed.isEmpty())) {
            terminal.print("\n");
            return {.text = {}, .interrupted = c == kInterrupt};
        }
        if (c == kBackspace || c == kDelete)
            eraseLast(typed);
        else if (c == kEraseLine)
            typed.clear();
        else if (static_cast<unsigned char>(c) >= ' ')
            typed += c;
        if (isShown)
            terminal.print("\x1b[2K" + asked + typed); // erases the line first
    }
    terminal.print("\n");
    return {.text = QString::fromLocal8Bit(typed)};
}

} // namespace

std::optional<QString> askSecret(const QString &prompt)
{
    return ask(prompt, false, {}).text;
}

std::optional<QString> askLine(const QString &prompt)
{
    return ask(prompt, true, {}).text;
}

std::optional<QString> askMeanwhile(const QString &prompt, bool isSecret, const base::CancelToken &cancel)
{
    Answer answer = ask(prompt, !isSecret, cancel);
    if (answer.interrupted)
        std::ignore = raise(SIGINT);
    return std::move(answer.text);
}

} // namespace weightyard::cli

#endif // Q_OS_WIN
