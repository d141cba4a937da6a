// The English plural forms, the other languages' texts, and that the .ts files are current.
#include "test_registry.h"

#include "settings/setting_table.h"
#include "temp_dir.h"
#include "ui/text/format.h"
#include "ui/text/translation.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
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
    void languageIsWhole_data();
    void languageIsWhole();
    void languageFor_data();
    void languageFor();
    void settingNamesThem();
    void texts();
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

struct Message {
    QString source;
    QString type;      ///< of its translation: "unfinished"
    QStringList forms; ///< one, but for plurals
    bool isPlural = false;
};

QList<Message> translationsIn(const QString &path)
{
    QXmlStreamReader xml(contentOf(path));
    QList<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "message"_L1) {
            messages.append(Message());
            messages.last().isPlural = xml.attributes().value("numerus"_L1) == "yes"_L1;
        } else if (xml.name() == "source"_L1) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            messages.last().type = xml.attributes().value("type"_L1).toString();
            if (!messages.last().isPlural)
                messages.last().forms = {xml.readElementText()};
        } else if (xml.name() == "numerusform"_L1) {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QStringList matchesOf(const QString &pattern, const QString &text)
{
    QStringList found;
    QRegularExpressionMatchIterator matches = QRegularExpression(pattern).globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured());
    found.sort();
    return found;
}

QString sideSpaces(const QString &text)
{
    static const QRegularExpression sides(u"^(\\s*).*?(\\s*)$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = sides.match(text);
    return match.captured(1) + u'|' + match.captured(2);
}

// What a translation has to keep of its source; empty: all of it.
QString fault(const QString &source, const QString &text, bool isPlural)
{
    const auto differs = [&](const QString &pattern) {
        return matchesOf(pattern, source) != matchesOf(pattern, text);
    };
    if (text.trimmed().isEmpty() && !source.trimmed().isEmpty())
        return u"is empty"_s;
    // A form for one thing may say "one" in words.
    if (differs(u"%L?[1-9]"_s) || (!isPlural && differs(u"%L?n"_s)))
        return u"has other places"_s;
    if (differs(u"&(?=\\w)"_s))
        return u"has or lacks a mnemonic"_s;
    if (differs(u"</?[a-z]+[^>]*>"_s))
        return u"has other tags"_s;
    if (sideSpaces(source) != sideSpaces(text))
        return u"has other spaces at its sides"_s;
    if (source.endsWith(u'…') != text.endsWith(u'…'))
        return u"has or lacks the three dots"_s;
    if (differs(u"--[a-z][a-z-]+"_s))
        return u"has other options"_s;
    return {};
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
    const QList<Message> messages = translationsIn(kFolder + u"/weightyard_en.ts"_s);
    for (const Message &message : messages) {
        const QStringList &forms = message.forms;
        QVERIFY2(message.type.isEmpty(), qPrintable(message.source));
        QVERIFY2(forms.size() == 2 && forms[0] != forms[1], qPrintable(message.source));
        for (const QString &form : forms) {
            QVERIFY2(form.contains("%n"_L1) && !form.contains("(s)"_L1), qPrintable(form));
            for (int i = 1; i < 10; ++i)
                QCOMPARE(form.contains(u'%' + QString::number(i)),
                         message.source.contains(u'%' + QString::number(i)));
        }
    }
    QVERIFY(messages.size() > 10);
}

void TranslationTest::languageIsWhole_data()
{
    QTest::addColumn<int>("forms");
    QTest::newRow("de") << 2;
    QTest::newRow("zh_CN") << 1;
}

void TranslationTest::languageIsWhole()
{
    QFETCH(int, forms);
    const QString file = kFolder + u"/weightyard_%1.ts"_s.arg(QLatin1StringView(QTest::currentDataTag()));
    const QList<Message> messages = translationsIn(file);
    QVERIFY2(messages.size() > 1500, qPrintable(file));
    QStringList faults;
    int same = 0;
    for (const Message &message : messages) {
        if (!message.type.isEmpty())
            faults.append(message.type + u": "_s + message.source);
        if (message.forms.size() != (message.isPlural ? forms : 1))
            faults.append(u"has other plural forms: "_s + message.source);
        for (const QString &form : message.forms) {
            if (const QString found = fault(message.source, form, message.isPlural); !found.isEmpty())
                faults.append(u"%1: \"%2\" for \"%3\""_s.arg(found, form, message.source));
            same += form == message.source ? 1 : 0;
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(same < messages.size() / 10, qPrintable(QString::number(same))); // names and the like
}

void TranslationTest::languageFor_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QStringList>("system");
    QTest::addColumn<QString>("language");
    const QString none;
    QTest::newRow("nothing") << none << QStringList() << u"en"_s;
    QTest::newRow("C") << u"system"_s << QStringList{u"C"_s} << u"en"_s;
    QTest::newRow("German") << u"system"_s << QStringList{u"de-DE"_s, u"de"_s} << u"de"_s;
    QTest::newRow("Austria") << u"system"_s << QStringList{u"de-Latn-AT"_s} << u"de"_s;
    QTest::newRow("as a variable") << u"system"_s << QStringList{u"de_DE.UTF-8"_s} << u"de"_s;
    QTest::newRow("English before German") << u"system"_s << QStringList{u"en-GB"_s, u"de-DE"_s} << u"en"_s;
    QTest::newRow("what there is") << u"system"_s << QStringList{u"fr-FR"_s, u"de-DE"_s} << u"de"_s;
    QTest::newRow("nothing that there is") << u"system"_s << QStringList{u"fr-FR"_s} << u"en"_s;
    QTest::newRow("no prefix") << u"system"_s << QStringList{u"den"_s} << u"en"_s;
    for (const char *name : {"zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-CN", "zh_Hans_HK", "zh_CN.UTF-8"})
        QTest::newRow(name) << u"system"_s << QStringList{QString::fromLatin1(name)} << u"zh_CN"_s;
    for (const char *name : {"zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-TW"})
        QTest::newRow(name) << u"system"_s << QStringList{QString::fromLatin1(name)} << u"en"_s;
    QTest::newRow("set") << u"zh_CN"_s << QStringList{u"de-DE"_s} << u"zh_CN"_s;
    QTest::newRow("set to English") << u"en"_s << QStringList{u"de-DE"_s} << u"en"_s;
    QTest::newRow("set to none of them") << u"xx"_s << QStringList{u"de-DE"_s} << u"de"_s;
}

void TranslationTest::languageFor()
{
    QFETCH(QString, setting);
    QFETCH(QStringList, system);
    QTEST(text::languageFor(setting, system), "language");
}

void TranslationTest::settingNamesThem()
{
    QStringList codes{u"system"_s};
    const QList<text::Language> all = text::languages();
    for (const text::Language &language : all)
        codes.append(language.code);
    QCOMPARE(settings::choicesOf(*settings::findSetting(u"language"_s)), codes);
}

void TranslationTest::texts()
{
    text::installTranslations(u"de"_s);
    QCOMPARE(text::formatBytes(1), u"1 Byte"_s);
    QCOMPARE(text::formatBytes(2), u"2 Byte"_s);
    text::installTranslations(u"zh_CN"_s);
    QCOMPARE(text::formatBytes(2), u"2 字节"_s);
    text::installTranslations(u"en"_s);
    QCOMPARE(text::formatBytes(2), u"2 bytes"_s);
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
