#include "app/cli/terminal.h"

#include "ui/text/format.h"

#include <algorithm>
#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kWidest = 80;
constexpr int kNarrowest = 20;
constexpr int kUsualRows = 24;

void print(std::FILE *file, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), file);
    std::fflush(file);
}
} // namespace

bool isTerminal(int fileDescriptor)
{
#ifdef Q_OS_WIN
    const bool terminal = _isatty(fileDescriptor) != 0;
#else
    const bool terminal = ::isatty(fileDescriptor) == 1;
#endif
    return terminal && qgetenv("TERM") != "dumb";
}

int terminalColumns()
{
    int columns = kWidest;
#ifdef Q_OS_WIN
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        columns = info.srWindow.Right - info.srWindow.Left + 1;
#else
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        columns = size.ws_col;
#endif
    return std::clamp(columns, kNarrowest, kWidest);
}

int terminalRows()
{
#ifdef Q_OS_WIN
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return info.srWindow.Bottom - info.srWindow.Top + 1;
#else
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
        return size.ws_row;
#endif
    return kUsualRows;
}

QString wrapped(const QString &text, int columns, int indent)
{
    QString out;
    qsizetype used = 0;
    const QStringList words = text::withoutControls(text).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (used > 0 && used + 1 + word.size() > columns) {
            out += u'\n' + QString(indent, u' ');
            used = indent;
        } else if (used > 0) {
            out += u' ';
            ++used;
        }
        out += word;
        used += word.size();
    }
    return out;
}

QString elided(const QString &text, int columns)
{
    const QString plain = text::withoutControls(text);
    if (plain.size() <= columns)
        return plain;
    const qsizetype head = (columns - 1) / 2;
    return plain.first(head) + u'…' + plain.last(columns - 1 - head);
}

void printOut(const QString &text)
{
    print(stdout, text);
}

namespace {

QString asLine(const QString &text, int indent)
{
    return QString(indent, u' ') + wrapped(text, terminalColumns() - indent, indent + 2) + u'\n';
}

} // namespace

void printLine(const QString &text, int indent)
{
    printOut(asLine(text, indent));
}

void printErrorLine(const QString &text, int indent)
{
    printError(asLine(text, indent));
}

void printError(const QString &text)
{
    print(stderr, text);
}

// The stream remembers what went wrong at any time.
bool outputWasWritten()
{
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

} // namespace weightyard::cli
