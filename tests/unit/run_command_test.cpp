// How a command that follows the downloads is read, and what comes back when it cannot be run.
#include "test_registry.h"

#include "base/error_code.h"
#include "session/run_command.h"

#include <QDir>
#include <QTest>

namespace run_command_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class RunCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void notStarted();
};

void RunCommandTest::words_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("none") << u"  "_s << QStringList();
    QTest::newRow("spaces") << u" notify-send  done "_s << QStringList{u"notify-send"_s, u"done"_s};
    QTest::newRow("quotes") << u"say \"all done\""_s << QStringList{u"say"_s, u"all done"_s};
    QTest::newRow("a quote") << u"say \"\"\"hi\"\"\""_s << QStringList{u"say"_s, u"\"hi\""_s};
    QTest::newRow("no shell") << u"say $HOME; rm *|cat '~'"_s
                              << QStringList{u"say"_s, u"$HOME;"_s, u"rm"_s, u"*|cat"_s, u"'~'"_s};
    QTest::newRow("home") << u"~/bin/tell ~/x"_s
                          << QStringList{QDir::home().filePath(u"bin/tell"_s), u"~/x"_s};
}

void RunCommandTest::words()
{
    QFETCH(QString, command);
    QTEST(session::commandWords(command), "words");
}

void RunCommandTest::notStarted()
{
    const base::Result<void> none = session::runCommand(u" "_s, {});
    QVERIFY(!none && none.error().cause.code == base::ErrorCode::NoCommandNamed);
    const base::Result<void> gone = session::runCommand(u"/nowhere/at-all"_s, {});
    QVERIFY(!gone && gone.error().cause.code == base::ErrorCode::CommandNotStarted);
    QCOMPARE(gone.error().cause.values.value(0), u"/nowhere/at-all"_s);
    QVERIFY(!gone.error().cause.values.value(1).isEmpty());
}

WEIGHTYARD_TEST(RunCommandTest)

} // namespace run_command_test

#include "run_command_test.moc"
