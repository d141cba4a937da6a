#include "report.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <thread>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

QString oursOf(const CaseResult &result)
{
    return result.what.contenders.first().name;
}

QList<double> walls(const QList<Sample> &samples)
{
    QList<double> values;
    for (const Sample &sample : samples)
        values.append(sample.wall);
    return values;
}

double medianWall(const CaseResult &result, const QString &name)
{
    return median(walls(result.samples.value(name)));
}

qint64 peak(const CaseResult &result, qint64 Sample::*figure)
{
    qint64 most = 0;
    for (const Sample &sample : result.samples.value(oursOf(result)))
        most = std::max(most, sample.*figure);
    return most;
}

double slowestPart(const CaseResult &result)
{
    double slowest = 0;
    for (const QString &part : result.what.parts)
        slowest = std::max(slowest, medianWall(result, part));
    return slowest;
}

QString mebibytes(qint64 bytes)
{
    return u"%1 MiB"_s.arg(static_cast<double>(bytes) / (1024.0 * 1024.0), 0, 'f', 0);
}

QString firstLine(const QString &program, const QStringList &arguments)
{
    const test::ProcessResult result = test::runProcess(program, arguments);
    return QString::fromUtf8(result.out.isEmpty() ? result.err : result.out).section(u'\n', 0, 0);
}

QString versionIn(const QString &line)
{
    static const QRegularExpression version(uR"((\d+\.\d+(\.\d+)?))"_s);
    return version.match(line).captured(1);
}

} // namespace

double ratioTo(const CaseResult &result, const QString &peer)
{
    const QList<Sample> ours = result.samples.value(oursOf(result));
    const QList<Sample> theirs = result.samples.value(peer);
    QList<double> ratios;
    for (qsizetype i = 0; i < std::min(ours.size(), theirs.size()); ++i)
        ratios.append(theirs[i].wall / std::max(ours[i].wall, 1e-6));
    return median(ratios);
}

QStringList shortfalls(const CaseResult &result)
{
    QStringList words;
    if (!result.failure.isEmpty())
        words.append(result.failure);
    for (const Requirement &required : result.what.required) {
        const double ratio = ratioTo(result, required.peer);
        if (ratio < required.atLeast)
            words.append(u"%1x %2, %3x required"_s.arg(ratio, 0, 'f', 2)
                             .arg(required.peer)
                             .arg(required.atLeast, 0, 'f', 2));
    }
    const double ours = medianWall(result, oursOf(result));
    if (result.what.atMostSeconds > 0 && ours > result.what.atMostSeconds)
        words.append(
            u"%1 s, at most %2 s required"_s.arg(ours, 0, 'f', 2).arg(result.what.atMostSeconds, 0, 'f', 2));
    if (ours < result.what.atLeastSeconds)
        words.append(u"%1 s, at least %2 s required"_s.arg(ours, 0, 'f', 2)
                         .arg(result.what.atLeastSeconds, 0, 'f', 2));
    if (const double bound = result.what.partsFactor * slowestPart(result); bound > 0 && ours > bound)
        words.append(
            u"%1x the slowest of its parts, at most %2x required"_s.arg(ours / slowestPart(result), 0, 'f', 2)
                .arg(result.what.partsFactor, 0, 'f', 2));
    // The pack is a few KiB here.
    constexpr qint64 diskBound = 64LL * 1024 * 1024;
    if (const qint64 beyond = peak(result, &Sample::peakDisk) - result.bytes; beyond > diskBound)
        words.append(u"peak disk %1 beyond the payload, 64 MiB allowed"_s.arg(mebibytes(beyond)));
    constexpr qint64 memoryBound = 96LL * 1024 * 1024;
    if (peak(result, &Sample::peakMemory) > memoryBound)
        words.append(u"peak memory %1, 96 MiB allowed"_s.arg(mebibytes(peak(result, &Sample::peakMemory))));
    return words;
}

QString describe(const CaseResult &result)
{
    QString text = result.what.title + u'\n';
    for (const Contender &contender : result.what.contenders) {
        const QList<Sample> samples = result.samples.value(contender.name);
        if (samples.isEmpty())
            continue;
        const QList<double> times = walls(samples);
        QList<double> cpu;
        for (const Sample &sample : samples)
            cpu.append(sample.cpu);
        const auto [least, most] = std::minmax_element(times.begin(), times.end());
        text += u"  %1 %2 s [%3-%4]  cpu %5 s  memory %6  disk %7"_s.arg(contender.name, -14)
                    .arg(median(times), 7, 'f', 2)
                    .arg(*least, 0, 'f', 2)
                    .arg(*most, 0, 'f', 2)
                    .arg(median(cpu), 0, 'f', 2)
                    .arg(mebibytes(samples.last().peakMemory), mebibytes(samples.last().peakDisk));
        if (contender.name != oursOf(result))
            text += u"  %1x"_s.arg(ratioTo(result, contender.name), 0, 'f', 2);
        text += u'\n';
    }
    const QStringList missing = shortfalls(result);
    return text
           + (missing.isEmpty() ? u"  reached\n"_s : u"  NOT REACHED: %1\n"_s.arg(missing.join(u"; "_s)));
}

QString table(const QList<CaseResult> &results)
{
    QString text =
        u"| Work | Weightyard | Others | Peak memory | Peak disk beyond the payload |\n| --- | --- | --- | --- | --- |\n"_s;
    for (const CaseResult &result : results) {
        QStringList others;
        for (const Contender &contender : result.what.contenders) {
            if (contender.name != oursOf(result))
                others.append(u"%1 %2 s (%3x)"_s.arg(contender.name)
                                  .arg(medianWall(result, contender.name), 0, 'f', 2)
                                  .arg(ratioTo(result, contender.name), 0, 'f', 2));
        }
        text += u"| %1 | %2 s | %3 | %4 | %5 |\n"_s.arg(result.what.title)
                    .arg(medianWall(result, oursOf(result)), 0, 'f', 2)
                    .arg(others.join(u", "_s), mebibytes(peak(result, &Sample::peakMemory)),
                         mebibytes(peak(result, &Sample::peakDisk) - result.bytes));
    }
    return text;
}

QString machine()
{
    QFile file(u"/proc/cpuinfo"_s);
    QString model = u"unknown processor"_s;
    if (file.open(QIODevice::ReadOnly)) {
        static const QRegularExpression name(u"model name\\s*: (.+)"_s);
        if (const auto match = name.match(QString::fromUtf8(file.readAll())); match.hasMatch())
            model = match.captured(1).trimmed();
    }
    return u"%1 cores (%2), %3, git-lfs %4, curl %5, aria2 %6, nginx on the same machine over loopback"_s
        .arg(std::thread::hardware_concurrency())
        .arg(model, QSysInfo::prettyProductName(), versionIn(firstLine(u"git-lfs"_s, {u"version"_s})),
             versionIn(firstLine(u"curl"_s, {u"--version"_s})),
             versionIn(firstLine(u"aria2c"_s, {u"--version"_s})));
}

std::optional<QString> withTable(const QString &text, const QString &table, const QString &mark)
{
    const QString begin = u"<!-- %1 -->\n"_s.arg(mark);
    const qsizetype from = text.indexOf(begin);
    const qsizetype to = text.indexOf(u"<!-- /%1 -->"_s.arg(mark));
    if (from < 0 || to < from)
        return {};
    return text.first(from + begin.size()) + table + text.sliced(to);
}

} // namespace weightyard::bench
