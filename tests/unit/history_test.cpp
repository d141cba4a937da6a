// What was downloaded, and what failed, as its file keeps it.
#include "test_registry.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "session/history.h"

#include "repo_builder.h"
#include "temp_dir.h"

#include <QFile>
#include <QTest>

namespace history_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::session;
using What = HistoryEntry::What;
using test::TempDir;

class HistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatHappened();
    void isBounded();
    void noneIsEmpty();
    void oddEntriesAreLeftOut();
    void aNewerFileIsLeftAlone();
    void aDamagedFileIsKeptAside();
};

void HistoryTest::keepsWhatHappened()
{
    const TempDir dir;
    const base::Error error{.kind = base::ErrorKind::Gated,
                            .cause = base::Cause(base::ErrorCode::GatedNoToken),
                            .context = {.url = u"https://hub.example/o/b"_s}};
    const DownloadHistory history{
        {.what = What::Downloaded,
         .whenMs = 10,
         .key = u"o/a"_s,
         .name = u"A"_s,
         .folder = u"/m/o/a"_s,
         .bytes = 7},
        {.what = What::Updated, .whenMs = 20, .key = u"o/a"_s, .name = u"A"_s},
        {.what = What::Removed, .whenMs = 30, .key = u"o/a"_s, .name = u"A"_s, .bytes = 9},
        {.what = What::Failed, .whenMs = 40, .key = u"o/b"_s, .name = u"B"_s, .error = error}};
    QVERIFY(writeHistory(dir.path(), history));
    const auto read = readHistory(dir.path());
    QVERIFY(read);
    QCOMPARE(read->size(), 4);
    for (qsizetype i = 0; i < history.size(); ++i) {
        QCOMPARE((*read)[i].what, history[i].what);
        QCOMPARE((*read)[i].whenMs, history[i].whenMs);
        QCOMPARE((*read)[i].key, history[i].key);
        QCOMPARE((*read)[i].name, history[i].name);
        QCOMPARE((*read)[i].folder, history[i].folder);
        QCOMPARE((*read)[i].bytes, history[i].bytes);
    }
    QVERIFY(!(*read)[0].error);
    QCOMPARE((*read)[3].error->kind, error.kind);
    QCOMPARE((*read)[3].error->cause.code, error.cause.code);
    QCOMPARE((*read)[3].error->context.url, error.context.url);
}

void HistoryTest::isBounded()
{
    DownloadHistory history;
    for (qint64 i = 1; i <= kMostHistory + 3; ++i)
        history = withEntry(history, {.whenMs = i, .key = u"o/a"_s});
    QCOMPARE(history.size(), kMostHistory);
    QCOMPARE(history.first().whenMs, 4); // the oldest went
    QCOMPARE(history.last().whenMs, kMostHistory + 3);
}

void HistoryTest::noneIsEmpty()
{
    const TempDir dir;
    const auto read = readHistory(dir.path());
    QVERIFY(read && read->isEmpty());
}

void HistoryTest::oddEntriesAreLeftOut()
{
    const TempDir dir;
    test::writeFile(base::ConfigLayout(dir.path()).history(), R"({"version": 1, "entries": [7, "x", {},
        {"what": "eaten", "when_ms": 5, "key": "o/a"}, {"what": "failed", "when_ms": -5, "key": "o/a"},
        {"what": "removed", "when_ms": 5}, {"what": "failed", "when_ms": 5, "key": "o/a", "bytes": -3}]})");
    const auto read = readHistory(dir.path());
    QVERIFY(read);
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->first().name, u"o/a"_s);
    QCOMPARE(read->first().bytes, 0);
    QVERIFY(read->first().error); // its kind is not known, and that is one
}

void HistoryTest::aNewerFileIsLeftAlone()
{
    const TempDir dir;
    const QString file = base::ConfigLayout(dir.path()).history();
    const QByteArray newer = R"({"version": 2, "chronicle": true})";
    test::writeFile(file, newer);
    QCOMPARE(readHistory(dir.path()).error().kind, base::ErrorKind::Prerequisite);
    QVERIFY(!writeHistory(dir.path(), {}));
    QCOMPARE(test::readFile(file), newer);
}

void HistoryTest::aDamagedFileIsKeptAside()
{
    const TempDir dir;
    const QString file = base::ConfigLayout(dir.path()).history();
    test::writeFile(file, "{ no");
    QCOMPARE(readHistory(dir.path()).error().kind, base::ErrorKind::Corrupt);
    QVERIFY(writeHistory(dir.path(), {{.whenMs = 1, .key = u"o/a"_s}}));
    QCOMPARE(readHistory(dir.path())->size(), 1);
    QCOMPARE(test::readFile(file + u".damaged"_s), QByteArray("{ no"));
}

WEIGHTYARD_TEST(HistoryTest)

} // namespace history_test

#include "history_test.moc"
