// What an installed program tells the desktop: each file is looked at by the tool that the desktop's people made for it, and says the same
// as the program.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QtEndian>

namespace desktop_files_test {

using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(WEIGHTYARD_SOURCE_DIR);
const QString kFolder = kRoot + u"/packaging/linux"_s;
const QString kId = u"io.github.weightyard.weightyard"_s;

bool isHere(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

QString valueIn(const QString &desktopFile, const QString &key)
{
    const QRegularExpression line(u"^%1=(.*)$"_s.arg(key), QRegularExpression::MultilineOption);
    return line.match(desktopFile).captured(1);
}

} // namespace

class DesktopFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void desktopFile();
    void metainfo();
    void units();
    void icons();
};

void DesktopFilesTest::desktopFile()
{
    const QString path = kFolder + u'/' + kId + u".desktop"_s;
    const QString text = QString::fromUtf8(readFile(path));
    QCOMPARE(valueIn(text, u"Icon"_s), kId);
    QCOMPARE(valueIn(text, u"Exec"_s).section(u' ', 0, 0), u"weightyard"_s);
    QVERIFY(readFile(kRoot + u"/CMakeLists.txt"_s).contains("set(WEIGHTYARD_ID " + kId.toUtf8() + ')'));
    if (!isHere(u"desktop-file-validate"_s))
        QSKIP("desktop-file-validate is not here");
    const ProcessResult run = runProcess(u"desktop-file-validate"_s, {path});
    QVERIFY2(run.ok() && run.out.isEmpty(), qPrintable(run.describe()));
}

void DesktopFilesTest::metainfo()
{
    const QString path = kFolder + u'/' + kId + u".metainfo.xml"_s;
    const QByteArray text = readFile(path);
    QVERIFY(text.contains("<id>" + kId.toUtf8() + "</id>"));
    QVERIFY(text.contains("<release version=\"" WEIGHTYARD_VERSION "\"")); // the newest has an entry
    if (!isHere(u"appstreamcli"_s))
        QSKIP("appstreamcli is not here");
    const ProcessResult run = runProcess(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, path});
    QVERIFY2(run.ok(), qPrintable(run.describe()));
}

// The program of the unit is where it is installed, which is not here.
void DesktopFilesTest::units()
{
    if (!isHere(u"systemd-analyze"_s))
        QSKIP("systemd-analyze is not here");
    const TempDir folder;
    for (const QString &name : {u"weightyard-get.service"_s, u"weightyard-get.timer"_s})
        writeFile(
            folder.path(name),
            readFile(kFolder + u'/' + name).replace("ExecStart=weightyard-cli ", "ExecStart=/bin/true "));
    QProcessEnvironment environment = neutralEnvironment(folder.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, folder.path());
    const ProcessResult run =
        runProcess(u"systemd-analyze"_s,
                   {u"verify"_s, u"--user"_s, u"--man=no"_s, folder.path(u"weightyard-get.service"_s),
                    folder.path(u"weightyard-get.timer"_s)},
                   {.environment = environment, .workingDirectory = {}, .input = {}});
    QVERIFY2(run.ok() && run.err.isEmpty(), qPrintable(run.describe()));
}

void DesktopFilesTest::icons()
{
    const QStringList names =
        QDir(kRoot + u"/resources/icons"_s).entryList({u"weightyard-*.png"_s}, QDir::Files);
    QCOMPARE(names.size(), 9);
    for (const QString &name : names) {
        const int size = name.section(u'-', 1).section(u'.', 0, 0).toInt();
        const QByteArray bytes = readFile(kRoot + u"/resources/icons/"_s + name);
        QVERIFY(bytes.startsWith("\x89PNG"));
        const auto number = [&](qsizetype at) { // PNG 1.2, 11.2.2: width and height, big-endian
            return qFromBigEndian<quint32>(bytes.constData() + at);
        };
        QCOMPARE(number(16), static_cast<quint32>(size));
        QCOMPARE(number(20), static_cast<quint32>(size));
    }
}

WEIGHTYARD_TEST(DesktopFilesTest)

} // namespace desktop_files_test

#include "desktop_files_test.moc"
