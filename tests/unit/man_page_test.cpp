// The man page of the terminal program says what its tables say. packaging/update-man-pages.sh runs this test to write it anew.
#include "child_process.h"
#include "temp_dir.h"
#include "test_registry.h"

#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/option_table.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace man_page_test {

using namespace weightyard::cli;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kFolder = QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/man");
const QString kPage = kFolder + u"/weightyard-cli.1"_s;

// mdoc reads "\" and, at the begin of a line, "." and "'" as its own; a plain "-" may become another sign.
QString escaped(QString text)
{
    text.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    return text.startsWith(u'.') || text.startsWith(u'\'') ? u"\\&"_s + text : text;
}

// A sentence a line: mandoc wants to see where they end.
QString filled(const QStringList &lines)
{
    static const QRegularExpression end(u"(?<=[.!?]) +(?=[A-Z-])"_s);
    QString page;
    const QStringList sentences = lines.join(u' ').split(end);
    for (const QString &sentence : sentences)
        page += escaped(sentence) + u'\n';
    return page;
}

/// Lines that begin with a space stand as they are, others are one paragraph to the next empty line.
QString paragraphs(const QString &text)
{
    QString page;
    QStringList paragraph;
    bool literal = false;
    const auto endParagraph = [&] {
        if (!paragraph.isEmpty())
            page += filled(paragraph);
        paragraph.clear();
    };
    const QStringList lines = text.trimmed().split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(u' ') != literal) {
            endParagraph();
            literal = !literal;
            page += literal ? u".Bd -literal -offset Ds -compact\n"_s : u".Ed\n"_s;
        }
        if (literal) {
            page += escaped(line.trimmed()) + u'\n';
        } else if (line.isEmpty()) {
            endParagraph();
            page += u".Pp\n"_s;
        } else {
            paragraph.append(line);
        }
    }
    endParagraph();
    return literal ? page + u".Ed\n"_s : page;
}

QString commands()
{
    QString page = u".Bl -tag -width Ds\n"_s;
    for (const Command *command : kCommands) {
        page += u".It Cm "_s + escaped(QString::fromLatin1(command->name));
        if (*command->words != '\0')
            page += u" No "_s + escaped(QString::fromLatin1(command->words));
        page += u'\n' + paragraphs(QString::fromUtf8(command->about));
        if (*command->more != '\0')
            page += u".Pp\n"_s + paragraphs(QString::fromUtf8(command->more));
        QStringList names;
        for (const QString &name : optionsOf(*command)) {
            if (!findOption(name)->everywhere)
                names.append(u"Fl "_s + escaped(u'-' + name));
        }
        if (!names.isEmpty())
            page += u".Pp\nOptions:\n."_s + names.join(u" , "_s) + u'\n';
    }
    return page + u".El\n"_s;
}

QString options()
{
    QString page = u".Bl -tag -width Ds\n"_s;
    for (const Option &option : optionTable()) {
        page += u".It Fl "_s + escaped(u'-' + QString::fromLatin1(option.name));
        if (*option.value != '\0')
            page += u" Ar "_s + QString::fromLatin1(option.value);
        page += u'\n' + filled(QString::fromUtf8(option.help).split(u'\n'));
    }
    return page + u".El\n"_s;
}

/// What stands between the two marks, replaced.
QString withPart(const QString &page, const QString &name, const QString &part)
{
    const qsizetype begin = page.indexOf(u'\n', page.indexOf(u".\\\" begin "_s + name)) + 1;
    const qsizetype end = page.indexOf(u".\\\" end "_s + name);
    if (begin <= 0 || end < begin)
        throw std::runtime_error("the man page lacks a mark");
    return page.left(begin) + part + page.mid(end);
}

} // namespace

class ManPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheTablesSay();
    void isMdoc_data();
    void isMdoc();
};

void ManPageTest::saysWhatTheTablesSay()
{
    const QString page = QString::fromUtf8(readFile(kPage));
    const QString wanted = withPart(withPart(page, u"commands"_s, commands()), u"options"_s, options());
    if (qEnvironmentVariableIsSet("WEIGHTYARD_UPDATE_MAN_PAGES"))
        writeFile(kPage, wanted.toUtf8());
    else
        QVERIFY2(page == wanted, "packaging/update-man-pages.sh brings it up to date");
}

void ManPageTest::isMdoc_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("terminal") << u"weightyard-cli.1"_s;
    QTest::newRow("window") << u"weightyard.1"_s;
}

void ManPageTest::isMdoc()
{
    QFETCH(QString, name);
    if (QStandardPaths::findExecutable(u"mandoc"_s).isEmpty())
        QSKIP("mandoc is not here");
    const ProcessResult run =
        runProcess(u"mandoc"_s, {u"-T"_s, u"lint"_s, u"-W"_s, u"warning"_s, kFolder + u'/' + name});
    QVERIFY2(run.ok() && run.out.isEmpty(), qPrintable(run.describe()));
}

WEIGHTYARD_TEST(ManPageTest)

} // namespace man_page_test

#include "man_page_test.moc"
