#include "test_registry.h"

#include "publish_fixture.h"
#include "store/download_layout.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace download_layout_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::namesIn;
using test::valueOf;
using Publish = DownloadLayout::Publish;

namespace {

#ifdef Q_OS_UNIX
/// Root may write everywhere: be somebody else for a while.
class NotRoot
{
public:
    NotRoot() : m_wasRoot(geteuid() == 0)
    {
        constexpr uid_t kNobody = 65534;
        if (m_wasRoot && setresuid(kNobody, kNobody, 0) != 0)
            qFatal("cannot become nobody");
    }
    ~NotRoot()
    {
        if (m_wasRoot && setresuid(0, 0, 0) != 0)
            qFatal("cannot become root again");
    }
    NotRoot(const NotRoot &) = delete;
    NotRoot &operator=(const NotRoot &) = delete;

private:
    bool m_wasRoot;
};
#else
struct NotRoot {
    NotRoot() {}
};
#endif

struct Fixture {
    test::TempDir temp;
    QString root = QFileInfo(temp.path()).canonicalFilePath();
    QString config = root + u"/config"_s;
    QString target = root + u"/models/one"_s;

    DownloadLayout into() const { return valueOf(layoutInFolder(target, config)); }
};

} // namespace

class DownloadLayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void libraryPaths();
    void modelsNeverShare();
    void lookingCreatesNothing();
    void prepareMakesTheLibrary();
    void prepareAgainKeepsTheId();
    void newerLibraryStays();
    void unwritableParent();
    void absentTarget();
    void emptyTarget();
    void targetWithFiles();
    void linkToTheTarget();
    void fileAsTarget();
    void libraryAsTarget();
    void unfinishedDownloadAsLibrary();
    void insideChoiceStands();
    void besideStateIsUsedForMoves();
    void longNameBeside();
    void modelLinkedToAnotherVolume();
    void cleanUpInALibrary();
    void cleanUpOfAFolderLeavesNothing();
    void cleanUpTouchesOnlyWhatIsMarked();
};

void DownloadLayoutTest::libraryPaths()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInLibrary(f.root + u"/lib/"_s, u"owner/name"_s));
    QCOMPARE(place.target, f.root + u"/lib/owner/name"_s);
    QCOMPARE(place.stateDir, f.root + u"/lib/.weightyard"_s);
    QCOMPARE(place.partialsDir, place.stateDir + u"/partials"_s);
    QVERIFY(place.stagingDir.startsWith(place.stateDir + u"/staging/owner--name-"_s));
    QVERIFY(place.recordFile.startsWith(place.stateDir + u"/records/owner--name-"_s));
    QCOMPARE(place.publish, Publish::Rename);
    QVERIFY(!place.removeStateDirAfterwards);
}

void DownloadLayoutTest::modelsNeverShare()
{
    const Fixture f;
    QSet<QString> seen;
    const QStringList models{u"a/b"_s,
                             u"A/b"_s,
                             u"a--b"_s,
                             u"a_b"_s,
                             u"a:b"_s,
                             u"a/b.json"_s,
                             u"a/b.json/c"_s,
                             u"x/"_s + QString(200, u'y'),
                             u"z/"_s + QString(200, u'y')};
    for (const QString &model : models) {
        const DownloadLayout place = valueOf(layoutInLibrary(f.root, model));
        for (const QString &path : {place.stagingDir, place.recordFile}) {
            const QString name = QFileInfo(path).fileName().toLower();
            QVERIFY2(!seen.contains(path.toLower()), qPrintable(path));
            QVERIFY2(name.toUtf8().size() < 200, qPrintable(name));
            seen.insert(path.toLower());
        }
    }
    QCOMPARE(seen.size(), models.size() * 2);
}

void DownloadLayoutTest::lookingCreatesNothing()
{
    const Fixture f;
    valueOf(layoutInLibrary(f.root + u"/lib"_s, u"a/b"_s));
    f.into();
    QVERIFY(namesIn(f.root).isEmpty());
}

