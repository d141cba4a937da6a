// Several models by one `get`: side by side, from a catalogue, and only what fits.
#include "pty_run.h"
#include "small_model.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>
#include <csignal>

namespace get_several_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;
constexpr qint64 kTooMuch = Q_INT64_C(1) << 50;

void addModel(LocalHub &hub, const QString &name, qint64 size)
{
    RepoBuilder repo;
    const ObjectId object = hub.addGenerated(qHash(name), size);
    repo.lfsTrack(u"*.safetensors"_s)
        .file(u"README.md"_s, "hi\n")
        .lfsPointer(u"model.safetensors"_s, object)
        .commit("1");
    hub.addRepository(name, repo);
}

/// A catalogue of one family, "Test": ids with their bytes.
QString catalogueOf(const CliRun &cli, const QList<std::pair<QString, qint64>> &models)
{
    QJsonArray list;
    for (const auto &[id, bytes] : models)
        list.append(QJsonObject{
            {u"id"_s, id}, {u"family"_s, u"Test"_s}, {u"name"_s, id.section(u'/', 1)}, {u"bytes"_s, bytes}});
    const QJsonObject catalogue{{u"version"_s, 1}, {u"models"_s, list}};
    const QString path = cli.home() + u"/catalogue.json"_s;
    writeFile(path, QJsonDocument(catalogue).toJson());
    return path;
}

} // namespace

class GetSeveralTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sideBySide_data();
    void sideBySide();
    void failureStaysAlone();
    void familyOfACatalogue();
    void doesNotFit();
    void takesWhatFits();
    void hereNeedsNoRoom();
    void refusedCatalogue();
    void liveLinesOfSeveral();
    void everyModelHasAnEnd();
    void familyWithoutModels();
};

void GetSeveralTest::sideBySide_data()
{
    QTest::addColumn<QString>("jobs");
    QTest::addColumn<bool>("together");
    QTest::newRow("one") << u"1"_s << false;
    QTest::newRow("three") << u"3"_s << true;
}

void GetSeveralTest::sideBySide()
{
    QFETCH(QString, jobs);
    QFETCH(bool, together);
    LocalHub hub;
    const QStringList names{u"owner/a"_s, u"owner/b"_s, u"owner/c"_s};
    for (const QString &name : names)
        addModel(hub, name, 2 * kMiB);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 2 * kMiB; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json(QStringList{u"get"_s, u"--jobs"_s, jobs} + names);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("installed"_L1).toInt(), 3);
    // When the last one began, had the first one ended?
    QStringList order;
    for (const QJsonObject &line : result.lines) {
        const QString state = line.value("state"_L1).toString();
        if (state == "resolving"_L1 || state == "installed"_L1)
            order.append(line.value("model"_L1).toString() + u' ' + state);
    }
    const bool overlapped = order.indexOf(u"owner/c resolving"_s) < order.indexOf(u"owner/a installed"_s);
    QVERIFY2(overlapped == together, qPrintable(order.join(u", "_s)));
    for (const QString &name : names)
        QCOMPARE(QFileInfo(cli.folder(name) + u"/model.safetensors"_s).size(), 2 * kMiB);
}

