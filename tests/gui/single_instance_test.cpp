// A second start of the window for the same config folder hands over to the first.
#include "app/gui/gui_command_line.h"
#include "app/gui/single_instance.h"
#include "said.h"
#include "ui/model/row_status.h"

#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QtConcurrent>
#include <atomic>

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
    void besideOneThatHangs_data();
    void besideOneThatHangs();
    void besideOneThatStarts();
    void takesOverAfterACrash();
    void allThatIsWrong();
    void commandLine_data();
    void commandLine();
    void manualPage();
};

void SingleInstanceTest::nobodyThere()
{
    const test::TempDir dir;
    SingleInstance first(dir.path());
    QVERIFY(first.begin({}).value());
}

void SingleInstanceTest::handsModelsOver()
{
    const test::TempDir dir;
    SingleInstance first(dir.path());
    QVERIFY(first.begin({}).value());
    first.listen();
    QSignalSpy spy(&first, &SingleInstance::anotherStart);
    const QStringList models{u"o/a"_s, u"https://h.example/x y\n\"z"_s};
    // The first one answers from its event loop, so the second has to be on another thread.
    const QFuture<base::Result<bool>> second =
        QtConcurrent::run([path = dir.path(), models] { return SingleInstance(path).begin(models); });
    QTRY_COMPARE(spy.size(), 1);
    QTRY_VERIFY(second.isFinished());
    QVERIFY(!second.result().value());
    QCOMPARE(spy.first().first().toStringList(), models);
}

// The names of models are for this user alone, so the socket is where no other can make one.
void SingleInstanceTest::nobodyElseCanListenFirst()
{
#ifdef Q_OS_UNIX
    const test::TempDir dir;
    SingleInstance first(dir.path());
    QVERIFY(first.begin({}).value());
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
    QVERIFY(first.begin({}).value());
    first.listen();
    QVERIFY(SingleInstance(other.path()).begin({}).value());
}

void SingleInstanceTest::besideOneThatHangs_data()
{
    QTest::addColumn<bool>("socket");
    QTest::newRow("it does not answer") << true;
    QTest::newRow("it has no socket") << false;
}

// Its files have one writer: this start goes no further, and says which process has them.
void SingleInstanceTest::besideOneThatHangs()
{
    QFETCH(bool, socket);
    const test::TempDir dir;
    SingleInstance hung(dir.path());
    QVERIFY(hung.begin({}).value());
    if (socket)
        hung.listen(); // its event loop does not run
    bool waited = false;
    const base::Result<bool> second = SingleInstance(dir.path()).begin({}, [&] { waited = true; });
    QVERIFY(waited && !second);
    QCOMPARE(second.error().kind, base::ErrorKind::Busy);
    const QString says = ui::RowText::trouble(second.error());
    QVERIFY2(says.contains(QString::number(QCoreApplication::applicationPid()))
                 && says.contains(dir.path() + u"/window.lock"_s) && says.contains(u"does not answer"_s)
                 && says.contains(u"End that process"_s),
             qPrintable(says));
}

// Two clicks on the icon: the first one has the lock, and is not listening yet.
void SingleInstanceTest::besideOneThatStarts()
{
    const test::TempDir dir;
    SingleInstance first(dir.path());
    QVERIFY(first.begin({}).value());
    std::atomic<bool> waits = false;
    const QFuture<base::Result<bool>> second = QtConcurrent::run([&waits, path = dir.path()] {
        return SingleInstance(path).begin({u"o/a"_s}, [&waits] { waits = true; });
    });
    QTRY_VERIFY(waits);
    QSignalSpy spy(&first, &SingleInstance::anotherStart);
    first.listen();
    QTRY_COMPARE(spy.size(), 1);
    QTRY_VERIFY(second.isFinished());
    QVERIFY(!second.result().value());
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
        QVERIFY(killed.begin({}).value());
        killed.listen();
        const QStringList fresh = (sockets() - before).values();
        QCOMPARE(fresh.size(), 1);
        left = fresh[0];
        QVERIFY(QFile::rename(left, left + u"-kept"_s)); // it would be removed
    }
    QVERIFY(QFile::rename(left + u"-kept"_s, left));
    SingleInstance next(dir.path());
    QVERIFY(next.begin({}).value());
    next.listen();
    QSignalSpy spy(&next, &SingleInstance::anotherStart);
    const QFuture<base::Result<bool>> second =
        QtConcurrent::run([path = dir.path()] { return SingleInstance(path).begin({u"o/a"_s}); });
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
        QVERIFY2(test::said(line.error()).contains(name), qPrintable(test::said(line.error())));
    const auto missing = gui::parseGuiCommandLine({u"--library"_s});
    QVERIFY(!missing);
    QCOMPARE(test::said(missing.error()).count("--library"_L1), 1);
}

// The page names the options that the help names.
void SingleInstanceTest::manualPage()
{
    const auto namesIn = [](const QString &text, const QString &pattern) {
        QSet<QString> names;
        QRegularExpressionMatchIterator found = QRegularExpression(pattern).globalMatch(text);
        while (found.hasNext())
            names.insert(found.next().captured(1));
        return names;
    };
    const QString page = QString::fromUtf8(
        test::readFile(QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/man/weightyard.1")));
    const QSet<QString> helped = namesIn(gui::guiHelp(), u"--([a-z]+)"_s);
    QCOMPARE(helped.size(), 5);
    QCOMPARE(namesIn(page, u"(?:Fl|,) -([a-z]{2,})"_s), helped);
    const QSet<QString> alone{u"help"_s, u"version"_s};
    QCOMPARE(namesIn(page, u"\\n\\.Op Fl -([a-z]+)"_s), helped - alone);
}

WEIGHTYARD_TEST(SingleInstanceTest)

} // namespace single_instance_test

#include "single_instance_test.moc"
