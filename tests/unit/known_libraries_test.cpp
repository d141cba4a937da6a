#include "test_registry.h"

#include "store/known_libraries.h"

#include "prerequisites/library_checks.h"
#include "store/download_layout.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace known_libraries_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

struct Fixture {
    test::TempDir temp;
    QString root = QFileInfo(temp.path()).canonicalFilePath();
    QString config = root + u"/config"_s;
    QString file = config + u"/libraries.json"_s;
    QString library = root + u"/library"_s;
    DownloadLayout place = valueOf(layoutInLibrary(library, u"owner/name"_s, config));

    QJsonObject known() const
    {
        const QJsonObject json = QJsonDocument::fromJson(test::readFile(file)).object();
        return json[u"libraries"_s].toObject()[library].toObject();
    }
    /// As if the library had been on a disk that was mounted there.
    void wasBelow(const QString &mountPoint, const QString &id = u"the-id"_s) const
    {
        const QJsonObject entry{{u"id"_s, id}, {u"mountPoint"_s, mountPoint}};
        const QJsonObject json{{u"version"_s, 1}, {u"libraries"_s, QJsonObject{{library, entry}}}};
        test::writeFile(file, QJsonDocument(json).toJson());
    }
};

} // namespace

class KnownLibrariesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void remembers();
    void remembersModels();
    void refusesWithoutItsDisk();
    void takesItsOwnId();
    void unreadable_data();
    void unreadable();
    void damagedIsKeptBeside();
    void linkToNowhere();
};

void KnownLibrariesTest::remembers()
{
    const Fixture f;
    valueOf(prepare(f.place));
    const QJsonObject mark =
        QJsonDocument::fromJson(test::readFile(f.place.stateDir + u"/library.json"_s)).object();
    QVERIFY(!f.known()[u"id"_s].toString().isEmpty());
    QCOMPARE(f.known()[u"id"_s], mark[u"id"_s]);
    QVERIFY(f.library.startsWith(f.known()[u"mountPoint"_s].toString()));
    // Deleted on purpose: what it was on is still mounted.
    QVERIFY(QDir(f.library).removeRecursively());
    const QString before = f.known()[u"id"_s].toString();
    valueOf(prepare(f.place));
    QVERIFY(f.known()[u"id"_s].toString() != before);
}

void KnownLibrariesTest::remembersModels()
{
    const Fixture f;
    const KnownLibraries known(f.file);
    known.rememberModels(f.place.stateDir, {u"owner/early"_s});
    QVERIFY(!QFileInfo::exists(f.file)); // no library yet
    valueOf(prepare(f.place));
    known.rememberModels(f.place.stateDir, {u"owner/b"_s});
    known.rememberModel(f.place.stateDir, u"owner/a"_s);
    const QStringList both{u"owner/a"_s, u"owner/b"_s};
    QCOMPARE(known.models().value(f.library), both);
    const QByteArray before = test::readFile(f.file);
    known.remember(f.place.stateDir);
    known.rememberModel(f.place.stateDir, u"owner/b"_s);
    QCOMPARE(test::readFile(f.file), before);
    QVERIFY(QFile::rename(f.library, f.library + u"-away"_s)); // then nobody knows better
    known.rememberModels(f.place.stateDir, {});
    QCOMPARE(known.models().value(f.library), both);
}

void KnownLibrariesTest::refusesWithoutItsDisk()
{
    const Fixture f;
    f.wasBelow(f.library);
    QDir().mkpath(f.library);
    const auto refused = prepare(f.place);
    QCOMPARE(kindOf(refused), ErrorKind::Disconnected);
    QCOMPARE(refused.error().context.path, f.library);
    QVERIFY(QDir(f.library).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    QCOMPARE(kindOf(checkConnected(f.library, f.config)), ErrorKind::Disconnected);
    QCOMPARE(prerequisites::checkLibrary(f.library, f.config).finding, prerequisites::Finding::NotConnected);
    QCOMPARE(prerequisites::checkSpace(f.library, f.config).finding, prerequisites::Finding::NotConnected);
    QCOMPARE(prerequisites::checkLibrary(f.library).finding, prerequisites::Finding::None);
    // A library that an earlier mistake began below the mount point is not the one that was there.
    test::writeFile(f.place.stateDir + u"/library.json"_s, R"({"version": 1, "id": "another"})");
    QCOMPARE(kindOf(prepare(f.place)), ErrorKind::Disconnected);
    QVERIFY(QFile::remove(f.file)); // as the header says
    valueOf(prepare(f.place));
}

void KnownLibrariesTest::takesItsOwnId()
{
    const Fixture f;
    f.wasBelow(f.root + u"/gone"_s);
    test::writeFile(f.place.stateDir + u"/library.json"_s, R"({"version": 1, "id": "the-id"})");
    valueOf(prepare(f.place));
    QVERIFY(f.known()[u"mountPoint"_s].toString() != f.root + u"/gone"_s);
}

void KnownLibrariesTest::unreadable_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("stays");
    QTest::newRow("damaged") << QByteArray("{\"version\": 1, \"libr") << false;
    QTest::newRow("newer") << QByteArray(R"({"version": 2, "libraries": 7})") << true;
    QTest::newRow("not JSON") << QByteArray("\xff\xfe") << false;
}

void KnownLibrariesTest::unreadable()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, stays);
    const Fixture f;
    test::writeFile(f.file, text);
    valueOf(prepare(f.place));
    QCOMPARE(test::readFile(f.file) == text, stays);
    QCOMPARE(f.known()[u"id"_s].toString().isEmpty(), stays);
}

void KnownLibrariesTest::damagedIsKeptBeside()
{
    Fixture f;
    valueOf(prepare(f.place));
    const QString file = f.place.knownLibrariesFile;
    test::writeFile(file, "{ cut");
    KnownLibraries(file).remember(f.place.stateDir);
    QCOMPARE(test::readFile(file + u".damaged"_s), QByteArray("{ cut"));
    QVERIFY(test::readFile(file).contains("mountPoint"));
}

void KnownLibrariesTest::linkToNowhere()
{
    const Fixture f;
    QVERIFY(QFile::link(f.root + u"/unplugged"_s, f.library));
    QCOMPARE(kindOf(layoutInLibrary(f.library, u"owner/name"_s)), ErrorKind::Disconnected);
}

WEIGHTYARD_TEST(KnownLibrariesTest)

} // namespace known_libraries_test

#include "known_libraries_test.moc"
