#include "test_registry.h"

#include "app/exit_codes.h"
#include "support/temp_dir.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

namespace exit_codes_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

class ExitCodesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKind();
    void documentedNumbers();
    void documentedAlike();
    void runs_data();
    void runs();
};

// The documented list, turned round: which failures end with which number.
void ExitCodesTest::everyKind()
{
    const QHash<int, QList<ErrorKind>> documented{
        {2, {ErrorKind::Usage}},
        {3,
         {ErrorKind::Network, ErrorKind::Tls, ErrorKind::Server, ErrorKind::RateLimited, ErrorKind::Timeout}},
        {4, {ErrorKind::Auth, ErrorKind::Gated}},
        {5, {ErrorKind::NotFound}},
        {6, {ErrorKind::DiskFull, ErrorKind::Permission, ErrorKind::Disconnected, ErrorKind::DiskFault}},
        {7, {ErrorKind::Corrupt, ErrorKind::Protocol, ErrorKind::Unsafe}},
        {8, {ErrorKind::Prerequisite}},
        {9, {ErrorKind::Busy}},
        {10, {ErrorKind::Conflict}},
        {70, {ErrorKind::Internal}},
        {130, {ErrorKind::Cancelled}}};
    qsizetype listed = 0;
    for (auto it = documented.cbegin(); it != documented.cend(); ++it) {
        for (const ErrorKind kind : it.value())
            QVERIFY2(static_cast<int>(app::exitCodeFor(kind)) == it.key(),
                     qPrintable(base::errorKindName(kind)));
        listed += it.value().size();
    }
    QCOMPARE(listed, base::allErrorKinds().size());
}

void ExitCodesTest::documentedNumbers()
{
    QCOMPARE(static_cast<int>(app::ExitCode::Done), 0);
    QCOMPARE(static_cast<int>(app::ExitCode::SeveralFailures), 1);
}

// The page for scripts and the manual say the same of each number.
void ExitCodesTest::documentedAlike()
{
    const auto meanings = [](const char *file, const QString &pattern) {
        const QString text = QString::fromUtf8(
            test::readFile(QStringLiteral(WEIGHTYARD_SOURCE_DIR) + QLatin1StringView(file)));
        QMap<int, QString> found;
        const QRegularExpression row(pattern, QRegularExpression::MultilineOption);
        for (auto all = row.globalMatch(text); all.hasNext();) {
            const QRegularExpressionMatch one = all.next();
            found.insert(one.captured(1).toInt(), one.captured(2).remove(u'`').toLower());
        }
        return found;
    };
    const QMap<int, QString> page = meanings("/docs/for-scripts.md", u"^\\| (\\d+) \\| (.*) \\|$"_s);
    QCOMPARE(page.size(), 13);
    QCOMPARE(meanings("/packaging/man/weightyard-cli.1", u"^\\.It (\\d+)\n(.*)\\.$"_s), page);
}

void ExitCodesTest::runs_data()
{
    QTest::addColumn<QList<ErrorKind>>("failures");
    QTest::addColumn<int>("code");
    using List = QList<ErrorKind>;
    QTest::newRow("none") << List{} << 0;
    QTest::newRow("one") << List{ErrorKind::NotFound} << 5;
    QTest::newRow("the same twice") << List{ErrorKind::Gated, ErrorKind::Gated} << 4;
    QTest::newRow("different kinds, one code")
        << List{ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Tls} << 3;
    QTest::newRow("different codes") << List{ErrorKind::NotFound, ErrorKind::Network} << 1;
    QTest::newRow("interrupted wins")
        << List{ErrorKind::NotFound, ErrorKind::Network, ErrorKind::Cancelled} << 130;
    QTest::newRow("interrupted first") << List{ErrorKind::Cancelled, ErrorKind::DiskFull} << 130;
}

void ExitCodesTest::runs()
{
    QFETCH(QList<ErrorKind>, failures);
    QTEST(static_cast<int>(app::exitCodeFor(failures)), "code");
}

WEIGHTYARD_TEST(ExitCodesTest)

} // namespace exit_codes_test

#include "exit_codes_test.moc"
