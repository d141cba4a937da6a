// The English plural forms, and that the .ts files are current.
#include "test_registry.h"

#include "temp_dir.h"
#include "ui/text/format.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QXmlStreamReader>

namespace translation_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

class TranslationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plurals();
    void englishIsWhole();
    void filesAreCurrent();
};

namespace {

const QString kFolder = QStringLiteral(WEIGHTYARD_SOURCE_DIR "/resources/translations");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "context: source", sorted; the layout of a file depends on lupdate's version.
QStringList messagesIn(const QString &path)
{
    QXmlStreamReader xml(contentOf(path));
    QStringList messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "source"_L1)
            messages.append(context + u": "_s + xml.readElementText());
    }
    messages.sort();
    return messages;
}

} // namespace

void TranslationTest::plurals()
{
    QCOMPARE(text::formatBytes(0), u"0 bytes"_s);
    QCOMPARE(text::formatBytes(1), u"1 byte"_s);
    QCOMPARE(text::formatBytes(2), u"2 bytes"_s);
}

void TranslationTest::englishIsWhole()
{
    QXmlStreamReader xml(contentOf(kFolder + u"/weightyard_en.ts"_s));
    QStringList forms;
    QString source;
    int messages = 0;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement && xml.name() == "source"_L1) {
            source = xml.readElementText();
        } else if (token == QXmlStreamReader::StartElement && xml.name() == "translation"_L1) {
            QVERIFY2(xml.attributes().value("type"_L1).isEmpty(), qPrintable(source));
            forms.clear();
        } else if (token == QXmlStreamReader::StartElement && xml.name() == "numerusform"_L1) {
            forms.append(xml.readElementText());
        } else if (token == QXmlStreamReader::EndElement && xml.name() == "message"_L1) {
            ++messages;
            QVERIFY2(forms.size() == 2 && forms[0] != forms[1], qPrintable(source));
            for (const QString &form : std::as_const(forms)) {
                QVERIFY2(form.contains("%n"_L1) && !form.contains("(s)"_L1), qPrintable(form));
                for (int i = 1; i < 10; ++i)
                    QCOMPARE(form.contains(u'%' + QString::number(i)),
                             source.contains(u'%' + QString::number(i)));
            }
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(messages > 10);
}

void TranslationTest::filesAreCurrent()
{
    const test::TempDir dir;
    QDirIterator files(kFolder, {u"*.ts"_s}, QDir::Files);
    QStringList names;
    while (files.hasNext()) {
        const QString path = files.next();
        names.append(files.fileName());
        QVERIFY(QFile::copy(path, dir.path(files.fileName())));
    }
    QVERIFY(names.contains(u"weightyard_en.ts"_s));
    QProcess update;
    update.setProcessChannelMode(QProcess::MergedChannels);
    update.start(QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/update-translations.sh"), {dir.path()});
    QVERIFY(update.waitForFinished(60'000));
    QVERIFY2(update.exitStatus() == QProcess::NormalExit && update.exitCode() == 0,
             update.readAll().constData());
    for (const QString &name : std::as_const(names)) {
        const QStringList now = messagesIn(dir.path(name));
        QVERIFY(!now.isEmpty());
        QVERIFY2(now == messagesIn(kFolder + u'/' + name),
                 qPrintable(name + u": run packaging/update-translations.sh, and translate what is new"_s));
    }
}

WEIGHTYARD_TEST(TranslationTest)

} // namespace translation_test

#include "translation_test.moc"
