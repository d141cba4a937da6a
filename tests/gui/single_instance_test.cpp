// A second start of the window for the same config folder hands over to the first.
#include "app/gui/gui_command_line.h"
#include "app/gui/single_instance.h"

#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QtConcurrent>

namespace single_instance_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using gui::SingleInstance;

class SingleInstanceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyThere();
    void handsModelsOver();
    void nobodyElseCanListenFirst();
    void anotherFolderIsAnotherWindow();
    void besideOneThatHangs();
    void takesOverAfterACrash();
    void allThatIsWrong();
    void commandLine_data();
    void commandLine();
};

void SingleInstanceTest::nobodyThere()
{
    const test::TempDir dir;
    QVERIFY(!SingleInstance(dir.path()).handOver({}));
}

void SingleInstanceTest::handsModelsOver()
{
    const test::TempDir dir;
    SingleInstance first(dir.path());
    first.listen();
    QSignalSpy spy(&first, &SingleInstance::anotherStart);
    const QStringList models{u"o/a"_s, u"https://h.example/x y\n\"z"_s};
    // The first one answers from its event loop, so the second has to be on another thread.
    const QFuture<bool> second =
        QtConcurrent::run([path = dir.path(), models] { return SingleInstance(path).handOver(models); });
    QTRY_COMPARE(spy.size(), 1);
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result());
    QCOMPARE(spy.first().first().toStringList(), models);
}

// The names of models are for this user alone, so the socket is where no other can make one.
void SingleInstanceTest::nobodyElseCanListenFirst()
{
#ifdef Q_OS_UNIX
    const test::TempDir dir;
    SingleInstance first(dir.path());
    first.listen();
    const QDir runtime(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    QVERIFY(!runtime.entryList({u"weightyard-*"_s}, QDir::System).isEmpty());
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(runtime.path()).permissions() & others));
#endif
}

void SingleInstanceTest::anotherFolderIsAnotherWindow()

{
    const test::TempDir dir;
    const test::TempDir other;
    SingleInstance first(dir.path());
    first.listen();
    QVERIFY(!SingleInstance(other.path()).handOver({}));
}

// Connected, but nobody reads: this start goes on alone, and leaves the other its place.
void SingleInstanceTest::besideOneThatHangs()
{
    const test::TempDir dir;
    SingleInstance hung(dir.path());
    QVERIFY(hung.listen());
    QVERIFY(!SingleInstance(dir.path()).handOver({})); // its event loop does not run
    QVERIFY(!SingleInstance(dir.path()).listen());
}

void SingleInstanceTest::takesOverAfterACrash()
{
    const test::TempDir dir;
    const auto sockets = [] {
        const QDir runtime(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
        const QStringList names = runtime.entryList({u"weightyard-*"_s}, QDir::System);
        QStringList paths;
        for (const QString &name : names)
            paths.append(runtime.filePath(name));
        return QSet<QString>(paths.cbegin(), paths.cend());
    };
    QString left;
    const QSet<QString> before = sockets();
    {
        SingleInstance killed(dir.path());
        QVERIFY(killed.listen());
        const QStringList fresh = (sockets() - before).values();
        QCOMPARE(fresh.size(), 1);
        left = fresh[0];
        QVERIFY(QFile::rename(left, left + u"-kept"_s)); // it would be removed
    }
    QVERIFY(QFile::rename(left + u"-kept"_s, left));
    QVERIFY(!SingleInstance(dir.path()).handOver({}));
    SingleInstance next(dir.path());
    QVERIFY(next.listen());
    QSignalSpy spy(&next, &SingleInstance::anotherStart);
    const QFuture<bool> second =
        QtConcurrent::run([path = dir.path()] { return SingleInstance(path).handOver({u"o/a"_s}); });
    QTRY_COMPARE(spy.size(), 1);
    QTRY_VERIFY(second.isFinished());
}

void SingleInstanceTest::commandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("library");
    QTest::addColumn<QStringList>("models");
    QTest::newRow("nothing") << QStringList() << true << QString() << QStringList();
    QTest::newRow("models") << QStringList{u"o/a"_s, u"o/b"_s} << true << QString()
                            << QStringList{u"o/a"_s, u"o/b"_s};
    QTest::newRow("library") << QStringList{u"--library"_s, u"/x"_s} << true << u"/x"_s << QStringList();
    QTest::newRow("library=") << QStringList{u"--library=/x=y"_s} << true << u"/x=y"_s << QStringList();
    QTest::newRow("after --") << QStringList{u"--"_s, u"--odd"_s} << true << QString()
                              << QStringList{u"--odd"_s};
    QTest::newRow("no value") << QStringList{u"--library"_s} << false << QString() << QStringList();
    QTest::newRow("empty value") << QStringList{u"--library="_s} << false << QString() << QStringList();
    QTest::newRow("value that looks like an option")
        << QStringList{u"--library"_s, u"-x"_s} << true << u"-x"_s << QStringList();
    QTest::newRow("unknown") << QStringList{u"--nonsense"_s} << false << QString() << QStringList();
}

void SingleInstanceTest::commandLine()
{
    QFETCH(QStringList, arguments);
    const auto line = gui::parseGuiCommandLine(arguments);
    QTEST(line.has_value(), "good");
    if (!line) {
        QCOMPARE(line.error().kind, base::ErrorKind::Usage);
        return;
    }
    QTEST(line->library, "library");
    QTEST(line->models, "models");
}

void SingleInstanceTest::allThatIsWrong()
{
    const auto line =
        gui::parseGuiCommandLine({u"--nonsense"_s, u"--library="_s, u"--more"_s, u"--catalogue="_s});
    QVERIFY(!line);
    for (const QString &name : {u"nonsense"_s, u"more"_s, u"--library"_s, u"--catalogue"_s})
        QVERIFY2(line.error().detail.contains(name), qPrintable(line.error().detail));
    const auto missing = gui::parseGuiCommandLine({u"--library"_s});
    QVERIFY(!missing);
    QCOMPARE(missing.error().detail.count("--library"_L1), 1);
}

WEIGHTYARD_TEST(SingleInstanceTest)

} // namespace single_instance_test

#include "single_instance_test.moc"
