#include "test_registry.h"

#include "app/cli/job_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

namespace job_json_test {

using namespace weightyard;
using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobSnapshot;
using job::JobState;

namespace {

// As a script reads it.
QJsonObject read(const QJsonObject &object)
{
    const QByteArray line = jsonLine(object);
    if (line.count('\n') != 1 || !line.endsWith('\n'))
        throw std::runtime_error("not one line");
    return QJsonDocument::fromJson(line).object();
}

} // namespace

class JobJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void snapshot();
    void optionalKeysAreLeftOut();
    void everyStateAndKind();
    void errors();
    void records();
    void oneLineWhateverTheText();
    void keysAreSnakeCase();
};

void JobJsonTest::snapshot()
{
    constexpr qint64 large = 9'007'199'254'740'993; // beyond what a double holds
    const JobSnapshot job{.modelPath = u"o/n"_s,
                          .url = u"https://h/o/n"_s,
                          .commit = u"abc"_s,
                          .folder = u"/m/o/n"_s,
                          .state = JobState::Waiting,
                          .bytesTotal = large,
                          .bytesHere = 5,
                          .bytesFetched = 4,
                          .objectsTotal = 3,
                          .objectsVerified = 2,
                          .waitUntilMs = 1'700'000'000'000,
                          .notices = {{.kind = job::Notice::Kind::EmptyRepository}},
                          .error = base::Error{.kind = ErrorKind::RateLimited, .detail = u"d"_s}};
    const QJsonObject json = read(toJson(job));
    QCOMPARE(json.value(u"model"_s).toString(), u"o/n"_s);
    QCOMPARE(json.value(u"url"_s).toString(), u"https://h/o/n"_s);
    QCOMPARE(json.value(u"commit"_s).toString(), u"abc"_s);
    QCOMPARE(json.value(u"folder"_s).toString(), u"/m/o/n"_s);
    QCOMPARE(json.value(u"state"_s).toString(), u"waiting"_s);
    QCOMPARE(json.value(u"bytes_total"_s).toInteger(), large);
    QVERIFY(jsonLine(toJson(job)).contains("9007199254740993"));
    QCOMPARE(json.value(u"bytes_here"_s).toInteger(), 5);
    QCOMPARE(json.value(u"bytes_fetched"_s).toInteger(), 4);
    QCOMPARE(json.value(u"objects_total"_s).toInt(), 3);
    QCOMPARE(json.value(u"objects_verified"_s).toInt(), 2);
    QCOMPARE(json.value(u"wait_until_ms"_s).toInteger(), 1'700'000'000'000);
    QCOMPARE(json.value(u"notices"_s).toArray().size(), 1);
    QCOMPARE(json.value(u"error"_s).toObject().value(u"kind"_s).toString(), u"RateLimited"_s);
}

void JobJsonTest::optionalKeysAreLeftOut()
{
    const QJsonObject json = read(toJson(JobSnapshot{.modelPath = u"o/n"_s}));
    for (const char *key : {"commit", "folder", "already_installed", "wait_until_ms", "notices", "error"})
        QVERIFY2(!json.contains(QLatin1StringView(key)), key);
    for (const char *key :
         {"model", "url", "state", "bytes_total", "bytes_here", "bytes_fetched", "objects_total"})
        QVERIFY2(json.contains(QLatin1StringView(key)), key);
    QVERIFY(read(toJson(JobSnapshot{.alreadyInstalled = true})).value(u"already_installed"_s).toBool());
}

void JobJsonTest::everyStateAndKind()
{
    for (const JobState state : job::allJobStates())
        QCOMPARE(read(toJson(JobSnapshot{.state = state})).value(u"state"_s).toString(),
                 job::jobStateName(state));
    for (const ErrorKind kind : base::allErrorKinds()) {
        const QJsonObject json = read(toJson(base::Error{.kind = kind}));
        QCOMPARE(json.value(u"kind"_s).toString(), base::errorKindName(kind));
        QVERIFY(!json.value(u"message"_s).toString().isEmpty());
        QVERIFY(json.contains(u"remedy"_s) && json.contains(u"detail"_s));
    }
}