void DownloadLayoutTest::prepareMakesTheLibrary()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInLibrary(f.root + u"/new/lib"_s, u"a/b"_s));
    valueOf(prepare(place));
    QVERIFY(!QFileInfo::exists(place.target));
    constexpr auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser
                               | QFile::WriteUser | QFile::ExeUser;
    QCOMPARE(QFileInfo(place.stateDir).permissions(), onlyOwner);
    QVERIFY(QFileInfo(place.partialsDir).isDir());
    QVERIFY(QFileInfo(place.stagingDir).isDir());
    QVERIFY(test::readFile(place.partialsDir + u"/CACHEDIR.TAG"_s)
                .startsWith("Signature: 8a477f597d28d172789f06886806bc55\n"));
    const QJsonObject mark =
        QJsonDocument::fromJson(test::readFile(place.stateDir + u"/library.json"_s)).object();
    QCOMPARE(mark[u"version"_s].toInt(), 1);
    QCOMPARE(mark[u"id"_s].toString().size(), 36);
}

void DownloadLayoutTest::prepareAgainKeepsTheId()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInLibrary(f.root, u"a/b"_s));
    valueOf(prepare(place));
    const QByteArray mark = test::readFile(place.stateDir + u"/library.json"_s);
    valueOf(prepare(valueOf(layoutInLibrary(f.root, u"c/d"_s))));
    QCOMPARE(test::readFile(place.stateDir + u"/library.json"_s), mark);
}

void DownloadLayoutTest::newerLibraryStays()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInLibrary(f.root, u"a/b"_s));
    const QByteArray mark = R"({"version": 2, "id": "x"})";
    test::writeFile(place.stateDir + u"/library.json"_s, mark);
    const auto prepared = prepare(place);
    QCOMPARE(kindOf(prepared), ErrorKind::Prerequisite);
    QCOMPARE(test::readFile(place.stateDir + u"/library.json"_s), mark);
    QCOMPARE(namesIn(place.stateDir), QStringList{u"library.json"_s});
}

void DownloadLayoutTest::unwritableParent()
{
    const Fixture f;
    QVERIFY(QDir().mkpath(f.root + u"/closed"_s));
    constexpr auto readOnly = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(f.root, readOnly | QFile::WriteOwner));
    QVERIFY(QFile::setPermissions(f.root + u"/closed"_s, readOnly));
    const NotRoot notRoot;
    QCOMPARE(kindOf(prepare(valueOf(layoutInLibrary(f.root + u"/closed/lib"_s, u"a/b"_s)))),
             ErrorKind::Permission);
    QCOMPARE(valueOf(layoutInFolder(f.root + u"/closed/x"_s, f.config)).publish, Publish::MoveInto);
}

void DownloadLayoutTest::absentTarget()
{
    const Fixture f;
    const DownloadLayout place = f.into();
    QCOMPARE(place.target, f.target);
    QCOMPARE(place.publish, Publish::Rename);
    QCOMPARE(place.stateDir, f.root + u"/models/.weightyard-one"_s);
    QVERIFY(place.recordFile.startsWith(f.config + u"/records/"_s));
    QVERIFY(place.removeStateDirAfterwards);
    valueOf(prepare(place));
    QVERIFY(!QFileInfo::exists(f.target));
    QCOMPARE(f.into().stateDir, place.stateDir);
    QCOMPARE(f.into().publish, Publish::Rename);
}

void DownloadLayoutTest::emptyTarget()
{
    const Fixture f;
    QVERIFY(QDir().mkpath(f.target));
    QCOMPARE(f.into().publish, Publish::Rename);
    QCOMPARE(f.into().stateDir, f.root + u"/models/.weightyard-one"_s);
}

void DownloadLayoutTest::targetWithFiles()
{
    const Fixture f;
    test::writeFile(f.target + u"/.hidden"_s, "mine");
    const DownloadLayout place = f.into();
    QCOMPARE(place.publish, Publish::MoveInto);
    QCOMPARE(place.stateDir, f.target + u"/.weightyard"_s);
}

void DownloadLayoutTest::linkToTheTarget()
{
    const Fixture f;
    QVERIFY(QDir().mkpath(f.root + u"/real/two"_s));
    QVERIFY(QDir().mkpath(f.root + u"/models"_s));
    QVERIFY(QFile::link(f.root + u"/real/two"_s, f.target));
    const DownloadLayout place = f.into();
    QCOMPARE(place.target, f.root + u"/real/two"_s);
    QCOMPARE(place.stateDir, f.root + u"/real/.weightyard-two"_s);
}

void DownloadLayoutTest::fileAsTarget()
{
    const Fixture f;
    test::writeFile(f.target, "a file");
    QCOMPARE(kindOf(layoutInFolder(f.target, f.config)), ErrorKind::Conflict);
    QVERIFY(QFile::remove(f.target));
    QVERIFY(QFile::link(f.root + u"/nowhere"_s, f.target));
    QCOMPARE(kindOf(layoutInFolder(f.target, f.config)), ErrorKind::Disconnected);
}

