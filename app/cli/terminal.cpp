#include "app/cli/terminal.h"

#include "ui/text/columns.h"
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
    const QList<text::LinePart> parts = text::lineParts(text::withoutControls(text));
    for (const text::LinePart &part : parts) {
        const qsizetype width = text::columnsOf(part.text);
        const qsizetype space = part.spaceBefore ? 1 : 0;
        if (used > 0 && used + space + width > columns) {
            out += u'\n' + QString(indent, u' ');
            used = indent;
        } else if (space > 0) {
            out += u' ';
            ++used;
        }
        out += part.text;
        used += width;
    }
    return out;
}

QString elided(const QString &text, int columns)
{
    const QString plain = text::withoutControls(text);
    if (text::columnsOf(plain) <= columns)
        return plain;
    const int head = (columns - 1) / 2;
    return text::firstColumns(plain, head) + u'…' + text::lastColumns(plain, columns - 1 - head);
}

QString shortened(const QString &text, int columns)
{
    return isTerminal(1) ? elided(text, columns) : text::withoutControls(text);
}

QString nameLines(const QString &name, int columns, int indent)
{
    QString rest = text::withoutControls(name);
    const int width = std::max(columns - indent, 2); // a wide letter
    if (!isTerminal(1))
        return rest;
    QString lines;
    while (text::columnsOf(rest) > width) {
        const QString line = text::firstColumns(rest, width);
        lines += line + u'\n' + QString(indent, u' ');
        rest = rest.sliced(line.size());
    }
    return lines + rest;
}

QString nameCell(const QString &name, int room, int indent)
{
    const QString plain = text::withoutControls(name);
    if (text::columnsOf(plain) <= room)
        return text::padded(plain, room);
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