void JobJsonTest::errors()
{
    const QJsonObject json = read(toJson(base::Error{.kind = ErrorKind::DiskFull,
                                                     .detail = u"d"_s,
                                                     .context = {.url = u"https://h"_s,
                                                                 .path = u"/p"_s,
                                                                 .oid = u"aa"_s,
                                                                 .httpStatus = 507,
                                                                 .bytesNeeded = 10,
                                                                 .bytesFree = 0}}));
    QCOMPARE(json.value(u"url"_s).toString(), u"https://h"_s);
    QCOMPARE(json.value(u"path"_s).toString(), u"/p"_s);
    QCOMPARE(json.value(u"oid"_s).toString(), u"aa"_s);
    QCOMPARE(json.value(u"http_status"_s).toInt(), 507);
    QCOMPARE(json.value(u"bytes_needed"_s).toInt(), 10);
    QVERIFY(json.contains(u"bytes_free"_s)); // none is a figure too
    const QJsonObject bare = read(toJson(base::Error{.kind = ErrorKind::Network}));
    for (const char *key : {"url", "path", "oid", "http_status", "bytes_needed", "bytes_free"})
        QVERIFY2(!bare.contains(QLatin1StringView(key)), key);
}

void JobJsonTest::records()
{
    const base::Oid oid = base::Oid::fromDigest(QByteArray(32, 'a'));
    const store::Record record{.url = u"https://h/o/n"_s,
                               .modelPath = u"o/n"_s,
                               .revision = u"v1"_s,
                               .commit = u"abc"_s,
                               .folder = u"o/n"_s,
                               .installedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000).toUTC(),
                               .withHistory = true,
                               .files = {{.path = u"a"_s, .size = 5'000'000'000, .oid = oid},
                                         {.path = u"b"_s, .size = 7, .oid = {}}},
                               .leftAsPointers = {u"c"_s}};
    const QJsonObject json = read(toJson(record, u"/lib/o/n"_s));
    QCOMPARE(json.value(u"model"_s).toString(), u"o/n"_s);
    QCOMPARE(json.value(u"folder"_s).toString(), u"/lib/o/n"_s);
    QCOMPARE(json.value(u"revision"_s).toString(), u"v1"_s);
    QCOMPARE(json.value(u"commit"_s).toString(), u"abc"_s);
    QCOMPARE(json.value(u"bytes"_s).toInteger(), 5'000'000'007);
    QCOMPARE(json.value(u"files"_s).toInt(), 2);
    QVERIFY(json.value(u"git_history"_s).toBool());
    QCOMPARE(json.value(u"installed_at"_s).toString(), u"2023-11-14T22:13:20Z"_s);
    QCOMPARE(json.value(u"left_as_pointers"_s).toArray(), QJsonArray{u"c"_s});
    QVERIFY(!read(toJson(store::Record(), {})).contains(u"revision"_s));
}

void JobJsonTest::oneLineWhateverTheText()
{
    const QString hostile = u"a\n\"b\\\r\x1b[2J\u2028"_s;
    const QJsonObject json = read(toJson(base::Error{.kind = ErrorKind::Server, .detail = hostile}));
    QCOMPARE(json.value(u"detail"_s).toString(), hostile);
    QVERIFY(!jsonLine(toJson(base::Error{.detail = hostile})).contains('\x1b'));
}

void JobJsonTest::keysAreSnakeCase()
{
    static const QRegularExpression snake(u"^[a-z]+(_[a-z]+)*$"_s);
    const JobSnapshot job{.state = JobState::Waiting, .alreadyInstalled = true, .error = base::Error{}};
    for (const QJsonObject &object :
         {toJson(job), toJson(base::Error{.context = {.httpStatus = 1, .bytesNeeded = 1}}),
          toJson(store::Record{.leftAsPointers = {u"x"_s}}, u"f"_s)}) {
        for (const QString &key : object.keys())
            QVERIFY2(snake.match(key).hasMatch(), qPrintable(key));
    }
}

WEIGHTYARD_TEST(JobJsonTest)

} // namespace job_json_test

#include "job_json_test.moc"