void DownloadLayoutTest::libraryAsTarget()
{
    const Fixture f;
    valueOf(prepare(valueOf(layoutInLibrary(f.target, u"a/b"_s))));
    QCOMPARE(kindOf(layoutInFolder(f.target, f.config)), ErrorKind::Conflict);
}

void DownloadLayoutTest::unfinishedDownloadAsLibrary()
{
    const Fixture f;
    test::writeFile(f.target + u"/mine"_s, "x");
    valueOf(prepare(f.into()));
    QCOMPARE(kindOf(prepare(valueOf(layoutInLibrary(f.target, u"a/b"_s)))), ErrorKind::Conflict);
}

void DownloadLayoutTest::insideChoiceStands()
{
    const Fixture f;
    test::writeFile(f.target + u"/mine"_s, "x");
    const DownloadLayout place = f.into();
    valueOf(prepare(place));
    QVERIFY(QFile::remove(f.target + u"/mine"_s));
    const DownloadLayout again = f.into();
    QCOMPARE(again.stateDir, place.stateDir);
    QCOMPARE(again.publish, Publish::MoveInto);
}

void DownloadLayoutTest::besideStateIsUsedForMoves()
{
    const Fixture f;
    const DownloadLayout place = f.into();
    valueOf(prepare(place));
    test::writeFile(f.target + u"/appeared"_s, "x");
    const DownloadLayout again = f.into();
    QCOMPARE(again.stateDir, place.stateDir);
    QCOMPARE(again.publish, Publish::MoveInto);
}

void DownloadLayoutTest::longNameBeside()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInFolder(f.root + u'/' + QString(250, u'x'), f.config));
    QVERIFY(QFileInfo(place.stateDir).fileName().size() < 60);
    valueOf(prepare(place));
}

void DownloadLayoutTest::modelLinkedToAnotherVolume()
{
    if (!QFileInfo(u"/dev/shm"_s).isWritable())
        QSKIP("no /dev/shm to stand for another volume");
    const Fixture f;
    QVERIFY(QFile::link(u"/dev/shm"_s, f.root + u"/owner"_s));
    const DownloadLayout place = valueOf(layoutInLibrary(f.root, u"owner/name"_s));
    QCOMPARE(kindOf(prepare(place)), ErrorKind::Conflict);
}

void DownloadLayoutTest::cleanUpInALibrary()
{
    const Fixture f;
    const DownloadLayout place = valueOf(layoutInLibrary(f.root, u"a/b"_s));
    valueOf(prepare(place));
    test::writeFile(place.stagingDir + u"/tree/x"_s, "x");
    test::writeFile(place.partialsDir + u"/other.partial"_s, "of another model");
    valueOf(cleanUp(place));
    QVERIFY(!QFileInfo::exists(place.stagingDir));
    QVERIFY(QFileInfo::exists(place.partialsDir + u"/other.partial"_s));
    QVERIFY(QFileInfo::exists(place.stateDir + u"/library.json"_s));
    valueOf(cleanUp(place));
}

void DownloadLayoutTest::cleanUpOfAFolderLeavesNothing()
{
    const Fixture f;
    test::writeFile(f.target + u"/mine"_s, "x");
    const DownloadLayout place = f.into();
    valueOf(prepare(place));
    QVERIFY(QFile::link(f.target, place.stagingDir + u"/link"_s));
    test::writeFile(place.stagingDir + u"/git/objects/pack"_s, "x");
    QVERIFY(QFile::setPermissions(place.stagingDir + u"/git/objects/pack"_s, QFile::ReadOwner));
    valueOf(cleanUp(place));
    QCOMPARE(namesIn(f.target), QStringList{u"mine"_s});
    valueOf(cleanUp(place));
}

void DownloadLayoutTest::cleanUpTouchesOnlyWhatIsMarked()
{
    const Fixture f;
    test::writeFile(f.target + u"/mine"_s, "x");
    const DownloadLayout place = f.into();
    test::writeFile(place.stateDir + u"/precious"_s, "somebody else's folder of this name");
    valueOf(cleanUp(place));
    QVERIFY(QFileInfo::exists(place.stateDir + u"/precious"_s));
}

WEIGHTYARD_TEST(DownloadLayoutTest)

} // namespace download_layout_test

#include "download_layout_test.moc"
