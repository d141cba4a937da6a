// One measured run of a program: wall clock, processor time, peak memory and peak disk. POSIX only (wait4). One thread.
#pragma once

#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <functional>

namespace weightyard::bench {

struct Sample {
    double wall = 0;       ///< s
    double cpu = 0;        ///< s, user and system, of the program and the children it waited for
    qint64 peakMemory = 0; ///< bytes, of the largest single process
    qint64 peakDisk =
        0; ///< bytes in use below `watched`, sampled every 20 ms, or less often where that takes long
    double extra = -1; ///< a case's own figure, s
    QString failure;   ///< empty: it went well
};

struct Command {
    QString program;
    QStringList arguments;
    QProcessEnvironment environment;
    QString output;  ///< file for standard output and error
    QString watched; ///< folder whose disk usage is sampled
    /// Called every 20 ms on a thread of its own, and once after the end; true: kill -9. Such a program is expected to be
    /// killed iff `mustBeKilled`.
    std::function<bool()> tick = {};
    bool mustBeKilled = false;
    /// Files come from the disk, not from memory (needs root; else it makes no difference).
    bool coldCache = false;
};

/// After `sync`. A program that does not end with 0 is a failure, unless it was to be killed.
Sample measure(const Command &command);

/// Bytes in use (blocks, not lengths) of all files below a folder.
qint64 diskUsage(const QString &folder);

double median(QList<double> values);

} // namespace weightyard::bench
