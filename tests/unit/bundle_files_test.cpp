// What macOS is told of the program, and the bill of materials of a release: as this build has written them.
#include "test_registry.h"

#include "temp_dir.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>
#include <QtEndian>

namespace bundle_files_test {

using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(WEIGHTYARD_SOURCE_DIR);
const QString kBuild = QStringLiteral(WEIGHTYARD_BINARY_DIR);

/// The strings of a property list by their keys; of an array or dictionary those inside it, too. Empty: not well-formed.
QHash<QString, QStringList> propertyList(const QString &path)
{
    QXmlStreamReader reader(readFile(path));
    QHash<QString, QStringList> values;
    QString key;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "key"_L1) {
            key = reader.readElementText();
            values[key];
        } else if (reader.name() == "string"_L1) {
            values[key].append(reader.readElementText());
        }
    }
    return reader.hasError() ? QHash<QString, QStringList>() : values;
}

} // namespace

class BundleFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void propertyList();
    void icon();
    void windowsIcon();
    void windowsManifest();
    void materials();
};

void BundleFilesTest::propertyList()
{
    const auto values = bundle_files_test::propertyList(kBuild + u"/macos/Info.plist"_s);
    QCOMPARE(values.value(u"CFBundleIdentifier"_s), QStringList{u"io.github.weightyard.weightyard"_s});
    QCOMPARE(values.value(u"CFBundleShortVersionString"_s), QStringList{QStringLiteral(WEIGHTYARD_VERSION)});
    QCOMPARE(values.value(u"CFBundleVersion"_s), QStringList{QStringLiteral(WEIGHTYARD_VERSION)});
    QCOMPARE(values.value(u"CFBundleExecutable"_s), QStringList{u"Weightyard"_s});
    QCOMPARE(values.value(u"CFBundleIconFile"_s), QStringList{u"weightyard.icns"_s});
    QVERIFY(values.contains(u"NSHighResolutionCapable"_s));
    static const QRegularExpression version(u"^[0-9]+\\.[0-9]+$"_s);
    QVERIFY(version.match(values.value(u"LSMinimumSystemVersion"_s).value(0)).hasMatch());
    // The links that open the window are the same on every desktop.
    const QString scheme = values.value(u"CFBundleURLSchemes"_s).value(0);
    const QByteArray desktop =
        readFile(kRoot + u"/packaging/linux/io.github.weightyard.weightyard.desktop"_s);
    QVERIFY(desktop.contains("MimeType=x-scheme-handler/" + scheme.toUtf8() + ";\n"));
    for (const QStringList &texts : values) {
        for (const QString &text : texts)
            QVERIFY2(!text.contains(u'@'), qPrintable(text)); // not filled in
    }
}

// A list of pictures by type, each with its length (the format: libicns, icns.h).
void BundleFilesTest::icon()
{
    const QByteArray bytes = readFile(kRoot + u"/resources/icons/weightyard.icns"_s);
    const auto number = [&](qsizetype at) { return qFromBigEndian<quint32>(bytes.constData() + at); };
    QVERIFY(bytes.startsWith("icns"));
    QCOMPARE(qsizetype(number(4)), bytes.size());
    QSet<QByteArray> types;
    qsizetype at = 8;
    while (at + 8 <= bytes.size() && number(at + 4) >= 8) {
        types.insert(bytes.mid(at, 4));
        at += number(at + 4);
    }
    QCOMPARE(at, bytes.size());
    for (const char *type : {"is32", "il32", "it32", "ic08", "ic09"}) // 16, 32, 128, 256, 512
        QVERIFY2(types.contains(type), type);
}

// A list of pictures, 16 bytes each: width, height (0: 256), ..., length, place (Microsoft, "Icons", The ICO format).
void BundleFilesTest::windowsIcon()
{
    const QByteArray bytes = readFile(kRoot + u"/resources/icons/weightyard.ico"_s);
    const auto half = [&](qsizetype at) { return qFromLittleEndian<quint16>(bytes.constData() + at); };
    const auto number = [&](qsizetype at) { return qFromLittleEndian<quint32>(bytes.constData() + at); };
    QVERIFY(bytes.size() > 6);
    QCOMPARE(half(2), 1);
    QSet<int> sizes;
    for (int i = 0; i < half(4); ++i) {
        const qsizetype entry = 6 + 16 * i;
        QVERIFY(entry + 16 <= bytes.size());
        const int width = static_cast<uchar>(bytes.at(entry));
        QCOMPARE(bytes.at(entry), bytes.at(entry + 1)); // square
        sizes.insert(width == 0 ? 256 : width);
        QVERIFY(number(entry + 12) + number(entry + 8) <= quint32(bytes.size()));
    }
    QCOMPARE(sizes, (QSet<int>{16, 24, 32, 48, 64, 256}));
}

