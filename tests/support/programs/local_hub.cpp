// LocalHub as a program of its own: local_hub [--scenario FILE] [--address A] [--port N] [--certificate F --key F] [--log FILE]
//
// Prints the base URL of each listener, one a line, then a line "object <oid> <size>" for each object of the scenario, then
// "ready". Runs until SIGTERM, SIGINT; --log then writes the requests as JSON lines.
#include "hub_scenario.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <exception>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

volatile std::sig_atomic_t stopAsked = 0;

void askToStop(int)
{
    stopAsked = 1;
}

QByteArray scenarioText(const QCommandLineParser &parser)
{
    if (parser.isSet(u"scenario"_s))
        return readFile(parser.value(u"scenario"_s));
    const QJsonObject listener{{u"address"_s, parser.value(u"address"_s)},
                               {u"port"_s, parser.value(u"port"_s).toInt()},
                               {u"certificate"_s, parser.value(u"certificate"_s)},
                               {u"key"_s, parser.value(u"key"_s)}};
    return QJsonDocument(QJsonObject{{u"listeners"_s, QJsonArray{listener}}}).toJson();
}

void writeLog(LocalHub &hub, const QString &path)
{
    QByteArray text;
    const QList<LoggedRequest> requests = hub.log().all();
    for (const LoggedRequest &request : requests) {
        const QJsonObject line{{u"number"_s, request.number},
                               {u"port"_s, request.port},
                               {u"connection"_s, request.connection},
                               {u"milliseconds"_s, request.milliseconds},
                               {u"method"_s, QString::fromUtf8(request.method)},
                               {u"target"_s, QString::fromUtf8(request.target)},
                               {u"range"_s, QString::fromUtf8(request.header("Range"))},
                               {u"bodySize"_s, request.bodySize},
                               {u"status"_s, request.status},
                               {u"bytesSent"_s, request.bytesSent},
                               {u"complete"_s, request.complete}};
        text += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    writeFile(path, text);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"scenario"_s, u"JSON scenario."_s, u"file"_s},
                       {u"address"_s, u"Address to listen on."_s, u"address"_s, u"127.0.0.1"_s},
                       {u"port"_s, u"Port, 0: a free one."_s, u"number"_s, u"0"_s},
                       {u"certificate"_s, u"PEM certificate: https."_s, u"file"_s},
                       {u"key"_s, u"PEM key."_s, u"file"_s},
                       {u"log"_s, u"Requests as JSON lines, at the end."_s, u"file"_s}});
    parser.process(application);
    std::signal(SIGTERM, askToStop);
    std::signal(SIGINT, askToStop);
    try {
        const RunningScenario scenario = runScenario(scenarioText(parser));
        for (const Listener &listener : scenario.listeners)
            std::printf("%s\n", qUtf8Printable(listener.baseUrl.toString()));
        for (const ObjectId &object : scenario.objects)
            std::printf("object %s %lld\n", object.oid.constData(), static_cast<long long>(object.size));
        std::puts("ready");
        std::fflush(stdout);
        QTimer poll;
        QObject::connect(&poll, &QTimer::timeout, &application, [] {
            if (stopAsked != 0)
                QCoreApplication::quit();
        });
        poll.start(50);
        QCoreApplication::exec();
        if (parser.isSet(u"log"_s))
            writeLog(*scenario.hub, parser.value(u"log"_s));
        return 0;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
