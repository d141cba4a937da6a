// `status` for people and scripts: what is in the library, elsewhere, and not finished yet.
#include "small_model.h"
#include "test_registry.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QScopeGuard>
#include <QtTest>
#include <unistd.h>

namespace status_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const qint64 kWeights = SmallModel::weight(0).size() + SmallModel::weight(1).size();

QString textOf(const CliResult &result)
{
    return QString::fromUtf8(result.process.out);
}

} // namespace

class StatusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingThere();
    void elsewhereIsNotInTheLibrary();
    void unfinished();
    void listedBesideTheOffers();
    void recordsOfAnotherUser();
    void incompleteIsWhatIsThere();
    void ownFilesDamaged_data();
    void ownFilesDamaged();
};

void StatusTest::nothingThere()
{
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult missing = cli.plain({u"status"_s});
    QCOMPARE(missing.exitCode(), 0);
    QVERIFY2(textOf(missing).contains("There is no folder"_L1), qPrintable(textOf(missing)));
    QVERIFY(!QFileInfo::exists(cli.library()));
    QVERIFY(QDir().mkpath(cli.library()));
    const QString empty = textOf(cli.plain({u"status"_s})).simplified();
    QVERIFY2(empty.startsWith("No models are installed in"_L1), qPrintable(empty));
}

void StatusTest::elsewhereIsNotInTheLibrary()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/model"_s;
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    const QString alone = textOf(cli.plain({u"status"_s})).simplified();
    QVERIFY2(alone.contains("There is no folder"_L1) && alone.contains("1 model, "_L1)
                 && alone.endsWith("elsewhere"_L1) && !alone.contains(", in "_L1),
             qPrintable(alone));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const QString both = textOf(cli.plain({u"status"_s})).simplified();
    QVERIFY2(both.count("1 model, "_L1) == 2 && both.contains(", in "_L1), qPrintable(both));
    const QStringList lines = textOf(cli.plain({u"status"_s})).split(u'\n');
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 80, qPrintable(line));
}

void StatusTest::unfinished()
{
    SmallModel model;
    const QByteArray oid = sha256Hex(SmallModel::weight(0));
    model.hub.addFault(Fault::statusOf(Endpoint::Storage, 404).forOid(oid).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 5);
    const CliResult table = cli.plain({u"status"_s});
    QCOMPARE(table.exitCode(), 0);
    QVERIFY2(textOf(table).contains("Unfinished, 400 kB of 800 kB kept"_L1), qPrintable(textOf(table)));
    const CliResult result = cli.json({u"status"_s});
    const QJsonObject line = result.lastOf(kName);
    QCOMPARE(line.value("state"_L1).toString(), u"unfinished"_s);
    QCOMPARE(line.value("bytes_kept"_L1).toInteger(), SmallModel::weight(1).size());
    QCOMPARE(line.value("bytes_total"_L1).toInteger(), kWeights);
    QCOMPARE(result.summary().value("models"_L1).toInt(-1), 0);
    QCOMPARE(result.summary().value("unfinished"_L1).toInt(), 1);
    const CliResult listed = cli.json({u"list"_s, kName});
    QCOMPARE(listed.lines.value(0).value("state"_L1).toString(), u"unfinished"_s);
    QVERIFY(cli.plain({u"list"_s, kName}).process.out.contains("Unfinished"));
    model.hub.clearFaults();
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"status"_s}).summary().value("unfinished"_L1).toInt(-1), 0);
}

// What no catalogue has is listed, too: of the library, and of folders of the user's own; on a disk that is away as that.
void StatusTest::listedBesideTheOffers()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/disk/mine"_s;
    QVERIFY(!cli.plain({u"list"_s}).process.out.contains("Also here"));
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, folder}).exitCode(), 0);
    const auto others = [&] {
        QHash<QString, QString> states; // by folder
        const CliResult list = cli.json({u"list"_s});
        for (const QJsonObject &line : list.lines) {
            if (line.contains("offered"_L1))
                states.insert(line.value("folder"_L1).toString(), line.value("state"_L1).toString());
        }
        return states;
    };
    QCOMPARE(others(), (QHash<QString, QString>{{cli.folder(kName), u"here"_s}, {folder, u"here"_s}}));
    const CliResult plain = cli.plain({u"list"_s});
    QVERIFY2(textOf(plain).contains("Also here\n"_L1) && textOf(plain).contains("in "_L1 + folder),
             qPrintable(plain.describe()));
    QVERIFY(!cli.plain({u"list"_s, kName}).process.out.contains("Also here"));

    QVERIFY(QDir().rename(folder, folder + u".moved"_s));
    QCOMPARE(others(), (QHash<QString, QString>{{cli.folder(kName), u"here"_s}}));
    const QString file = cli.config() + u"/libraries.json"_s;
    QJsonObject json = QJsonDocument::fromJson(readFile(file)).object();
    QJsonObject folders = json.value("folders"_L1).toObject();
    QVERIFY(folders.contains(folder));
    folders.insert(folder, cli.home() + u"/disk"_s); // nothing is mounted there now
    json.insert(u"folders"_s, folders);
    writeFile(file, QJsonDocument(json).toJson());
    QCOMPARE(others().value(folder), u"not_connected"_s);
    const CliResult status = cli.json({u"status"_s});
    QCOMPARE(status.summary().value("not_connected"_L1).toInt(), 1);
    QCOMPARE(status.summary().value("models"_L1).toInt(), 1);
}

