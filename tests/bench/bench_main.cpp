// weightyard-bench: runs the cases side by side with the peers. See run.
#include "report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

namespace {

void say(const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stdout);
    std::fflush(stdout);
}

bench::CaseResult runCase(const bench::Case &one, int rounds, const QStringList &contenders)
{
    bench::CaseResult result{.what = one, .samples = {}, .bytes = 0, .failure = {}};
    bench::BenchSite site(one.site);
    std::unique_ptr<bench::BenchSite> peerSite;
    if (one.peerSite)
        peerSite = std::make_unique<bench::BenchSite>(*one.peerSite);
    result.bytes = site.bytes();
    // Round 0 warms caches and is not counted.
    for (int round = 0; round <= std::min(rounds, one.mostRounds); ++round) {
        for (qsizetype i = 0; i < one.contenders.size(); ++i) {
            const bench::Contender &contender = one.contenders[i];
            if (!contenders.isEmpty() && !contenders.contains(contender.name))
                continue;
            bench::BenchSite &where = i > 0 && peerSite ? *peerSite : site;
            const bench::Sample sample = contender.run(where, where.freshFolder());
            if (!sample.failure.isEmpty()) {
                result.failure = u"%1: %2"_s.arg(contender.name, sample.failure);
                say(result.failure + u'\n' + QString::fromUtf8(test::readFile(where.path(u"output.log"_s))));
                return result;
            }
            if (round > 0)
                result.samples[contender.name].append(sample);
        }
    }
    return result;
}

bool rewrite(const QString &path, const QString &table)
{
    const std::optional<QString> text =
        bench::withTable(QString::fromUtf8(test::readFile(path)), table, u"bench"_s);
    if (text)
        test::writeFile(path, text->toUtf8());
    return text.has_value();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"case"_s, u"Only this case; may be given again."_s, u"NAME"_s},
                       {u"contender"_s, u"Only these programs; may be given again."_s, u"NAME"_s},
                       {u"rounds"_s, u"Counted rounds (default 5)."_s, u"N"_s, u"5"_s},
                       {u"cli"_s, u"The program to measure."_s, u"FILE"_s, QStringLiteral(WEIGHTYARD_CLI)},
                       {u"readme"_s, u"Put the table between the bench marks of this file."_s, u"FILE"_s},
                       {u"list"_s, u"Name the cases."_s}});
    parser.addHelpOption();
    parser.process(application);

    const QStringList wanted = parser.values(u"case"_s);
    QList<bench::CaseResult> results;
    QStringList missing;
    for (const bench::Case &one : bench::allCases({.weightyard = parser.value(u"cli"_s)})) {
        if (parser.isSet(u"list"_s))
            say(u"%1  %2\n"_s.arg(one.name, -10).arg(one.title));
        else if (wanted.isEmpty() || wanted.contains(one.name)) {
            results.append(
                runCase(one, std::max(parser.value(u"rounds"_s).toInt(), 1), parser.values(u"contender"_s)));
            say(bench::describe(results.last()) + u'\n');
            missing += bench::shortfalls(results.last());
        }
    }
    if (parser.isSet(u"list"_s))
        return 0;
    const QString table = bench::table(results) + u"\n"_s + bench::machine() + u"\n"_s;
    say(table);
    if (parser.isSet(u"readme"_s) && !rewrite(parser.value(u"readme"_s), table)) {
        say(u"the bench marks are not in that file\n"_s);
        return 2;
    }
    return missing.isEmpty() ? 0 : 1;
}
