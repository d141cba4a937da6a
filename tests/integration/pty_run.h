// A program on a terminal of its own: a real pseudo-terminal of a given size, with what arrived on it as bytes and as
// the screen that a user would see. One thread. Unix only.
#pragma once

#include "cli_run.h"

#include <functional>
#include <sys/types.h>

/// Ends a test function on a machine that gives out no pseudo-terminal, and says why.
#define SKIP_WITHOUT_TERMINAL()                                                  \
    if (const QString why = weightyard::test::PtyRun::problem(); !why.isEmpty()) \
    QSKIP(qPrintable(why))

namespace weightyard::test {

/// What the bytes of a program look like on a terminal: text, newline, carriage return, cursor up, clear to the end.
/// Whatever else it sends is `unknown`.
class Screen
{
public:
    explicit Screen(int columns) : m_columns(columns) {}
    void feed(const QByteArray &bytes);

    QStringList rows() const; ///< trailing blanks removed
    QString text() const { return rows().join(u'\n'); }
    /// Every text that went past the last column, once each. A progress line that does so cannot be redrawn.
    const QStringList &tooLong() const { return m_tooLong; }
    const QStringList &unknown() const { return m_unknown; }
    int redraws() const { return m_redraws; } ///< how often the cursor went up

private:
    void put(QChar c);
    void escape(const QString &sequence);

    int m_columns;
    int m_row = 0;
    int m_column = 0;
    int m_redraws = 0;
    QStringList m_rows{QString()};
    QStringList m_tooLong;
    QStringList m_unknown;
};

class PtyRun
{
public:
    struct Size {
        int columns = 80;
        int rows = 24;
    };
    enum class Options {
        Folders, ///< --config and --library of `cli` behind the arguments
        AsGiven,
    };
    /// Why this machine gives out no pseudo-terminal; empty when it does.
    static QString problem();
    /// In the folders and with the environment of `cli`, and TERM=xterm unless that names one.
    PtyRun(const QString &program, CliRun &cli, const QStringList &arguments, Size size,
           Options options = Options::Folders);
    ~PtyRun(); ///< kills what still runs
    PtyRun(const PtyRun &) = delete;
    PtyRun &operator=(const PtyRun &) = delete;

    void type(const QByteArray &keys); ///< "\x03" is Ctrl-C
    void sendSignal(int signal);
    /// Reads until `ready` says true of all output so far; false when the program ended or the time is over before.
    bool readUntil(const std::function<bool(const QByteArray &)> &ready, std::chrono::milliseconds timeout);
    bool waitForEnd(std::chrono::milliseconds timeout);

    const QByteArray &output() const { return m_output; }
    Screen screen() const;
    int exitCode() const { return m_exitCode; } ///< 128 + signal when killed, -1 while it runs

private:
    bool readSome(int milliseconds);

    Size m_size;
    int m_master = -1;
    pid_t m_pid = -1;
    int m_exitCode = -1;
    QByteArray m_output;
};

} // namespace weightyard::test
