// The window as another process reads it over AT-SPI: the real program, a bus of its own, and the library that screen readers use.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace at_spi_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kLauncher = u"/usr/libexec/at-spi-bus-launcher"_s;
const QString kReader = QStringLiteral(WEIGHTYARD_SOURCE_DIR "/tests/support/at_spi_read.py");

// The bus first: the program waits for its name. What is left behind goes with the process group.
const char kScript[] = R"(
"$1" --launch-immediately &
QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 "$2" --config "$3/config" --library "$3/Models" >&2 &
program=$!
/usr/bin/python3 "$4" weightyard "Phi-2" 60
result=$?
kill $program
wait $program
exit $result
)";

QString missing()
{
    if (!QFileInfo::exists(kLauncher) || !QFileInfo::exists(u"/usr/bin/dbus-run-session"_s))
        return u"AT-SPI's bus (at-spi2-core) is not here"_s;
    const ProcessResult python = runProcess(
        u"/usr/bin/python3"_s,
        {u"-c"_s, u"import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"_s});
    return python.ok() ? QString() : u"python3-gi with gir1.2-atspi-2.0 is not here"_s;
}

} // namespace

class AtSpiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void windowIsRead();
};

void AtSpiTest::windowIsRead()
{
    if (const QString lacks = missing(); !lacks.isEmpty())
        QSKIP(qPrintable(lacks));
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        QSKIP("no X server: Qt's offscreen platform has no AT-SPI");
    const TempDir dir;
    ProcessOptions options{.environment = neutralEnvironment(dir.path())};
    options.timeout = std::chrono::seconds(100);
    for (const char *name : {"DISPLAY", "XAUTHORITY"})
        options.environment.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    options.environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    options.environment.insert(u"XDG_RUNTIME_DIR"_s, dir.path());
    options.environment.insert(u"HF_ENDPOINT"_s, u"http://127.0.0.1:9"_s);
    const ProcessResult result =
        runProcess(u"dbus-run-session"_s,
                   {u"--"_s, u"bash"_s, u"-c"_s, QString::fromLatin1(kScript), u"script"_s, kLauncher,
                    QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard"), dir.path(), kReader},
                   options);
    QVERIFY2(result.ok(), qPrintable(result.describe()));
    QStringList told; // "role: name"
    QHash<QString, QJsonObject> byName;
    for (const QByteArray &line : result.out.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        told.append(object.value("role"_L1).toString() + u": "_s + object.value("name"_L1).toString());
        byName.insert(object.value("name"_L1).toString(), object);
    }
    const QString all = told.join(u'\n');
    for (const QString &wanted :
         {u"table cell: Phi-2, not ticked"_s, u"table cell: about 1.76 GB"_s, u"table cell: Not here"_s,
          u"table cell: Phi, not ticked"_s, u"radio button: All 26"_s, u"push button: Download selected"_s,
          u"progress bar: Disk"_s, u"panel: Filter"_s})
        QVERIFY2(told.contains(wanted), qPrintable(wanted + u" is not among:\n"_s + all));
    QVERIFY2(byName.value(u"All 26"_s).value("checked"_L1).toBool(), qPrintable(all));
    QVERIFY(byName.value(u"Disk"_s).value("maximum"_L1).toDouble() > 0);
    QVERIFY2(byName.value(u"Disk"_s).value("description"_L1).toString().contains(u"Models 0 bytes"_s),
             qPrintable(all));
    for (const QString &line : std::as_const(told))
        QVERIFY2(!line.contains(QChar(0x200B)), qPrintable(line));
}

WEIGHTYARD_TEST(AtSpiTest)

} // namespace at_spi_test

#include "at_spi_test.moc"
