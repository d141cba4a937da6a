// Objects from mirrors: of both kinds, in their order, dead ones, lying ones, ones that break off, with a token and without. The origin
// and each mirror are hubs of their own, whose logs are the witnesses.
#include "private_model.h"
#include "sockets.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace get_mirrors_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = SmallModel::name();
const QByteArray kSecret = PrivateModel::secret();

int objectRequests(LocalHub &hub)
{
    return hub.log().count(Endpoint::Storage);
}

QStringList noticesOf(const CliResult &result)
{
    return result.lastOf(kModel).value("notices"_L1).toVariant().toStringList();
}

// A hub that has the same repository and objects, at another address.
void copyTo(LocalHub &mirror, SmallModel &model)
{
    mirror.addRepository(kModel, model.repo);
}

void setMirrors(const CliRun &cli, const QStringList &mirrors)
{
    const CliResult set = cli.plain({u"settings"_s, u"set"_s, u"mirrors"_s, mirrors.join(u' ')});
    if (set.exitCode() != 0)
        throw std::runtime_error(set.describe().toStdString());
}

} // namespace

class GetMirrorsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void forRepairsToo();
    void inTheirOrder();
    void deadOneIsLeftOut_data();
    void deadOneIsLeftOut();
    void lyingOneIsLeftOut_data();
    void lyingOneIsLeftOut();
    void goesOnFromAnother();
    void lacksSome();
    void noTokenUnlessItsEntrySaysSo_data();
    void noTokenUnlessItsEntrySaysSo();
    void ownLoginOfTheMirror();
    void otherHostsOnlyByName();
    void settings_data();
    void settings();

private:
    static void checkGot(SmallModel &model, const CliRun &cli, const CliResult &result);
};

void GetMirrorsTest::checkGot(SmallModel &model, const CliRun &cli, const CliResult &result)
{
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(model.differences(cli.folder(kModel)).isEmpty(),
             qPrintable(model.differences(cli.folder(kModel))));
}

void GetMirrorsTest::kinds_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("hasBatch");
    QTest::addColumn<int>("asked"); // where
    QTest::newRow("batch") << QString() << true << int(Endpoint::Batch);
    QTest::newRow("resolve") << u"/"_s << false << int(Endpoint::Resolve);
    QTest::newRow("static") << u"/_static#static"_s << true << int(Endpoint::Static);
}

void GetMirrorsTest::kinds()
{
    QFETCH(QString, suffix);
    QFETCH(bool, hasBatch);
    QFETCH(int, asked);
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    mirror.update([&](HubSettings &settings) { settings.hasBatch = hasBatch; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {mirror.baseUrl().toString() + suffix});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QVERIFY(mirror.log().count(Endpoint(asked)) > 0);
    QCOMPARE(objectRequests(model.hub), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Batch), 0);
    QCOMPARE(noticesOf(result), QStringList());
    QCOMPARE(mirror.log().count(Endpoint::Git), 0); // objects, and nothing else
}

void GetMirrorsTest::forRepairsToo()
{
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kModel}).exitCode(), 0);
    model.hub.log().clear();
    setMirrors(cli, {mirror.baseUrl().toString()});
    writeFile(cli.folder(kModel) + u'/' + SmallModel::weights().at(0), "cut");
    checkGot(model, cli, cli.json({u"verify"_s, u"--repair"_s}));
    QVERIFY(objectRequests(mirror) > 0);
    QCOMPARE(objectRequests(model.hub), 0);
}

void GetMirrorsTest::inTheirOrder()
{
    SmallModel model;
    LocalHub first(ListenerOptions{.address = u"127.0.0.2"_s}); // has none of them
    LocalHub second(ListenerOptions{.address = u"127.0.0.3"_s});
    copyTo(second, model);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {first.baseUrl().toString() + u"/_static#static"_s, second.baseUrl().toString()});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QVERIFY(first.log().count(Endpoint::Static) > 0);
    QVERIFY(second.log().count(Endpoint::Storage) > 0);
    QCOMPARE(objectRequests(model.hub), 0);
    QCOMPARE(noticesOf(result), QStringList()); // to lack an object is nothing to be told about
}

void GetMirrorsTest::deadOneIsLeftOut_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("suffix");
    for (const char *suffix : {"", "#static"}) {
        QTest::addRow("nobody listens%s", suffix) << u"closed"_s << QString::fromLatin1(suffix);
        QTest::addRow("500%s", suffix) << u"500"_s << QString::fromLatin1(suffix);
        QTest::addRow("a web page%s", suffix) << u"page"_s << QString::fromLatin1(suffix);
    }
}

