// Repositories at the edge of what people have: ten thousand files, the longest names, deep folders, libraries whose own path is
// odd.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"
#include "test_volume.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace get_extremes_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {
const QString kModel = u"owner/model"_s;
constexpr int kFiles = 10'000;
constexpr int kObjects = 2'500; // four files each
} // namespace

class GetExtremesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tenThousandFiles();
    void names();
    void namesThatNoDiskHolds_data();
    void namesThatNoDiskHolds();
    void largeFileInGit();
};

void GetExtremesTest::tenThousandFiles()
{
    LocalHub hub;
    RepoBuilder repo;
    // One process for all: ten thousand would take minutes.
    QByteArray commit = "commit refs/heads/main\ncommitter W <w@example.org> 1700000000 +0000\ndata 1\n1\n";
    const auto add = [&](const QByteArray &path, const QByteArray &content) {
        commit += "M 100644 inline " + path + "\ndata " + QByteArray::number(content.size()) + '\n' + content
                  + '\n';
    };
    add(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
    for (int i = 0; i < kObjects; ++i) {
        const ObjectId object = hub.addGenerated(static_cast<quint64>(i) + 1, 1'000 + i);
        for (int copy = 0; copy < kFiles / kObjects; ++copy)
            add("folder" + QByteArray::number(i % 100) + "/part" + QByteArray::number(i) + '-'
                    + QByteArray::number(copy) + ".bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:" + object.oid + "\nsize "
                    + QByteArray::number(object.size) + '\n');
    }
    repo.git({u"fast-import"_s, u"--quiet"_s}, commit);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const TestVolume memory(u"tmpfs"_s, 512); // a disk takes half a minute to remove so many
    const QString library = memory.problem().isEmpty() ? memory.path() + u"/library"_s : cli.library();
    const CliResult result = cli.json({u"get"_s, u"--library"_s, library, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe().right(3000)));
    QCOMPARE(hub.log().count(Endpoint::Storage), kObjects);
    QCOMPARE(hub.log().count(Endpoint::Batch), kObjects / 100);

    const QString folder = library + u'/' + kModel;
    const auto entries = TreeSnapshot::of(folder).entries();
    QCOMPARE(entries.size(), kFiles + 1 + 100); // .gitattributes, the folders
    for (int i = 0; i < kObjects; i += 97) {
        for (int copy = 0; copy < kFiles / kObjects; ++copy) {
            const QString path = u"folder%1/part%2-%3.bin"_s.arg(i % 100).arg(i).arg(copy);
            QCOMPARE(readFile(folder + u'/' + path), generatedBytes(static_cast<quint64>(i) + 1, 1'000 + i));
        }
    }
    const ProcessResult status =
        runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s},
                   {.environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}});
    QCOMPARE(status.out, QByteArray());
    QVERIFY2(status.ok(), qPrintable(status.describe()));
}

void GetExtremesTest::names()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s);
    repo.lfsFile(QString(251, u'n') + u".bin"_s, "255 bytes");
    repo.lfsFile(u"\u00e9"_s.repeated(125) + u"x.bin"_s, "255 bytes in two-byte letters");
    repo.lfsFile(u"with space/\U0001F999 llama & co.bin"_s, "an emoji");
    repo.file(u"-starts-with-a-dash"_s, "plain").file(u"quo\"te 'n' $(dollar) ;.txt"_s, "shell");
    repo.lfsFile((u"folder/"_s.repeated(43)) + u"300 deep.bin"_s, "300 characters");
    repo.lfsFile((u"d/"_s.repeated(145)) + u"levels.bin"_s, "one letter a level");
    repo.commit("1");
    hub.addRepository(kModel, repo);
    const TempDir reference;
    const ProcessResult clone = realClone(hub.repositoryUrl(kModel).toString(), reference.path(u"clone"_s));
    QVERIFY2(clone.ok(), qPrintable(clone.describe()));

    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QString library = cli.home() + u"/my \U0001F999 library; -x"_s;
    for (const QStringList &place :
         {QStringList{u"--library"_s, library}, QStringList{u"--into"_s, library + u" into"_s}}) {
        const CliResult result = cli.json(QStringList{u"get"_s, kModel} + place);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        const QString folder = place.first() == "--into"_L1 ? place.last() : library + u'/' + kModel;
        const QString difference =
            TreeSnapshot::of(reference.path(u"clone"_s)).differencesTo(TreeSnapshot::of(folder));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
}

void GetExtremesTest::namesThatNoDiskHolds_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::addColumn<QString>("said");
    QTest::newRow("not UTF-8") << QByteArrayList{"caf\xe9.txt"} << u"not UTF-8 (caf\\351.txt)"_s;
    QTest::newRow("too long") << QByteArrayList(30, QByteArray(200, 'l'))
                              << u"a path longer than 4096 bytes"_s;
    QTest::newRow("long") << QByteArrayList(20, QByteArray(201, 'l')) << u"the path is too long"_s;
    QTest::newRow("too deep") << QByteArrayList(300, "d") << u"nested more than 200 deep"_s;
}

// Nobody tried to write outside: what it is, is said.
void GetExtremesTest::namesThatNoDiskHolds()
{
    QFETCH(QByteArrayList, parts);
    QFETCH(QString, said);
    LocalHub hub;
    RepoBuilder repo;
    repo.hostilePath(parts, "x");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.plain({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 7 || result.exitCode() == 10, qPrintable(result.describe()));
    const QString text = QString::fromUtf8(result.process.out + result.process.err).simplified();
    QVERIFY2(text.contains(said), qPrintable(text));
    QVERIFY2(!text.contains("outside its folder"_L1) && !text.contains("in the way"_L1), qPrintable(text));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

// Weights that somebody has committed without LFS.
void GetExtremesTest::largeFileInGit()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"model.bin"_s, QByteArray(100 * 1024 * 1024 + 1, '\0')).commit("weights");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.plain({u"get"_s, kModel});
    QCOMPARE(result.exitCode(), 7);
    const QString text = QString::fromUtf8(result.process.out + result.process.err).simplified();
    QVERIFY2(text.contains("too large for git: 104857601 bytes"_L1) && text.contains("(model.bin)"_L1)
                 && text.contains("LFS"_L1) && !text.contains("outside its folder"_L1),
             qPrintable(text));
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

WEIGHTYARD_TEST(GetExtremesTest)

} // namespace get_extremes_test

#include "get_extremes_test.moc"