// Paths longer than 260 characters, sharp on each monitor, no administrator; and the links of the other desktops.
void BundleFilesTest::windowsManifest()
{
    const QByteArray bytes = readFile(kRoot + u"/packaging/windows/program.manifest"_s);
    QXmlStreamReader xml(bytes);
    QHash<QString, QString> texts;
    QString level;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString name = xml.name().toString();
        if (name == "requestedExecutionLevel"_L1)
            level = xml.attributes().value("level"_L1).toString();
        if (name == "longPathAware"_L1 || name == "dpiAwareness"_L1 || name == "activeCodePage"_L1)
            texts.insert(name, xml.readElementText());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(level, u"asInvoker"_s);
    QCOMPARE(texts.value(u"longPathAware"_s), u"true"_s);
    QCOMPARE(texts.value(u"dpiAwareness"_s), u"PerMonitorV2"_s);
    QCOMPARE(texts.value(u"activeCodePage"_s), u"UTF-8"_s);
    const QByteArray installer = readFile(kRoot + u"/packaging/windows/weightyard.nsi"_s);
    QVERIFY(installer.contains("RequestExecutionLevel user"));
    QVERIFY(installer.contains("Software\\Classes\\weightyard\\shell\\open\\command"));
}

// SPDX 2.3, clauses 6, 7 and 11: what a document, a package and a relationship must have.
void BundleFilesTest::materials()
{
    const QJsonObject document =
        QJsonDocument::fromJson(readFile(kBuild + u"/weightyard.spdx.json"_s)).object();
    QCOMPARE(document.value("spdxVersion"_L1).toString(), u"SPDX-2.3"_s);
    QCOMPARE(document.value("dataLicense"_L1).toString(), u"CC0-1.0"_s);
    QVERIFY(document.value("documentNamespace"_L1).toString().startsWith("https://"_L1));
    const QJsonObject creation = document.value("creationInfo"_L1).toObject();
    QVERIFY(QDateTime::fromString(creation.value("created"_L1).toString(), Qt::ISODate).isValid());
    QSet<QString> ids{document.value("SPDXID"_L1).toString()};
    const QByteArray licences = readFile(kRoot + u"/LICENSE"_s);
    const QJsonArray packages = document.value("packages"_L1).toArray();
    for (const QJsonValue &package : packages) {
        const QString name = package["name"_L1].toString();
        ids.insert(package["SPDXID"_L1].toString());
        static const QRegularExpression id(u"^SPDXRef-[A-Za-z0-9.-]+$"_s);
        QVERIFY2(id.match(package["SPDXID"_L1].toString()).hasMatch(), qPrintable(name));
        static const QRegularExpression version(u"^[0-9]+\\.[0-9]+"_s);
        QVERIFY2(version.match(package["versionInfo"_L1].toString()).hasMatch(), qPrintable(name));
        QVERIFY2(!package["licenseDeclared"_L1].toString().isEmpty(), qPrintable(name));
        QVERIFY2(!package["downloadLocation"_L1].toString().isEmpty(), qPrintable(name));
        if (name != "weightyard"_L1) // the notices name each
            QVERIFY2(licences.contains(name.toUtf8()), qPrintable(name));
    }
    QCOMPARE(ids.size(), packages.size() + 1);
    QVERIFY(packages.size() >= 6);
    int described = 0;
    const QJsonArray relations = document.value("relationships"_L1).toArray();
    QCOMPARE(relations.size(), packages.size());
    for (const QJsonValue &relation : relations) {
        QVERIFY(ids.contains(relation["spdxElementId"_L1].toString()));
        QVERIFY(ids.contains(relation["relatedSpdxElement"_L1].toString()));
        described += relation["relationshipType"_L1].toString() == "DESCRIBES"_L1 ? 1 : 0;
    }
    QCOMPARE(described, 1);
}

WEIGHTYARD_TEST(BundleFilesTest)

} // namespace bundle_files_test

#include "bundle_files_test.moc"
