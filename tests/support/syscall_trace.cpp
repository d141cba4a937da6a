#include "syscall_trace.h"

#include "child_process.h"
#include "temp_dir.h"

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

constexpr char kTraced[] =
    "trace=open,openat,creat,close,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,"
    "fdatasync,fsync,syncfs,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,symlink,symlinkat,link,linkat,copy_file_range,ioctl,"
    "chmod,fchmod,fchmodat";

// Top-level commas separate; strings (all in \x.. form, thanks to -xx) and brackets hold none that do.
QList<QByteArray> splitArguments(const QByteArray &text)
{
    QList<QByteArray> parts;
    QByteArray part;
    int depth = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '[' || c == '{'))
            ++depth;
        if (!quoted && (c == ']' || c == '}'))
            --depth;
        if (c == ',' && !quoted && depth == 0) {
            parts.append(part.trimmed());
            part.clear();
        } else {
            part += c;
        }
    }
    if (!part.trimmed().isEmpty())
        parts.append(part.trimmed());
    return parts;
}

QByteArray decoded(const QByteArray &argument)
{
    if (!argument.startsWith('"'))
        return argument;
    QByteArray digits = argument.mid(1, argument.lastIndexOf('"') - 1);
    return QByteArray::fromHex(digits.replace("\\x", ""));
}

// "1234  openat(AT_FDCWD, "\x2f", O_RDONLY) = 3"
std::optional<Syscall> parseLine(const QByteArray &line)
{
    const qsizetype open = line.indexOf('(');
    const qsizetype equals = line.lastIndexOf(" = ");
    const qsizetype close = line.lastIndexOf(')', equals);
    if (open < 0 || equals < 0 || close < open)
        return {};
    Syscall call;
    call.name = line.left(open).mid(line.left(open).lastIndexOf(' ') + 1);
    call.result = line.mid(equals + 3).split(' ').first().toLongLong();
    if (call.result < 0)
        return {};
    for (const QByteArray &argument : splitArguments(line.mid(open + 1, close - open - 1)))
        call.arguments.append(decoded(argument));
    return call;
}

} // namespace

bool canTraceSyscalls()
{
    qputenv("ASAN_OPTIONS", qgetenv("ASAN_OPTIONS") + ":detect_leaks=0");
    return runProcess(u"strace"_s, {u"-qq"_s, u"-o"_s, u"/dev/null"_s, u"true"_s}).ok();
}

QStringList injecting(const QString &calls, const QString &what)
{
    QStringList options{u"-f"_s, u"-qq"_s,
                        u"-o"_s, u"/dev/null"_s,
                        u"-e"_s, u"trace="_s + calls,
                        u"-e"_s, u"inject="_s + calls + u':' + what};
    // The kernel's filter lets all other calls pass without a stop. With it strace 6.1 sends no signals.
    if (!what.contains("signal="_L1))
        options.prepend(u"--seccomp-bpf"_s);
    return options;
}

QStringList killingAt(const QString &calls, int number)
{
    return injecting(calls, u"signal=KILL:when="_s + QString::number(number));
}

QList<Syscall> traceSyscalls(const QString &program, const QStringList &arguments)
{
    const TempDir dir;
    const QString log = dir.path(u"trace"_s);
    const QStringList options{
        u"-f"_s, u"--seccomp-bpf"_s,           u"-qq"_s, u"-xx"_s, u"-s"_s, u"4194304"_s, u"-o"_s, log,
        u"-e"_s, QString::fromLatin1(kTraced), program};
    mustRun(u"strace"_s, options + arguments);
    QList<Syscall> calls;
    for (const QByteArray &line : readFile(log).split('\n')) {
        if (const auto call = parseLine(line))
            calls.append(*call);
    }
    return calls;
}

} // namespace weightyard::test
