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

QString shortened(const QString &text, int columns)
{
    return isTerminal(1) ? elided(text, columns) : text::withoutControls(text);
}

QString nameLines(const QString &name, int columns, int indent)
{
    const QString plain = text::withoutControls(name);
    const int width = std::max(columns - indent, 1);
    if (!isTerminal(1) || plain.size() <= width)
        return plain;
    QString lines = plain.first(width);
    for (qsizetype at = width; at < plain.size(); at += width)
        lines += u'\n' + QString(indent, u' ') + plain.mid(at, width);
    return lines;
}

QString nameCell(const QString &name, int room, int indent)
{
    const QString plain = text::withoutControls(name);
    if (plain.size() <= room)
        return plain.leftJustified(room);
    const QString lines = nameLines(plain, terminalColumns(), indent);
    return isTerminal(1) ? lines + u'\n' + QString(indent + room, u' ') : lines;
}

int rowColumns(qsizetype needed)
{
    const int columns = terminalColumns();
    return isTerminal(1) ? columns : std::max(columns, static_cast<int>(needed));
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

void printCommand(const QString &about, const QStringList &words)
{
    QString command = u"weightyard-cli"_s;
    for (const QString &word : words)
        command += u' ' + text::shellWord(text::withoutControls(word));
    printLine(about);
    printOut(u"  "_s + command + u'\n');
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