void GetSeveralTest::failureStaysAlone()
{
    SmallModel model;
    addModel(model.hub, u"owner/b"_s, kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    model.hub.addFault(Fault::statusOf(Endpoint::Git, 404).forPath(u"owner/none"_s).always());
    const CliResult result = cli.plain({u"get"_s, u"owner/none"_s, SmallModel::name(), u"owner/b"_s});
    QVERIFY2(result.exitCode() == 5, qPrintable(result.describe()));
    QVERIFY(QFileInfo::exists(cli.folder(u"owner/b"_s) + u"/model.safetensors"_s));
    QCOMPARE(model.differences(cli.folder(SmallModel::name())), QString());
    QVERIFY2(result.process.out.contains("3 models: 2 downloaded, 0 already here, 1 failed, 0 stopped"),
             result.process.out.constData());
    QVERIFY2(result.process.out.endsWith("\nFailed: owner/none\n"), result.process.out.constData());
}

void GetSeveralTest::familyOfACatalogue()
{
    LocalHub hub;
    addModel(hub, u"owner/a"_s, kMiB);
    addModel(hub, u"owner/b"_s, kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = catalogueOf(cli, {{u"owner/a"_s, kMiB}, {u"owner/b"_s, kMiB}});
    const CliResult one = cli.json({u"get"_s, u"--catalogue"_s, file, u"owner/a"_s});
    QVERIFY2(one.exitCode() == 0, qPrintable(one.describe()));
    const CliResult all = cli.json({u"get"_s, u"--catalogue"_s, file, u"--family"_s, u"test"_s});
    QVERIFY2(all.exitCode() == 0, qPrintable(all.describe()));
    QCOMPARE(all.summary().value("models"_L1).toInt(), 2);
    QCOMPARE(all.summary().value("already_installed"_L1).toInt(), 1);
}

void GetSeveralTest::doesNotFit()
{
    LocalHub hub;
    addModel(hub, u"owner/a"_s, kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = catalogueOf(cli, {{u"owner/a"_s, kMiB}, {u"owner/huge"_s, kTooMuch}});
    const CliResult result = cli.plain({u"get"_s, u"--catalogue"_s, file, u"--family"_s, u"Test"_s});
    QVERIFY2(result.exitCode() == 6, qPrintable(result.describe()));
    const QString said = QString::fromUtf8(result.process.err).simplified();
    QVERIFY2(said.contains("Not enough room"_L1) && said.contains("owner/huge"_L1), qPrintable(said));
    QVERIFY2(said.contains("--fits"_L1), qPrintable(said));
    QVERIFY(hub.log().all().isEmpty()); // not a byte
}

void GetSeveralTest::takesWhatFits()
{
    LocalHub hub;
    addModel(hub, u"owner/a"_s, kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = catalogueOf(cli, {{u"owner/huge"_s, kTooMuch}, {u"owner/a"_s, kMiB}});
    const QStringList get{u"get"_s, u"--catalogue"_s, file, u"--fits"_s};
    const CliResult result = cli.plain(get + QStringList{u"--family"_s, u"Test"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(QFileInfo::exists(cli.folder(u"owner/a"_s) + u"/model.safetensors"_s));
    QVERIFY2(result.process.err.contains("Left out, no room for: owner/huge"),
             result.process.err.constData());
    const CliResult lines = cli.json(get + QStringList{u"--family"_s, u"Test"_s});
    QCOMPARE(lines.lastOf(u"owner/huge"_s).value("state"_L1).toString(), u"left_out"_s);
    QCOMPARE(lines.lastOf(u"owner/huge"_s).value("reason"_L1).toString(), u"no_room"_s);
    QCOMPARE(lines.summary().value("left_out"_L1).toInt(), 1);
    const CliResult none = cli.plain(get + QStringList{u"owner/huge"_s}); // nothing is left to take
    QCOMPARE(none.exitCode(), 6);
    QVERIFY2(!none.process.err.contains("--fits"), none.process.err.constData());
    const CliResult told = cli.json(get + QStringList{u"owner/huge"_s});
    QCOMPARE(told.exitCode(), 6);
    QCOMPARE(told.summary().value("exit_code"_L1).toInt(), 6);
}

// What is here is not counted again, whatever the catalogue says of its size.
void GetSeveralTest::hereNeedsNoRoom()
{
    LocalHub hub;
    addModel(hub, u"owner/a"_s, kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"owner/a"_s}).exitCode(), 0);
    const QString file = catalogueOf(cli, {{u"owner/a"_s, kTooMuch}});
    const CliResult result = cli.json({u"get"_s, u"--catalogue"_s, file, u"owner/a"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.summary().value("already_installed"_L1).toInt(), 1);
}

void GetSeveralTest::refusedCatalogue()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString broken = cli.home() + u"/broken.json"_s;
    writeFile(broken, "{ half");
    const CliResult asked = cli.plain({u"get"_s, u"--catalogue"_s, broken, SmallModel::name()});
    QCOMPARE(asked.exitCode(), 2);
    QVERIFY2(asked.process.err.contains("broken.json"), asked.process.err.constData());
    // One that lies in the config folder does not stop what does not need it.
    writeFile(cli.config() + u"/catalogues/mine.json"_s, "{ half");
    const CliResult found = cli.plain({u"get"_s, SmallModel::name()});
    QVERIFY2(found.exitCode() == 0, qPrintable(found.describe()));
    QVERIFY2(found.process.err.contains("mine.json"), found.process.err.constData());
}

void GetSeveralTest::liveLinesOfSeveral()
{
    SKIP_WITHOUT_TERMINAL();
    LocalHub hub;
    QStringList names;
    for (int i = 0; i < 5; ++i) {
        names.append(u"owner/model-with-quite-a-long-name-for-one-line-of-a-terminal-%1"_s.arg(i));
        addModel(hub, names.last(), 6 * kMiB);
    }
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 3 * kMiB; });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, QStringList{u"get"_s, u"--jobs"_s, u"3"_s} + names,
               {.columns = 80});
    QVERIFY2(run.readUntil(
                 [](const QByteArray &all) {
                     return all.contains(" of 5 models") && all.count("Downloading") > 12;
                 },
                 60s),
             run.output().constData());
    const Screen middle = run.screen();
    QVERIFY2(middle.rows().size() <= 9, qPrintable(middle.text())); // three models and the total
    QVERIFY2(run.waitForEnd(120s), run.output().constData());
    QCOMPARE(run.exitCode(), 0);
    const Screen end = run.screen();
    QVERIFY2(end.unknown().isEmpty(), qPrintable(end.unknown().join(u' ')));
    for (const QString &line : end.tooLong())
        QVERIFY2(line.contains("/library/"_L1), qPrintable(line)); // a path cannot be broken
    const QString text = end.text();
    QVERIFY2(!text.contains("Downloading"_L1) && !text.contains(" of 5 models"_L1), qPrintable(text));
    QVERIFY2(text.contains("5 models: 5 downloaded"_L1), qPrintable(text));
}

// Those that were not begun, too.
void GetSeveralTest::everyModelHasAnEnd()
{
    LocalHub hub;
    const QStringList models{u"owner/a"_s, u"owner/b"_s, u"owner/c"_s, u"owner/d"_s};
    for (const QString &model : models)
        addModel(hub, model, 2 * kMiB);
    hub.addFault(Fault::stall(Endpoint::Storage, 1'000'000).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    ServerProcess process;
    cli.start(process, QStringList{u"get"_s, u"--json"_s, u"--jobs"_s, u"1"_s} + models);
    QVERIFY(waitUntil([&] { return hub.log().count(Endpoint::Storage) > 0; }, 30s));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(20s));
    QCOMPARE(process.exitCode(), 130);
    QStringList cancelled;
    QJsonObject last;
    for (const QByteArray &line : process.allOutput().split('\n')) {
        last = line.isEmpty() ? last : QJsonDocument::fromJson(line).object();
        if (last.value("state"_L1) == "cancelled"_L1 && !line.isEmpty())
            cancelled.append(last.value("model"_L1).toString());
    }
    QCOMPARE(cancelled, models);
    const QJsonObject summary = last.value("summary"_L1).toObject();
    QCOMPARE(summary.value("models"_L1).toInt(), 4);
    QCOMPARE(summary.value("cancelled"_L1).toInt(), 4);
}

void GetSeveralTest::familyWithoutModels()
{
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString file = cli.home() + u"/catalogue.json"_s;
    writeFile(file, R"({"version": 1, "families": ["Bare"], "models": []})");
    const CliResult result = cli.plain({u"get"_s, u"--catalogue"_s, file, u"--family"_s, u"Bare"_s});
    QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
    QVERIFY2(result.process.err.contains("no model in the family 'Bare'"), result.process.err.constData());
}

WEIGHTYARD_TEST(GetSeveralTest)

} // namespace get_several_test

#include "get_several_test.moc"