// A library that several users share: its models can be used, and why nothing is known of them is told.
void StatusTest::recordsOfAnotherUser()
{
    SmallModel model;
    const bool isRoot = ::geteuid() == 0; // who may read everything: then the program runs as another user
    const CliRun cli(isRoot ? u"setpriv"_s : QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList prefix;
    if (isRoot) {
        prefix = {u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s,
                  QStringLiteral(WEIGHTYARD_CLI)};
        mustRun(u"chown"_s, {u"-R"_s, u"65534:65534"_s, cli.home()});
    }
    QCOMPARE(cli.json(prefix + QStringList{u"get"_s, kName}).exitCode(), 0);
    const QString state = cli.library() + u"/.weightyard"_s;
    if (isRoot)
        mustRun(u"chown"_s, {u"-R"_s, u"0:0"_s, cli.library()});
    else
        mustRun(u"chmod"_s, {u"0000"_s, state});
    const auto unlock = qScopeGuard([&] { runProcess(u"chmod"_s, {u"0700"_s, state}); });
    const CliResult status = cli.json(prefix + QStringList{u"status"_s});
    QCOMPARE(status.lastOf(kName).value("state"_L1).toString(), u"here_unverified"_s);
    QVERIFY2(status.describe().contains(u"belongs to another user"_s) && status.describe().contains(state),
             qPrintable(status.describe()));
    const CliResult removed = cli.json(prefix + QStringList{u"remove"_s, kName, u"--yes"_s});
    QVERIFY2(removed.describe().contains(u"belongs to another user"_s), qPrintable(removed.describe()));
    QVERIFY(QFileInfo::exists(cli.folder(kName) + u'/' + SmallModel::weights().at(0)));
}

void StatusTest::incompleteIsWhatIsThere()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString into = cli.home() + u"/model"_s;
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(cli.json({u"get"_s, kName, u"--into"_s, into}).exitCode(), 0);
    const qint64 whole = cli.json({u"status"_s}).lastOf(kName).value("bytes"_L1).toInteger();
    for (const QString &folder : {cli.folder(kName), into})
        QVERIFY(QFile::remove(folder + u'/' + SmallModel::weights().at(0)));
    const CliResult result = cli.json({u"status"_s});
    const qint64 link = QByteArray("README.md").size(); // of a model that is not whole only files are counted
    QCOMPARE(result.summary().value("bytes"_L1).toInteger(),
             2 * (whole - SmallModel::weight(0).size() - link));
    // What `get` would fetch is just that file.
    const CliResult listed = cli.json({u"list"_s, kName});
    QCOMPARE(listed.lines.first().value("bytes_missing"_L1).toInteger(), SmallModel::weight(0).size());
}

void StatusTest::ownFilesDamaged_data()
{
    QTest::addColumn<QString>("file"); // below the home; a star for any name
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("exitCode");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &file, int exitCode) {
        QTest::addRow("%s, %d bytes", name, static_cast<int>(bytes.size())) << file << bytes << exitCode;
    };
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{\"ver"), QByteArray(300, '\0')}) {
        row("settings", bytes, u"config/settings.json"_s, 0);
        row("libraries", bytes, u"config/libraries.json"_s, 0);
        row("facts", bytes, u"config/cache/facts.json"_s, 0);
        row("record", bytes, u"library/.weightyard/records/*.json"_s, 7);
        row("mark", bytes, u"library/.weightyard/library.json"_s, 7);
    }
    QTest::newRow("a wrong value") << u"config/settings.json"_s << QByteArray(R"({"version":1,"library":""})")
                                   << 0;
}

// Each in its own words: which file, and how it goes on.
void StatusTest::ownFilesDamaged()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(int, exitCode);
    SmallModel model;
    RepoBuilder other;
    other.file(u"README.md"_s, "other").commit("1");
    model.hub.addRepository(u"owner/other"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QString path = cli.home() + u'/' + file;
    if (file.contains(u'*')) {
        const QDir folder(QFileInfo(path).absolutePath());
        path = folder.filePath(folder.entryList({u"*.json"_s}).value(0));
    }
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    writeFile(path, content);
    const CliResult result = cli.plain({u"get"_s, file.contains("records"_L1) ? kName : u"owner/other"_s});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    const QString text = QString::fromUtf8(result.process.out + result.process.err).simplified().remove(u' ');
    QVERIFY2(!text.contains("bytesreceived"_L1) && !text.contains("owner.Try"_L1), qPrintable(text));
    if (exitCode != 0)
        QVERIFY2(text.contains(QString(path).remove(u' ')) && text.contains("Movethefileaway"_L1),
                 qPrintable(text));
    if (file.endsWith("settings.json"_L1)) {
        QVERIFY2(text.contains(path + u".damaged"_s), qPrintable(text));
        QCOMPARE(readFile(path + u".damaged"_s), content);
        QVERIFY(!cli.plain({u"status"_s}).process.err.contains("damaged"));
    }
}

WEIGHTYARD_TEST(StatusTest)

} // namespace status_test

#include "status_test.moc"