void GetMirrorsTest::deadOneIsLeftOut()
{
    QFETCH(QString, kind);
    QFETCH(QString, suffix);
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    QString address = mirror.baseUrl().toString();
    if (kind == "closed"_L1)
        address = u"http://127.0.0.1:%1"_s.arg(freePort());
    for (const Endpoint where : {Endpoint::Batch, Endpoint::Resolve, Endpoint::Static, Endpoint::Other}) {
        if (kind == "500"_L1)
            mirror.addFault(Fault::statusOf(where, 500).always());
        if (kind == "page"_L1)
            mirror.addFault(Fault::html(where).always());
    }
    if (!suffix.isEmpty())
        address += u"/_static"_s;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {address + suffix});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    const QStringList notices = noticesOf(result);
    QVERIFY2(notices.size() == 1 && notices.first().contains(address)
                 && notices.first().contains("left out"_L1),
             qPrintable(notices.join(u'|')));
    QVERIFY2(!result.process.out.contains("\"waiting\""), qPrintable(result.describe())); // no retries for it
    QVERIFY(mirror.log().all().size() <= 8); // and then never again
}

void GetMirrorsTest::lyingOneIsLeftOut_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<int>("where");
    QTest::newRow("batch") << QString() << int(Endpoint::Storage);
    QTest::newRow("static") << u"/_static#static"_s << int(Endpoint::Static);
}

void GetMirrorsTest::lyingOneIsLeftOut()
{
    QFETCH(QString, suffix);
    QFETCH(int, where);
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    Fault lie = Fault::corrupt(10);
    lie.where = Endpoint(where);
    mirror.addFault(lie);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {mirror.baseUrl().toString() + suffix});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QVERIFY(objectRequests(model.hub) > 0);
    const QStringList notices = noticesOf(result);
    QVERIFY2(notices.size() == 1 && notices.first().contains("not the model's"_L1),
             qPrintable(notices.join(u'|')));
}

// What a mirror brought before it went away is not fetched again.
void GetMirrorsTest::goesOnFromAnother()
{
    constexpr qint64 kSize = 24LL * 1024 * 1024;
    SmallModel model;
    RepoBuilder large;
    const QByteArray bytes = generatedBytes(11, kSize);
    large.lfsTrack(u"*.bin"_s).lfsFile(u"w.bin"_s, bytes).commit("1");
    const QString id = u"owner/large"_s;
    model.hub.addRepository(id, large);
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    mirror.addRepository(id, large);
    mirror.addFault(Fault::cut(Endpoint::Static, kSize / 2).inObjectBytes());
    mirror.addFault(Fault::statusOf(Endpoint::Static, 500).skipFirst(1).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {mirror.baseUrl().toString() + u"/_static#static"_s});
    const CliResult result = cli.json({u"get"_s, id, u"--connections"_s, u"1"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(readFile(cli.folder(id) + u"/w.bin"_s), bytes);
    qint64 sent = 0;
    for (const LoggedRequest &request : model.hub.log().of(Endpoint::Storage))
        sent += request.bytesSent;
    QVERIFY2(sent < kSize * 3 / 4, qPrintable(QString::number(sent)));
    QVERIFY2(bytesFetched(result) <= kSize + kSize / 8, qPrintable(QString::number(bytesFetched(result))));
}

void GetMirrorsTest::lacksSome()
{
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    mirror.addObject(SmallModel::weight(0));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    setMirrors(cli, {mirror.baseUrl().toString() + u"/_static#static"_s});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QVERIFY(mirror.log().count(Endpoint::Static) > 0);
    QVERIFY(objectRequests(model.hub) > 0);
    QCOMPARE(noticesOf(result), QStringList());
}

void GetMirrorsTest::noTokenUnlessItsEntrySaysSo_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("hasBatch");
    QTest::addColumn<bool>("given");
    QTest::newRow("without") << QString() << true << false;
    QTest::newRow("#token, batch") << u"#token"_s << true << true;
    QTest::newRow("#token, resolve") << u"#token"_s << false << true;
}

void GetMirrorsTest::noTokenUnlessItsEntrySaysSo()
{
    QFETCH(QString, suffix);
    QFETCH(bool, hasBatch);
    QFETCH(bool, given);
    PrivateModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    mirror.addAccount({u"alice"_s, kSecret});
    mirror.setAccess(kModel, AccessRule::privateTo({u"alice"_s}));
    mirror.update([&](HubSettings &settings) { settings.hasBatch = hasBatch; });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    setMirrors(cli, {mirror.baseUrl().toString() + suffix});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QCOMPARE(mirror.log().sawOnPort(mirror.port(), kSecret), given);
    QCOMPARE(objectRequests(model.hub) == 0, given);
    QCOMPARE(noticesOf(result).size(), given ? 0 : 1);
    if (!given)
        QVERIFY2(noticesOf(result).first().contains("#token"_L1), qPrintable(noticesOf(result).first()));
}

// It does not take the Hub's token; what .netrc has for its host is its own.
void GetMirrorsTest::ownLoginOfTheMirror()
{
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    mirror.addAccount({u"bob"_s, "bobsPassword"});
    mirror.setAccess(kModel, AccessRule::privateTo({u"bob"_s}));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, QString::fromLatin1(kSecret));
    writeFile(cli.home() + u"/.netrc"_s, "machine 127.0.0.2 login bob password bobsPassword\n");
    setMirrors(cli, {mirror.baseUrl().toString() + u"#token"_s});
    const CliResult result = cli.json({u"get"_s, kModel});
    checkGot(model, cli, result);
    QCOMPARE(objectRequests(model.hub), 0);
    QVERIFY(!model.hub.log().sawOnPort(model.hub.port(), "bobsPassword"));
}

