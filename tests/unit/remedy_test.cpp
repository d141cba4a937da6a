// What helps, for every command, kind of error and code: nothing that the command cannot do.
#include "test_registry.h"

#include "app/cli/command_table.h"
#include "app/cli/remedy.h"
#include "base/error_code.h"
#include "ui/text/messages.h"

#include <QRegularExpression>
#include <QTest>

namespace remedy_test {

using namespace weightyard;
using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

QList<Error> errorsOf(ErrorKind kind)
{
    QList<Error> errors;
    for (const base::ErrorReason reason : {base::ErrorReason::None, base::ErrorReason::NotHeld,
                                           base::ErrorReason::NoHead, base::ErrorReason::NewerFile}) {
        Error error{.kind = kind, .context = {.path = u"/a/b"_s, .reason = reason}};
        errors.append(error);
        error.context.bytesNeeded = 10;
        errors.append(error);
        error.retryAfterMs = 3'600'000;
        errors.append(error);
        error.context.path.clear();
        errors.append(error);
    }
    for (const base::ErrorCode code : base::allErrorCodes())
        errors.append({.kind = kind, .cause = base::Cause(code, u"one"_s, u"two"_s, u"three"_s)});
    return errors;
}

/// Options that neither this command has nor one that the remedy names before them.
QStringList foreignOptions(const QString &remedy, const Command &command)
{
    QStringList foreign;
    const Command *meant = &command;
    const QStringList words = QString(remedy).remove(u'\'').split(u' ');
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool isNamed =
            words.value(i - 1) == "weightyard-cli"_L1 || words.value(i + 1).startsWith("--"_L1);
        if (const Command *named = isNamed ? findCommand(words[i]) : nullptr)
            meant = named;
        static const QRegularExpression rest(u"[^a-z-].*$"_s);
        const QString option = QString(words[i]).remove(rest);
        if (option.startsWith("--"_L1) && !optionsOf(*meant).contains(option.mid(2)))
            foreign.append(option);
        if (words[i].endsWith(u'.')) // another sentence is about this command again
            meant = &command;
    }
    return foreign;
}

} // namespace

class RemedyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void optionsAreTheCommands();
    void onlyDownloadsGoOn();
    void nothingIsLost();
    void examples_data();
    void examples();
};

void RemedyTest::optionsAreTheCommands()
{
    int withOptions = 0;
    for (const Command *command : kCommands) {
        for (const ErrorKind kind : base::allErrorKinds()) {
            for (const Error &error : errorsOf(kind)) {
                const QString remedy = remedyOf(error, command);
                const QStringList foreign = foreignOptions(remedy, *command);
                QVERIFY2(foreign.isEmpty(), qPrintable(QLatin1StringView(command->name) + u": "_s + remedy));
                withOptions += remedy.contains("--"_L1) ? 1 : 0;
            }
        }
    }
    QVERIFY(withOptions > 100);
}

void RemedyTest::onlyDownloadsGoOn()
{
    for (const Command *command : kCommands) {
        for (const ErrorKind kind : base::allErrorKinds()) {
            for (const Error &error : errorsOf(kind)) {
                const QString remedy = remedyOf(error, command);
                QVERIFY2(command->fetches || !remedy.contains("goes on where it stopped"_L1),
                         qPrintable(QLatin1StringView(command->name) + u": "_s + remedy));
            }
        }
    }
    const Error lost{.kind = ErrorKind::Network};
    QVERIFY(remedyOf(lost, findCommand(u"get"_s)).contains("goes on where it stopped"_L1));
}

// Whatever a remedy loses, something that helps is left.
void RemedyTest::nothingIsLost()
{
    for (const Command *command : kCommands) {
        for (const ErrorKind kind : base::allErrorKinds()) {
            for (const Error &error : errorsOf(kind)) {
                const QString usual = text::Messages::remedy(error);
                const QString remedy = remedyOf(error, command);
                if (foreignOptions(usual, *command).isEmpty() || error.cause.code != base::ErrorCode::None)
                    continue;
                QVERIFY2(!remedy.isEmpty() || error.context.reason == base::ErrorReason::NoHead,
                         qPrintable(QLatin1StringView(command->name) + u": "_s + usual));
            }
        }
    }
}

void RemedyTest::examples_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("remedy");
    const auto row = [](const char *verb, ErrorKind kind, const char *remedy) {
        QTest::addRow("%s %s", verb, qPrintable(base::errorKindName(kind)))
            << QString::fromLatin1(verb) << kind << QString::fromLatin1(remedy);
    };
    row("get", ErrorKind::Conflict,
        "Move what is there away, or choose another folder with --library or --into.");
    row("remove", ErrorKind::Conflict, "Move what is there away.");
    row("adopt", ErrorKind::Conflict, "Move what is there away.");
    row("update", ErrorKind::Conflict, "Move what is there away.");
    for (const char *verb : {"mirror", "export-scripts", "export-catalogue"}) {
        row(verb, ErrorKind::Conflict, "Move what is there away, or choose another place with --to.");
        row(verb, ErrorKind::DiskFull,
            "Make room, or choose another place with --to; what is here already is kept.");
    }
    row("mirror", ErrorKind::Disconnected,
        "Connect the disk and try again, or choose another place with --to.");
    row("search", ErrorKind::Network, "Check the connection and the proxy settings, then try again.");
    row("info", ErrorKind::Timeout, "Try again later.");
    row("status", ErrorKind::Disconnected,
        "Connect the disk and try again, or choose another folder with --library.");
}

void RemedyTest::examples()
{
    QFETCH(QString, verb);
    QFETCH(ErrorKind, kind);
    QTEST(remedyOf({.kind = kind}, findCommand(verb)), "remedy");
}

WEIGHTYARD_TEST(RemedyTest)

} // namespace remedy_test

#include "remedy_test.moc"
