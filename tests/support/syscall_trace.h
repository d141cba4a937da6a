// System calls of a program, as strace saw them. Linux; strace must be installed. Blocks; any thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace weightyard::test {

struct Syscall {
    QByteArray name;
    QList<QByteArray> arguments; ///< as strace prints them; strings without quotes and decoded
    qint64 result = -1;
};

/// Whether strace is there and may trace here. From then on the processes that this one starts look for no leaks:
/// LeakSanitizer is a tracer too, and a program can have only one.
bool canTraceSyscalls();

/// What strace is to be told before the program and its arguments: `calls` ("rename,renameat2") meet `what` ("error=EIO:when=3+").
QStringList injecting(const QString &calls, const QString &what);
/// As it is to be told so that the program is killed before the `number`-th of these calls (of a thread).
QStringList killingAt(const QString &calls, int number);

/// Runs the program to its end. Only calls that succeeded, and only those that change files or make them durable.
/// Throws std::runtime_error when the program fails.
QList<Syscall> traceSyscalls(const QString &program, const QStringList &arguments);

} // namespace weightyard::test
