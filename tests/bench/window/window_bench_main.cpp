// weightyard-window-bench: how quick and how quiet the window is. See tests/bench/run-window.
#include "inside.h"
#include "outside.h"

#include "bench/measure.h"
#include "bench/report.h"

#include "temp_dir.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>
#include <optional>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

constexpr int kFew = 26;
constexpr int kMany = 10'000;

struct Figure {
    QString what;
    QString unit;
    std::optional<double> most; ///< what is wanted
    QList<double> rounds = {};
};

void say(const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stdout);
    std::fflush(stdout);
}

QString textOf(const Figure &figure, double value)
{
    return u"%1 %2"_s.arg(QString::number(value, 'f', value < 10 ? 1 : 0), figure.unit);
}

QString tableOf(const QList<Figure> &figures)
{
    QString table = u"| The window | Median | Wanted, at most |\n| --- | --- | --- |\n"_s;
    for (const Figure &figure : figures) {
        if (!figure.rounds.isEmpty())
            table += u"| %1 | %2 | %3 |\n"_s.arg(figure.what, textOf(figure, bench::median(figure.rounds)),
                                                 figure.most ? textOf(figure, *figure.most) : QString());
    }
    return table;
}

double measureEmpty()
{
    const auto ms = bench::measureFirstFrame(QCoreApplication::applicationFilePath(), {u"--first-frame"_s});
    if (!ms)
        throw std::runtime_error("the empty window did not appear");
    say(u"an empty window: first frame %1 ms\n"_s.arg(*ms, 0, 'f', 0));
    return *ms;
}

void measureStarts(const QString &program, int models, Figure *firstFrame, Figure *atRest, Figure *idle,
                   Figure *memory)
{
    const bench::StartFigures found = bench::measureStart(program, models);
    if (!found.failure.isEmpty())
        throw std::runtime_error(found.failure.toStdString());
    say(u"%1 models: first frame %2 ms (%3 of the processor), at rest %4 ms, idle %5 ms, %6 MiB\n"_s
            .arg(models)
            .arg(found.firstFrameMs, 0, 'f', 0)
            .arg(found.firstFrameCpuMs, 0, 'f', 0)
            .arg(found.atRestMs, 0, 'f', 0)
            .arg(found.idleCpuMs, 0, 'f', 1)
            .arg(found.memoryMiB, 0, 'f', 0));
    firstFrame->rounds.append(found.firstFrameMs);
    atRest->rounds.append(found.atRestMs);
    idle->rounds.append(found.idleCpuMs);
    memory->rounds.append(found.memoryMiB);
}

void measureWaits(Figure *beyond)
{
    const bench::WaitFigures waits = bench::measureWaits(QCoreApplication::applicationFilePath(), kFew);
    beyond->rounds.append(std::max(0.0, waits.ours - waits.empty));
    say(u"an event waits %1 ms, of an empty window %2 ms\n"_s.arg(waits.ours, 0, 'f', 1)
            .arg(waits.empty, 0, 'f', 1));
}

/// `only`: start, key, download or waits; empty for all.
QList<Figure> measureAll(const QString &program, int rounds, const QString &only)
{
    QList<Figure> all{
        {u"first frame, an empty Qt window"_s, u"ms"_s, std::nullopt},
        {u"first frame, 26 models"_s, u"ms"_s, 300},
        {u"first frame, 10,000 models"_s, u"ms"_s, 400},
        {u"list at rest, 26 models"_s, u"ms"_s, 1000},
        {u"list at rest, 10,000 models"_s, u"ms"_s, 1000},
        {u"processor time in 20 idle seconds, 26 models"_s, u"ms"_s, 50},
        {u"the same, 10,000 models"_s, u"ms"_s, 200},
        {u"memory, 26 models"_s, u"MiB"_s, 150},
        {u"memory, 10,000 models"_s, u"MiB"_s, 150},
        {u"a key in the search field, 10,000 models: longest time without another event"_s, u"ms"_s, 16},
        {u"one download at 1 MB/s, 10,000 models: GUI thread"_s, u"% of a core"_s, 3},
        {u"26 downloads as fast as they go: longest wait of an event beyond an empty Qt window's"_s, u"ms"_s,
         50}};
    const auto isWanted = [&](const QString &what) { return only.isEmpty() || only == what; };
    for (int round = 0; round < rounds; ++round) {
        if (isWanted(u"start"_s)) {
            all[0].rounds.append(measureEmpty());
            measureStarts(program, kFew, &all[1], &all[3], &all[5], &all[7]);
            measureStarts(program, kMany, &all[2], &all[4], &all[6], &all[8]);
        }
        if (isWanted(u"key"_s)) {
            all[9].rounds.append(bench::measureKey(kMany));
            say(u"a key %1 ms\n"_s.arg(all[9].rounds.last(), 0, 'f', 1));
        }
        if (isWanted(u"download"_s)) {
            all[10].rounds.append(bench::measureDownload(kMany));
            say(u"GUI thread %1 %\n"_s.arg(all[10].rounds.last(), 0, 'f', 2));
        }
        if (isWanted(u"waits"_s))
            measureWaits(&all[11]);
    }
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{u"rounds"_s, u"Rounds (default 5)."_s, u"N"_s, u"5"_s},
         {u"program"_s, u"The program to measure."_s, u"FILE"_s, QStringLiteral(WEIGHTYARD_WINDOW)},
         {u"only"_s, u"One part: start, key, download or waits."_s, u"PART"_s},
         {u"readme"_s, u"Put the table between the marks of this file."_s, u"FILE"_s},
         {u"first-frame"_s, u"An empty window, whose first frame is looked for."_s},
         {u"empty-window"_s, u"What the waits of events are compared with."_s}});
    parser.addHelpOption();
    parser.process(application);
    try {
        if (parser.isSet(u"first-frame"_s))
            return bench::showEmptyWindow();
        if (parser.isSet(u"empty-window"_s))
            return bench::runEmptyWindow();
        const QList<Figure> figures =
            measureAll(parser.value(u"program"_s), std::max(parser.value(u"rounds"_s).toInt(), 1),
                       parser.value(u"only"_s));
        const QString table = tableOf(figures);
        say(table);
        if (parser.isSet(u"readme"_s)) {
            const QString path = parser.value(u"readme"_s);
            const auto text =
                bench::withTable(QString::fromUtf8(test::readFile(path)), table, u"window bench"_s);
            if (!text)
                throw std::runtime_error("the marks of the table are not in that file");
            test::writeFile(path, text->toUtf8());
        }
        return std::all_of(figures.begin(), figures.end(),
                           [](const Figure &one) {
                               return one.rounds.isEmpty() || !one.most
                                      || bench::median(one.rounds) <= *one.most;
                           })
                   ? 0
                   : 1;
    } catch (const std::exception &error) {
        say(u"%1\n"_s.arg(QString::fromUtf8(error.what())));
        return 2;
    }
}