// Only static mirrors are asked for what is not of the Hub: the others have no name for it.
void GetMirrorsTest::otherHostsOnlyByName()
{
    SmallModel model;
    LocalHub mirror(ListenerOptions{.address = u"127.0.0.2"_s});
    copyTo(mirror, model);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    setMirrors(cli, {mirror.baseUrl().toString()});
    const CliResult without = cli.json({u"get"_s, model.url().toString(), u"--into"_s, cli.home() + u"/a"_s});
    QVERIFY2(without.exitCode() == 0, qPrintable(without.describe()));
    QCOMPARE(mirror.log().all().size(), 0);
    QVERIFY(QDir(cli.home() + u"/a"_s).removeRecursively()); // else its objects are used
    setMirrors(cli, {mirror.baseUrl().toString() + u"/_static#static"_s});
    const CliResult with = cli.json({u"get"_s, model.url().toString(), u"--into"_s, cli.home() + u"/b"_s});
    QVERIFY2(with.exitCode() == 0, qPrintable(with.describe()));
    QVERIFY(mirror.log().count(Endpoint::Static) > 0);
}

void GetMirrorsTest::settings_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept"); // empty: refused
    QTest::newRow("one") << u"https://m.example/"_s << u"https://m.example"_s;
    QTest::newRow("two") << u"https://m.example/a/  http://n.example:8080#token,STATIC"_s
                         << u"https://m.example/a http://n.example:8080#static,token"_s;
    QTest::newRow("not a web address") << u"ftp://m.example"_s << QString();
    QTest::newRow("no such option") << u"https://m.example#fast"_s << QString();
    QTest::newRow("a password") << u"https://u:hidden@m.example"_s << QString();
    QTest::newRow("twice") << u"https://m.example https://m.example/#static"_s << QString();
}

void GetMirrorsTest::settings()
{
    QFETCH(QString, typed);
    QFETCH(QString, kept);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://hub.invalid"_s));
    const CliResult set = cli.plain({u"settings"_s, u"set"_s, u"mirrors"_s, typed});
    QVERIFY2(set.exitCode() == (kept.isEmpty() ? 2 : 0), qPrintable(set.describe()));
    QVERIFY(!set.describe().contains("hidden"_L1));
    const CliResult get = cli.plain({u"settings"_s, u"get"_s, u"mirrors"_s});
    QCOMPARE(QString::fromUtf8(get.process.out).trimmed(), kept);
    const CliResult list = cli.json({u"settings"_s, u"get"_s, u"mirrors"_s});
    QCOMPARE(list.lines.first().value("value"_L1).toVariant().toStringList(),
             kept.split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(cli.plain({u"settings"_s, u"reset"_s, u"mirrors"_s}).exitCode(), 0);
}

WEIGHTYARD_TEST(GetMirrorsTest)

} // namespace get_mirrors_test

#include "get_mirrors_test.moc"
